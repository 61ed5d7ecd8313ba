import type { ImageSize, ScalarMap } from '../image/types.ts';
import { resizeBilinear } from '../math/resize.ts';

/**
 * A map of the network at the size of the photo it belongs to, interpolated bilinearly. Values stay between
 * the smallest and the largest of the map. The page and the command line both come through here, so that
 * their files agree.
 */
export function fitToPhoto(map: ScalarMap, photo: ImageSize): ScalarMap {
  const { height, width } = photo;
  const data = resizeBilinear(map.data, map.height, map.width, 1, height, width);
  return { height, width, data };
}
