import { cutOut } from '../image/cutOut.ts';
import { encodeRgbaPng } from '../image/encodePng.ts';
import { Matting } from '../image/matting.ts';
import type { RgbImage, ScalarMap } from '../image/types.ts';

/**
 * What a map in [0,1] holds, cut out of its photo with its edge refined: a PNG file of the photo's size, all transparent where
 * the map holds nothing.
 *
 * @param threshold the value of the map at which the edge lies, in [0,1]; null for one half
 */
export function encodeCutOutFile(
  map: ScalarMap,
  photo: RgbImage,
  threshold: number | null = null,
): Uint8Array<ArrayBuffer> {
  const { height, width } = photo;
  const picture = cutOut(photo, new Matting(photo).matte(map, threshold ?? 0.5), {
    feather: 0,
    background: { kind: 'transparent' },
    trim: false,
  });
  const nothing = { height, width, data: new Uint8Array(height * width * 4) };
  return encodeRgbaPng(picture ?? nothing);
}
