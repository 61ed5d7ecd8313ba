import { requireSameSize } from './sameSize.ts';
import type { RgbaImage, RgbImage, ScalarMap } from './types.ts';

/**
 * Cuts the salient object out of its photo: the photo's colours, with the map as opacity.
 *
 * @param map values in [0,1] at the photo's size, else RangeError
 * @param threshold when given, opacity is all where map ≥ threshold and none elsewhere
 */
export function cutOut(photo: RgbImage, map: ScalarMap, threshold?: number): RgbaImage {
  requireSameSize(photo, map, 'cutOut');
  const { height, width } = photo;
  const data = new Uint8Array(height * width * 4);
  for (let i = 0; i < height * width; i++) {
    data[i * 4] = photo.data[i * 3]!;
    data[i * 4 + 1] = photo.data[i * 3 + 1]!;
    data[i * 4 + 2] = photo.data[i * 3 + 2]!;
    const value = map.data[i]!;
    const opacity = threshold === undefined ? value : Number(value >= threshold);
    data[i * 4 + 3] = Math.round(Math.min(Math.max(opacity, 0), 1) * 255);
  }
  return { height, width, data };
}
