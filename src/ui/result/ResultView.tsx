import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { givesOneMap } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import type { Messages } from '../english.ts';
import { runsOnEstimate, shownDepth } from '../input/estimate.ts';
import { useMessages } from '../messages.ts';
import { glideToUnseen } from '../parts/motion.ts';
import { PartBoundary, PartFailed } from '../parts/PartBoundary.tsx';
import { Segments } from '../parts/Segments.tsx';
import { AnswerStrip } from './AnswerStrip.tsx';
import { DEPTHS } from './appearance.ts';
import { DownloadButton } from './DownloadButton.tsx';
import { Headline } from './Headline.tsx';
import { type Keep, keepAnswers } from './keptAnswers.ts';
import { MainPicture } from './MainPicture.tsx';
import type { ShownMap } from './mapList.ts';
import { ColourScale, MapPicture } from './MapPicture.tsx';
import '../styles/easel.css';

const PinnedColumn = lazy(async () => ({
  default: (await import('../pin/PinnedColumn.tsx')).PinnedColumn,
}));

const PresentHead = lazy(async () => ({
  default: (await import('../pin/PinnedColumn.tsx')).PresentHead,
}));

const BesideTable = lazy(async () => ({
  default: (await import('../pin/BesideTable.tsx')).BesideTable,
}));

interface ResultViewProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  /** Opens a map, and maybe another one beside it. */
  readonly onEnlarge: (key: string, beside?: string) => void;
  /** Which model it is, and what else can be done with the whole. */
  readonly tools: ReactNode;
  /** Stands beside the main picture. */
  readonly children: ReactNode;
}

/** A sentence, the answers as a strip, and the main picture with what stands beside it. */
export function ResultView({ maps, onEnlarge, tools, children }: ResultViewProps) {
  const messages = useMessages();
  const samples = usePageState((state) => state.result.samples);
  const appearance = usePageState((state) => state.appearance);
  const oneMap = usePageState(givesOneMap);
  const pinned = usePageState((state) => state.pinned !== null);
  const store = useStore();
  const [chosen, setChosen] = useState<{ samples: unknown; part: number | null; keep: Keep }>({
    samples: null,
    part: null,
    keep: 'all',
  });
  // A part belongs to the answers that it was measured on.
  const valid = chosen.samples === samples ? chosen : { part: null, keep: 'all' as const };
  const kept = keepAnswers(samples, valid, appearance, messages);
  const choosePart = (part: number | null) => {
    setChosen({ samples, part, keep: 'all' });
    // It is about all answers, and nothing of it is seen in a single one.
    if (appearance.layer === 'answer' || appearance.layer === 'blend') {
      store.setAppearance({ layer: 'agreed' });
    }
  };
  const row = useNewPictureInSight();
  return (
    <>
      <Headline
        regions={samples?.regions ?? null}
        part={kept.part}
        onPart={(part) => choosePart(kept.part === part ? null : part)}
      >
        {tools}
      </Headline>
      {!oneMap && <AnswerStrip maps={maps} isKept={kept.isKept} />}
      <div className="easel-row" data-pinned={pinned} ref={row}>
        {pinned && (
          <PartBoundary fallback={null}>
            <Suspense>
              <PresentHead />
            </Suspense>
          </PartBoundary>
        )}
        <MainPicture
          maps={maps}
          kept={kept}
          onPart={choosePart}
          onKeep={(keep) => setChosen({ samples, part: kept.part, keep })}
          onEnlarge={onEnlarge}
        />
        {pinned && (
          <PartBoundary fallback={<PartFailed />}>
            <Suspense>
              <PinnedColumn maps={maps} onEnlarge={onEnlarge} />
            </Suspense>
          </PartBoundary>
        )}
        {children}
        {pinned && (
          <PartBoundary fallback={<PartFailed />}>
            <Suspense>
              <BesideTable />
            </Suspense>
          </PartBoundary>
        )}
      </div>
    </>
  );
}

/** When another picture is opened, what is told of it comes into sight: from the sentence to what stands before the element of the ref. */
function useNewPictureInSight(): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null);
  const opened = usePageState((state) => state.image.photo?.file.key);
  const seen = useRef(opened);
  useEffect(() => {
    if (seen.current === opened) return;
    seen.current = opened;
    const first = row.current?.parentElement?.firstElementChild;
    const last = row.current?.previousElementSibling;
    if (first && last) glideToUnseen(first, last);
  }, [opened]);
  return row;
}

/** The depth that went in and what the network made of it, folded away until it is asked for. */
export function DepthFold({ maps, onEnlarge }: Pick<ResultViewProps, 'maps' | 'onEnlarge'>) {
  const { depth } = usePageState((state) => state.appearance);
  const hasDepth = usePageState((state) => shownDepth(state) !== null);
  const estimated = usePageState(runsOnEstimate);
  const oneMap = usePageState(givesOneMap);
  const store = useStore();
  const words = useMessages().maps;
  if (oneMap && !hasDepth) return null;
  const key = oneMap ? 'input-depth' : hasDepth ? depth : 'corrected-depth';
  const shown = maps.get(key) ?? null;
  return (
    <details className="panel fold" data-fold="depth">
      <summary>{words.depth}</summary>
      <figure className="depth-card">
        {!oneMap && hasDepth && (
          <Segments
            small
            legend={words.depth}
            options={DEPTHS}
            labels={{
              'corrected-depth': words.corrected,
              'input-depth': estimated ? words.estimated : words.inputDepth,
            }}
            value={depth}
            onChange={(value) => store.setAppearance({ depth: value })}
          />
        )}
        <MapPicture shown={shown} title={shown?.title ?? words.depth} onOpen={onEnlarge} />
        <figcaption className="card-foot">
          <span className="hint">{depthHelp(key, estimated, oneMap, words)}</span>
          {shown !== null && <ColourScale shown={shown} />}
          {shown !== null && shown.download !== null && (
            <DownloadButton what={shown.download} title={shown.title}>
              {words.png}
            </DownloadButton>
          )}
        </figcaption>
      </figure>
    </details>
  );
}

function depthHelp(
  key: 'corrected-depth' | 'input-depth',
  estimated: boolean,
  oneMap: boolean,
  words: Messages['maps'],
): string {
  if (estimated && key === 'input-depth') return words.estimatedDepthHelp;
  return oneMap ? words.uncorrectedDepthHelp : words.depthHelp[key];
}
