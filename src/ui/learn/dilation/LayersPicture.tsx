import { useMemo } from 'react';
import { waysThrough } from './waysThrough.ts';
import type { Join } from './receptiveField.ts';

interface LayersPictureProps {
  readonly rates: readonly number[];
  readonly join: Join;
  readonly label: string;
}

const ROW = 36;
const WIDTH = 360;
const MARGIN = 8;

/** The middle row of the field from the side: the output above, the input below, and every way between them. */
export function LayersPicture({ rates, join, label }: LayersPictureProps) {
  const { reach, levels, ways } = useMemo(() => waysThrough(rates, join), [rates, join]);
  const height = rates.length * ROW + 2 * MARGIN;
  const x = (cell: number) => MARGIN + ((cell + reach) / (2 * reach)) * (WIDTH - 2 * MARGIN);
  const y = (level: number) => MARGIN + (rates.length - level) * ROW;
  const radius = Math.min(4, Math.max(1.2, (WIDTH / (2 * reach + 1)) * 0.35));
  const lines = ways
    .map(({ from, to }) => `M${x(from.cell)} ${y(from.level)}L${x(to.cell)} ${y(to.level)}`)
    .join('');
  return (
    <figure className="map-figure layers-picture">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
        <path className="layers-ways" d={lines} />
        {levels.map((cells, level) =>
          cells.map((cell) => (
            <circle key={`${level} ${cell}`} cx={x(cell)} cy={y(level)} r={radius} />
          )),
        )}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
