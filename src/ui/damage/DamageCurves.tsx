import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { formatPercent } from '../parts/format.ts';
import { type Effect, SAME_ANSWER } from './changeSearch.ts';

interface DamageCurvesProps {
  /** Of amount 0 and of all that were measured. */
  readonly effects: readonly Effect[];
  /** Where the slider stands, in [0,1]. */
  readonly amount: number;
  /** Where the answer changes; null where it does not, or not yet. */
  readonly change: number | null;
}

const WIDTH = 300;
const HEIGHT = 50;

interface Curve {
  readonly name: 'overlap' | 'saliency' | 'depth' | 'disagreement';
  /** The scale ends here at least, so that nothing looks like much. */
  readonly leastTop: number;
  readonly text: (value: number) => string;
  /** A level to hold the curve against. */
  readonly level?: number;
}

const curvesIn = (words: Messages['damage']): readonly Curve[] => [
  { name: 'overlap', leastTop: 1, text: formatPercent, level: SAME_ANSWER },
  { name: 'saliency', leastTop: 0.02, text: words.change },
  { name: 'depth', leastTop: 0.05, text: words.change },
  { name: 'disagreement', leastTop: 0.02, text: words.bits },
];

/** Curves of what a damage changes against its amount, one below the other, each with its value at the slider. */
export function DamageCurves({ effects, amount, change }: DamageCurvesProps) {
  const words = useMessages().damage;
  const sorted = effects.toSorted((one, other) => one.amount - other.amount);
  const now = sorted.find((effect) => effect.amount === amount);
  return (
    <div className="damage-curves">
      {curvesIn(words).map((curve) => {
        const points = sorted.flatMap((effect) => {
          const value = effect[curve.name];
          return value === null ? [] : [[effect.amount, value] as const];
        });
        if (points.length === 0) return null;
        const top = Math.max(curve.leastTop, ...points.map(([, value]) => value));
        const y = (value: number) => (HEIGHT * (1 - value / top)).toFixed(1);
        const value = now?.[curve.name] ?? null;
        const title = words.curves[curve.name];
        return (
          <figure key={curve.name}>
            <figcaption>
              <span>{title}</span>
              <b className="number">{value === null ? '…' : curve.text(value)}</b>
            </figcaption>
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={words.curveLabel(title, curve.text(top))}
              data-curve={curve.name}
            >
              {change !== null && (
                <rect className="damage-changed" x={change * WIDTH} width={WIDTH} height={HEIGHT} />
              )}
              {curve.level !== undefined && (
                <path className="damage-level" d={`M0 ${y(curve.level)}H${WIDTH}`} />
              )}
              <path
                className="damage-curve"
                d={points
                  .map(([at, of], i) => `${i === 0 ? 'M' : 'L'}${(at * WIDTH).toFixed(1)} ${y(of)}`)
                  .join('')}
              />
              <path className="damage-now" d={`M${amount * WIDTH} 0V${HEIGHT}`} />
            </svg>
            <small>{words.scale(curve.text(top))}</small>
          </figure>
        );
      })}
      <p className="damage-ends">
        <span>{words.least}</span>
        <span>{words.most}</span>
      </p>
    </div>
  );
}
