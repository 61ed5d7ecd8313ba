import { MapPicture } from './MapPicture.tsx';
import { usePageState, useStore } from '../engine/usePage.ts';
import { glimpseInUse } from '../explorer/latent.ts';
import type { ShownMap } from './mapList.ts';
import { useMessages } from '../messages.ts';
import { stageOf } from './shownStage.ts';

interface AnswerStripProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  /** Whether an answer passes the visitor's filter. */
  readonly isKept: (index: number) => boolean;
}

/** The answers side by side, and last the one that the sliders make. A click puts one on the main picture. */
export function AnswerStrip({ maps, isKept }: AnswerStripProps) {
  const messages = useMessages();
  const count = usePageState((state) => state.count);
  const samples = usePageState((state) => state.result.samples);
  const { layer, focus } = usePageState((state) => state.appearance);
  const busy = usePageState((state) => stageOf(state) !== 'idle');
  const store = useStore();
  const words = messages.sampling;
  const places = Array.from({ length: samples?.count ?? count }, (_, index) => index);
  const open = (index: number | null) => store.setAppearance({ layer: 'answer', focus: index });
  const isOpen = (index: number | null) => layer === 'answer' && focus === index;
  return (
    <section className="samples-panel" aria-label={words.title}>
      <ol className="sample-grid" aria-busy={busy}>
        {places.map((index) => (
          <li key={index} className="sample" data-kept={isKept(index)}>
            <MapPicture
              shown={maps.get(`sample-${index}`) ?? null}
              title={messages.maps.sample(index + 1)}
              label={words.open(messages.maps.sample(index + 1))}
              pressed={isOpen(index)}
              onOpen={() => open(index)}
            />
            <span className="tile-name number" aria-hidden="true">
              {index + 1}
            </span>
          </li>
        ))}
        <OwnAnswer
          shown={maps.get('explored') ?? null}
          pressed={isOpen(null)}
          onOpen={() => open(null)}
        />
      </ol>
    </section>
  );
}

interface OwnAnswerProps {
  readonly shown: ShownMap | null;
  readonly pressed: boolean;
  readonly onOpen: () => void;
}

/** By itself, so that only it is drawn again while a slider moves. */
function OwnAnswer({ shown, pressed, onOpen }: OwnAnswerProps) {
  const messages = useMessages();
  const glimpse = usePageState(glimpseInUse);
  const words = messages.sampling;
  return (
    <li className="own-answer">
      <MapPicture
        shown={shown}
        title={messages.maps.explored}
        label={words.open(messages.maps.explored)}
        pressed={pressed}
        glimpse={glimpse}
        onOpen={onOpen}
      />
      <span className="tile-name" aria-hidden="true">
        {words.yours}
      </span>
    </li>
  );
}
