import { applyColourMap } from './colourMaps.ts';
import type { ColourMapName } from './colourMaps.ts';
import { requireSameSize } from './sameSize.ts';
import type { RgbImage, ScalarMap } from './types.ts';

/**
 * Lays a painted map over a photo: (1 − opacity) · photo + opacity · colour.
 *
 * @param map a map at the photo's size, else RangeError
 * @param opacity in [0,1], else RangeError
 * @param range the values of the first and the last colour, default 0 and 1
 */
export function overlayMap(
  photo: RgbImage,
  map: ScalarMap,
  colourMap: ColourMapName,
  opacity: number,
  range?: readonly [number, number],
): RgbImage {
  requireSameSize(photo, map, 'overlayMap');
  if (!(opacity >= 0 && opacity <= 1)) {
    throw new RangeError(`overlayMap needs an opacity between 0 and 1, got ${opacity}.`);
  }
  const painted = applyColourMap(map, colourMap, range);
  const data = new Uint8Array(photo.data.length);
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.round(photo.data[i]! + opacity * (painted.data[i]! - photo.data[i]!));
  }
  return { height: photo.height, width: photo.width, data };
}
