import { Fragment } from 'react';
import type { Inspection } from '../../../inference/ucNetLens.ts';
import type { CourseFacts } from '../../../worker/courseSession.ts';
import { useMedia } from '../../parts/mediaQuery.ts';
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
  isUsed,
  layersOf,
  MODES,
  type ModuleName,
  MODULES,
  NARROW,
  timeOf,
  WIDE,
} from './figure.ts';
import { HALF_HEIGHT, HALF_WIDTH, type Point, routesOf } from './figureRoutes.ts';

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
          // Where a phone has no room for it, the longest name breaks between its words.
          const [stem, net] = words.modules[name].name.split(/(?=Net$)/);
          return (
            <button
              key={name}
              type="button"
              className="figure-module"
              data-module={name}
              data-used={used}
              aria-pressed={name === module}
              style={{
                gridColumn: column + 1,
                gridRow: row + 1,
                width: `${200 * HALF_WIDTH}%`,
                height: `${200 * HALF_HEIGHT}%`,
              }}
              onClick={() => change({ module: name, layer: 0, channel: 0 })}
            >
              <span>
                {stem}
                <wbr />
                {net}
              </span>
              {!used && <small>{words.notUsed}</small>}
            </button>
          );
        })}
      </div>
      <ModuleView {...{ values, change, address, facts, inspection }} name={module} key={module} />
    </div>
  );
}

/** Lines with arrows from one module to another, around those between, and what the loss is given. */
function Edges({ arrangement, values }: { arrangement: Arrangement } & Pick<UcNetProps, 'values'>) {
  const words = useLearnMessages().ucnet.figure.edges;
  const { columns, rows } = arrangement;
  const place = ([x, y]: Point) => ({
    insetInlineStart: `${(x / columns) * 100}%`,
    insetBlockStart: `${(y / rows) * 100}%`,
  });
  const routes = routesOf(arrangement).map((route) => ({
    ...route,
    used: isUsed(route.from, values.mode) && isUsed(route.to, values.mode),
    lit: route.from === values.module || route.to === values.module,
  }));
  return (
    <div className="figure-edges" aria-hidden="true">
      <svg viewBox={`0 0 ${columns} ${rows}`} preserveAspectRatio="none">
        {
          // What is used, and what is lit, lies upon the rest.
          routes
            .toSorted((a, b) => Number(a.used) - Number(b.used) || Number(a.lit) - Number(b.lit))
            .map(({ from, to, points, used, lit }) => (
              <polyline
                key={`${from} ${to}`}
                className="figure-edge"
                data-used={used}
                data-lit={lit}
                points={points.join(' ')}
              />
            ))
        }
      </svg>
      {routes.map(({ from, to, points, label, used, lit }) => (
        <Fragment key={`${from} ${to}`}>
          <span
            className="figure-arrow"
            data-used={used}
            data-lit={lit}
            data-direction={directionOf(points)}
            style={place(points.at(-1)!)}
          />
          {label !== undefined && used && (
            <span className="figure-label" style={place(label.at)}>
              {words[label.name]}
            </span>
          )}
        </Fragment>
      ))}
    </div>
  );
}

/** Which way the last piece of a line goes. */
function directionOf(points: readonly Point[]): 'left' | 'right' | 'up' | 'down' {
  const [[x1, y1], [x2, y2]] = [points.at(-2)!, points.at(-1)!];
  if (y1 === y2) return x2 > x1 ? 'right' : 'left';
  return y2 > y1 ? 'down' : 'up';
}

function ModuleView({
  name,
  values,
  change,
  address,
  facts,
  inspection,
}: FigureLabProps & { name: ModuleName }) {
  const {
    ucnet: { figure: words },
    network,
  } = useLearnMessages();
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
            [words.numbers.multiplyAdds, network.multiplyAdds(cost.multiplyAdds), 'multiply-adds'],
            ...(cost.again > 0 && cost.again < cost.multiplyAdds
              ? [[words.numbers.again, network.multiplyAdds(cost.again)] as const]
              : []),
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

function useArrangement(): Arrangement {
  return useMedia(NARROW_PAGE) ? NARROW : WIDE;
}
