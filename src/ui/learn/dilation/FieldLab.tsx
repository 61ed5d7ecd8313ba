import { useMemo } from 'react';
import { Segments } from '../../parts/Segments.tsx';
import { formatNumber, formatShare } from '../format.ts';
import type { LearnMessages } from '../messages/english/english.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { Formula } from '../parts/Formula.tsx';
import { Handle } from '../parts/Handle.tsx';
import { MapFigure } from '../parts/MapFigure.tsx';
import { Numbers } from '../parts/Numbers.tsx';
import { DENSE_ASPP_RATES, type DilationProps, LARGEST_RATE, MOST_RATES } from './fields.ts';
import { LayersPicture } from './LayersPicture.tsx';
import { type Join, JOINS, receptiveField, weightCount } from './receptiveField.ts';

const PRESETS = {
  dense: ['dense', DENSE_ASPP_RATES],
  gridding: ['cascade', [2, 2, 2]],
  mended: ['cascade', [1, 2, 5]],
  single: ['cascade', [24]],
} satisfies Readonly<
  Record<keyof LearnMessages['dilation']['field']['presets'], readonly [Join, readonly number[]]>
>;

const PRESET_NAMES = Object.keys(PRESETS) as (keyof typeof PRESETS)[];

/** Pixels of the photo that a cell of the finest stage stands for. */
const STRIDE = 4;

/** Lines between more cells than these would hide them. */
const MOST_COUNTED_CELLS = 33;

/** The output is in the middle of what it sees. */
const OUTPUT = [0.5, 0.5] as const;

/** Rates by hand, and the cells that an output sees through them. */
export function FieldLab({ values, change }: DilationProps) {
  const words = useLearnMessages().dilation.field;
  const { rates, join } = values;
  const { map, side, reached } = useMemo(() => {
    const field = receptiveField(rates, join);
    const most = Math.log1p(field.paths.reduce((a, b) => Math.max(a, b), 0));
    // Few ways must be seen beside very many; from a third on, so that one way is not taken for none.
    const data = Float32Array.from(field.paths, (ways) =>
      ways === 0 ? 0 : 0.35 + 0.65 * (Math.log1p(ways) / most),
    );
    return { ...field, map: { height: field.side, width: field.side, data } };
  }, [rates, join]);
  return (
    <div className="lab" data-testid="field-lab">
      <div className="lab-picture">
        <Segments
          legend={words.join}
          options={JOINS}
          labels={words.joins}
          value={join}
          onChange={(next) => change({ join: next })}
        />
        <p>{words.about[join]}</p>
        <div className="map-row map-row-pair map-row-cells">
          <MapFigure
            label={words.picture}
            map={map}
            mark={OUTPUT}
            cells={side <= MOST_COUNTED_CELLS}
          />
          <LayersPicture rates={rates} join={join} label={words.layers} />
        </div>
      </div>
      <div className="lab-handles">
        <div className="lab-row">
          {PRESET_NAMES.map((name) => {
            const [nextJoin, nextRates]: readonly [Join, readonly number[]] = PRESETS[name];
            return (
              <button
                key={name}
                type="button"
                className="button"
                onClick={() => change({ join: nextJoin, rates: nextRates })}
              >
                {words.presets[name]}
              </button>
            );
          })}
        </div>
        {rates.map((rate, index) => (
          <Handle
            key={index}
            label={words.rate(formatNumber(index + 1))}
            min={1}
            max={LARGEST_RATE}
            value={rate}
            onChange={(value) => change({ rates: rates.with(index, value) })}
          />
        ))}
        <div className="lab-row">
          <button
            type="button"
            className="button"
            disabled={rates.length === MOST_RATES}
            onClick={() => change({ rates: [...rates, 1] })}
          >
            {words.more}
          </button>
          <button
            type="button"
            className="button"
            disabled={rates.length === 1}
            onClick={() => change({ rates: rates.slice(0, -1) })}
          >
            {words.fewer}
          </button>
        </div>
        <Numbers
          entries={[
            [words.side, formatNumber(side), 'field-side'],
            [
              words.reached,
              words.reachedOf(
                formatShare(reached),
                formatNumber(Math.round(reached * side * side)),
                formatNumber(side * side),
              ),
              'field-reached',
            ],
            [words.weights, formatNumber(weightCount(rates.length, join))],
            [words.pixels, formatNumber(side * STRIDE)],
          ]}
        />
        <Formula lines={words.formula} source={words.source} />
      </div>
    </div>
  );
}
