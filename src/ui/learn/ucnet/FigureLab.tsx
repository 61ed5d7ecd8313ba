import { useSyncExternalStore } from 'react';
import type { Inspection } from '../../../inference/ucNetLens.ts';
import type { CourseFacts } from '../../../worker/courseSession.ts';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber } from '../format.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { FeatureMaps } from '../parts/FeatureMaps.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import type { UcNetProps } from './fields.ts';
import {
  type Arrangement,
  costOf,
  EDGES,
  isUsed,
  MODES,
  type ModuleName,
  MODULES,
  NARROW,
  timeOf,
  WIDE,
} from './figure.ts';
import { layersOf } from './layers.ts';

interface FigureLabProps extends UcNetProps {
  readonly address: string | null;
  readonly facts: CourseFacts | null;
  readonly inspection: Inspection | null;
}

/** The paper's figure 2: a module that is chosen shows what it costs and gives. */
export function FigureLab({ values, change, address, facts, inspection }: FigureLabProps) {
  const words = useLearnMessages().ucnet.figure;
  const { mode, module } = values;
  const arrangement = useArrangement();
  return (
    <div className="lab lab-wide" data-testid="figure-lab">
      <Segments
        legend={words.mode}
        options={MODES}
        labels={words.modes}
        value={mode}
        onChange={(next) => change({ mode: next })}
      />
      <div
        className="figure-two"
        role="group"
        aria-label={words.label}
        style={{
          gridTemplateColumns: `repeat(${arrangement.columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${arrangement.rows}, 5rem)`,
        }}
      >
        <Edges arrangement={arrangement} values={values} />
        {MODULES.map((name) => {
          const [column, row] = arrangement.places[name];
          const used = isUsed(name, mode);
          return (
            <button
              key={name}
              type="button"
              className="figure-module"
              data-module={name}
              data-used={used}
              aria-pressed={name === module}
              style={{ gridColumn: column + 1, gridRow: row + 1 }}
              onClick={() => change({ module: name, layer: 0, channel: 0 })}
            >
              {words.modules[name].name}
              {!used && <small>{words.notUsed}</small>}
            </button>
          );
        })}
      </div>
      <ModuleView {...{ values, change, address, facts, inspection }} name={module} key={module} />
    </div>
  );
}

/** Lines from the middle of one module to the middle of another, behind both. */
function Edges({ arrangement, values }: { arrangement: Arrangement } & Pick<UcNetProps, 'values'>) {
  const { columns, rows, places } = arrangement;
  return (
    <svg
      className="figure-edges"
      viewBox={`0 0 ${columns} ${rows}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {EDGES.map(([from, to]) => {
        const [[x1, y1], [x2, y2]] = [places[from], places[to]];
        const used = isUsed(from, values.mode) && isUsed(to, values.mode);
        return (
          <line
            key={`${from} ${to}`}
            className="figure-edge"
            data-used={used}
            data-lit={from === values.module || to === values.module}
            x1={x1 + 0.5}
            y1={y1 + 0.5}
            x2={x2 + 0.5}
            y2={y2 + 0.5}
          />
        );
      })}
    </svg>
  );
}

function ModuleView({
  name,
  values,
  change,
  address,
  facts,
  inspection,
}: FigureLabProps & { name: ModuleName }) {
  const words = useLearnMessages().ucnet.figure;
  const { text } = words.modules[name];
  const cost = facts && costOf(name, facts.modules);
  const time = inspection && timeOf(name, inspection.times);
  const layers = layersOf(name);
  const layer = layers[Math.min(values.layer, layers.length - 1)];
  const activation = inspection?.activations.find(({ path }) => path === layer);
  return (
    <div className="learn-step" data-testid="module-view">
      <h3>{words.modules[name].name}</h3>
      <p>{text}</p>
      {cost !== null && (
        <Numbers
          entries={[
            [words.numbers.parameters, formatNumber(cost.parameters), 'parameters'],
            [words.numbers.multiplyAdds, words.multiplyAdds(cost.multiplyAdds), 'multiply-adds'],
            ...(time === null
              ? []
              : [[words.numbers.time, words.milliseconds(formatNumber(time))] as const]),
          ]}
        />
      )}
      {name === 'photo' && address !== null && (
        <img className="network-photo" src={address} alt={words.modules.photo.name} />
      )}
      {name === 'depth' && inspection !== null && (
        <div className="map-row">
          <MapFigure label={words.modules.depth.name} map={inspection.depth.reading} />
        </div>
      )}
      {layers.length > 0 && (
        <label className="inline-field">
          <span className="label">{words.layer}</span>
          <select
            value={layer}
            onChange={({ target }) =>
              change({ layer: layers.indexOf(target.value as (typeof layers)[number]), channel: 0 })
            }
          >
            {layers.map((path) => (
              <option key={path} value={path}>
                {words.layers[path]}
              </option>
            ))}
          </select>
        </label>
      )}
      {activation !== undefined && (
        <FeatureMaps
          activation={activation}
          channel={values.channel}
          onChannel={(channel) => change({ channel })}
        />
      )}
    </div>
  );
}

const NARROW_PAGE = '(max-width: 900px)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW_PAGE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function useArrangement(): Arrangement {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW_PAGE).matches) ? NARROW : WIDE;
}
