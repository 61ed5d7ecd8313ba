import { connectedParts } from '../math/connectedParts.ts';
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
  const { height, width, data } = mask;
  const areas = connectedParts(height, width, true, (pixel) => data[pixel] !== 0).map(
    (pixels) => pixels.length,
  );
  const largest = areas.reduce((most, area) => Math.max(most, area), 0);
  if (largest === 0) return 0;
  const least = Math.max(LEAST_SHARE * data.length, LEAST_RELATIVE_AREA * largest);
  return Math.max(1, areas.filter((area) => area >= least).length);
}
