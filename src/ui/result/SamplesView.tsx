import { priorInUse, setLatent, sigmaPosition } from '../explorer/latent.ts';
import { MAX_SAMPLES, MAX_SEED } from './appearance.ts';
import { DownloadButton } from './DownloadButton.tsx';
import { Help } from '../parts/Help.tsx';
import { Icon } from '../parts/Icon.tsx';
import { MapPicture } from './MapPicture.tsx';
import { ModelTag } from '../models/ModelButton.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { usePageState, useStore } from '../engine/usePage.ts';
import type { ShownMap } from './mapList.ts';
import { messages } from '../messages.ts';

interface SamplesViewProps {
  readonly maps: ReadonlyMap<string, ShownMap>;
  readonly onEnlarge: (key: string) => void;
}

/** Samples drawn from the prior, with the controls that draw them. */
export function SamplesView({ maps, onEnlarge }: SamplesViewProps) {
  const count = usePageState((state) => state.count);
  const seed = usePageState((state) => state.seed);
  const samples = usePageState((state) => state.result.samples);
  const prior = usePageState(priorInUse);
  const busy = usePageState((state) => state.stage !== 'idle');
  const store = useStore();
  const words = messages.sampling;
  const places = Array.from({ length: samples?.count ?? count }, (_, index) => index);
  return (
    <section className="panel samples-panel" aria-labelledby="samples-title">
      <div className="panel-head">
        <span className="titled">
          <h2 id="samples-title">{words.title}</h2>
          <Help about={words.title} text={words.help} />
          {samples !== null && <ModelTag />}
        </span>
        <div className="panel-controls">
          <label className="inline-slider">
            <span className="label">{words.count}</span>
            <input
              type="range"
              min="1"
              max={MAX_SAMPLES}
              value={count}
              onChange={(event) => store.ask({ count: event.target.valueAsNumber })}
            />
            <output className="number">{count}</output>
          </label>
          <NumberField
            label={words.seed}
            min={0}
            max={MAX_SEED}
            value={seed}
            onChange={(value) => store.ask({ seed: value })}
          />
          <button
            type="button"
            className="button"
            onClick={() => store.ask({ seed: randomSeed() })}
          >
            <Icon name="shuffle" />
            {words.reroll}
          </button>
        </div>
      </div>
      <ol className="sample-grid" aria-busy={busy}>
        {places.map((index) => {
          const shown = maps.get(`sample-${index}`) ?? null;
          const z = samples?.z[index];
          return (
            <li key={index} className="sample">
              <MapPicture
                shown={shown}
                title={messages.maps.sample(index + 1)}
                onEnlarge={onEnlarge}
              />
              <div className="sample-foot">
                <span className="number">{index + 1}</span>
                {shown !== null && z !== undefined && prior !== null && (
                  <span className="sample-actions">
                    <button
                      type="button"
                      className="icon-button"
                      title={words.useInExplorer(index + 1)}
                      aria-label={words.useInExplorer(index + 1)}
                      onClick={() => setLatent(store, sigmaPosition(prior, z))}
                    >
                      <Icon name="target" />
                    </button>
                    <DownloadButton what={{ kind: 'sample', index }} title={shown.title} />
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function randomSeed(): number {
  return Math.floor(Math.random() * (MAX_SEED + 1));
}
