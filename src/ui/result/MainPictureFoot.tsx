import { isWithinReach, priorInUse, setLatent, sigmaPosition } from '../explorer/latent.ts';
import { givesOneMap } from '../engine/selectors.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Slider } from '../parts/Slider.tsx';
import { ANSWERS, UNCERTAINTIES, type Layer } from './appearance.ts';
import { DownloadButton } from './DownloadButton.tsx';
import type { KeptAnswers } from './keptAnswers.ts';
import { ColourScale } from './MapPicture.tsx';
import type { ShownMap } from './mapList.ts';

interface MainPictureFootProps {
  readonly layer: Layer;
  readonly shown: readonly ShownMap[];
  readonly kept: KeptAnswers;
}

/** What the main picture shows, in a sentence, with the choices within its layer. */
export function MainPictureFoot({ layer, shown, kept }: MainPictureFootProps) {
  const messages = useMessages();
  const { answer, uncertainty, level } = usePageState((state) => state.appearance);
  const count = usePageState((state) => state.result.samples?.count ?? state.count);
  const oneMap = usePageState(givesOneMap);
  const store = useStore();
  const words = messages.mainPicture;
  const first = shown[0];
  const isFiltered = layer === 'agreed' && kept.most !== null;
  return (
    <>
      {layer === 'agreed' && !oneMap && !isFiltered && (
        <Segments
          small
          legend={words.agreedBy}
          options={ANSWERS}
          labels={messages.maps}
          value={answer}
          onChange={(next) => store.setAppearance({ answer: next })}
        />
      )}
      {layer === 'agreed' && !oneMap && !isFiltered && answer === 'share' && (
        <label className="inline-slider">
          <span className="label">{words.level}</span>
          <Slider
            min="1"
            max={count}
            value={Math.min(level, count)}
            data-testid="level"
            onSlide={(next) => store.setAppearance({ level: next })}
          />
          <output className="number">{words.levelOf(Math.min(level, count), count)}</output>
        </label>
      )}
      {layer === 'differ' && !oneMap && (
        <Segments
          small
          legend={messages.maps.uncertainty}
          options={UNCERTAINTIES}
          labels={messages.maps.uncertainties}
          value={uncertainty}
          onChange={(next) => store.setAppearance({ uncertainty: next })}
        />
      )}
      <p
        className="easel-words"
        title={
          layer === 'differ'
            ? messages.maps.uncertaintyTerms[oneMap ? 'total' : uncertainty]
            : undefined
        }
        data-testid="easel-words"
      >
        {isFiltered
          ? words.keptHelp(kept.maps.length, count)
          : layer === 'agreed'
            ? messages.maps.answerHelp[oneMap ? 'mean' : answer]
            : layer === 'differ'
              ? messages.maps.uncertaintyHelp[oneMap ? 'total' : uncertainty]
              : layer === 'answer'
                ? first?.title
                : words.help[layer]}
      </p>
      <span className="easel-tools">
        {layer === 'differ' && first !== undefined && (
          <ColourScale shown={first} unit={first.key === 'variance' ? '' : messages.maps.bits} />
        )}
        {layer === 'answer' && <AnswerActions />}
        {(layer === 'agreed' || layer === 'differ' || layer === 'answer') &&
          first !== undefined &&
          first.download !== null && (
            <DownloadButton what={first.download} title={first.title}>
              {messages.maps.png}
            </DownloadButton>
          )}
      </span>
    </>
  );
}

/** Takes the sliders to the answer that is shown, where they reach it. */
function AnswerActions() {
  const messages = useMessages();
  const focus = usePageState((state) => state.appearance.focus);
  const samples = usePageState((state) => state.result.samples);
  const prior = usePageState(priorInUse);
  const store = useStore();
  const z = focus === null ? undefined : samples?.z[focus];
  if (z === undefined || prior === null) return null;
  const place = sigmaPosition(prior, z);
  if (!isWithinReach(place)) {
    return <span className="hint">{messages.sampling.beyondExplorer(focus! + 1)}</span>;
  }
  return (
    <button type="button" className="button quiet" onClick={() => setLatent(store, place)}>
      <Icon name="target" />
      {messages.sampling.useInExplorer(focus! + 1)}
    </button>
  );
}
