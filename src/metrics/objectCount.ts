import { assertFilled, type BinaryMask } from './metricInput.ts';

/** Least share of the picture that a component must cover to count as an object. */
const LEAST_SHARE = 0.015;
/** Least share of the largest component's area. */
const LEAST_RELATIVE_AREA = 0.1;

/**
 * How many objects a person would count in a mask: 8-connected components that cover at least 1.5 % of the picture and a
 * tenth of the largest one's area. A mask with any foreground has at least one; an empty one has none.
 * `separate_objects` of the training code draws the same line.
 *
 * @throws MetricInputError when the mask is not filled
 */
export function objectCount(mask: BinaryMask): number {
  assertFilled(mask, 'mask');
  const areas = componentAreas(mask);
  const largest = areas.reduce((most, area) => Math.max(most, area), 0);
  if (largest === 0) return 0;
  const least = Math.max(LEAST_SHARE * mask.data.length, LEAST_RELATIVE_AREA * largest);
  return Math.max(1, areas.filter((area) => area >= least).length);
}

/** Pixels of each 8-connected component, by a flood fill from every pixel not reached before. */
function componentAreas({ height, width, data }: BinaryMask): number[] {
  const reached = new Uint8Array(data.length);
  const open = new Int32Array(data.length);
  const areas: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (data[start] === 0 || reached[start] === 1) continue;
    let count = 0;
    open[count++] = start;
    reached[start] = 1;
    // Pixels stay in the list once visited: in the end it holds the whole component.
    for (let next = 0; next < count; next++) {
      const y = Math.floor(open[next]! / width);
      const x = open[next]! - y * width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const neighbour = v * width + u;
          if (data[neighbour] === 0 || reached[neighbour] === 1) continue;
          reached[neighbour] = 1;
          open[count++] = neighbour;
        }
      }
    }
    areas.push(count);
  }
  return areas;
}
