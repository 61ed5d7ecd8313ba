import { contours } from 'd3-contour';
import type { ScalarMap } from '../../image/types.ts';

/**
 * The lines around what reaches a level, by marching squares, as an SVG path in the map's pixels (0 to `width`, 0 to
 * `height`). Empty where nothing does.
 */
export function outlineOf({ height, width, data }: ScalarMap, level: number): string {
  const tracer = contours().size([width, height]);
  const { coordinates } = tracer.contour(data as unknown as number[], level);
  return coordinates
    .flat()
    .map((ring) => `M${ring.map(([x, y]) => `${x!.toFixed(1)},${y!.toFixed(1)}`).join('L')}Z`)
    .join('');
}
