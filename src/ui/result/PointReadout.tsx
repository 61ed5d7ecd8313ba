import { MARKED } from '../../image/marks.ts';
import type { ScalarMap } from '../../image/types.ts';
import { useMessages } from '../messages.ts';
import type { Point } from '../parts/usePoint.ts';
import { valueAt } from '../../image/paintMap.ts';

/** What the answers say of one point: how many mark it, and how surely. */
export function PointReadout({
  point,
  maps,
}: {
  readonly point: Point | null;
  readonly maps: readonly ScalarMap[];
}) {
  const words = useMessages().mainPicture;
  if (point === null) return <p className="hint point-readout">{words.pointHint}</p>;
  const values = maps.map((map) => valueAt(map, point.x, point.y)!);
  const bins = histogram(values);
  const most = Math.max(...bins, 1);
  const marked = values.filter((value) => value >= MARKED).length;
  return (
    <div className="point-readout" data-testid="point">
      <span role="status">{words.pointIs(marked, values.length)}</span>
      <span className="point-bars" title={words.histogramHelp}>
        <svg
          viewBox={`0 0 ${bins.length * 10} 30`}
          role="img"
          aria-label={words.histogram(bins.join(', '))}
        >
          {bins.map((count, bin) => {
            const height = (count / most) * 28;
            return (
              <rect
                key={bin}
                className={2 * bin >= bins.length ? 'bar-marked' : 'bar'}
                x={bin * 10 + 1}
                y={29 - height}
                width="8"
                height={height + 1}
              />
            );
          })}
        </svg>
        <span className="point-axis number" aria-hidden="true">
          <span>0</span>
          <span>{words.surely}</span>
          <span>1</span>
        </span>
      </span>
    </div>
  );
}

/** Bins of a point's histogram. */
const BINS = 10;

/** How many values fall into each of ten bins of [0,1]; 1 belongs to the last. */
function histogram(values: readonly number[]): number[] {
  const bins = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.min(Math.max(Math.floor(value * BINS), 0), BINS - 1);
    bins[bin]! += 1;
  }
  return bins;
}
