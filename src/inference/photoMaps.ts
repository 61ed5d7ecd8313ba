import { cutOut } from '../image/cutOut.ts';
import { encodeGrey16Png, encodeGreyPng, encodeRgbaPng } from '../image/encodePng.ts';
import { Matting } from '../image/matting.ts';
import type { DepthMap, ImageSize, RgbImage, ScalarMap } from '../image/types.ts';
import { fitToPhoto } from './networkMaps.ts';

/** A map in [0,1] as an 8-bit grey PNG file of the photo's size, unstretched: 255 is 1. */
export function encodeMapFile(map: ScalarMap, photo: ImageSize): Uint8Array<ArrayBuffer> {
  return encodeGreyPng(fitToPhoto(map, photo));
}

/** A depth map in [0,1] as a 16-bit grey PNG file of the photo's size, near is bright: 65535 is 1. */
export function encodeDepthFile(depth: ScalarMap, photo: ImageSize): Uint8Array<ArrayBuffer> {
  return encodeGrey16Png(fitToPhoto(depth, photo));
}

/** Levels of a 16-bit file from the farthest reading to the nearest; level 0 is left for pixels without one. */
const FARTHEST = 1;
const NEAREST = 65535;

/** A depth map as a 16-bit grey PNG file of its own size that reads back as the same: near is bright, 0 is no reading. */
export function encodeReadingsFile({ data, valid, ...size }: DepthMap): Uint8Array<ArrayBuffer> {
  const levels = data.map((value, i) =>
    valid[i] === 1 ? (FARTHEST + (NEAREST - FARTHEST) * value) / NEAREST : 0,
  );
  return encodeGrey16Png({ ...size, data: levels });
}

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
