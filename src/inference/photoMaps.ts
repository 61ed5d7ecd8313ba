import { encodeGrey16Png, encodeGreyPng } from '../image/encodePng.ts';
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

/** A map in [0,1] as an 8-bit grey PNG file of the photo's size, unstretched: 255 is 1. */
export function encodeMapFile(map: ScalarMap, photo: ImageSize): Uint8Array<ArrayBuffer> {
  return encodeGreyPng(fitToPhoto(map, photo));
}

/** A depth map in [0,1] as a 16-bit grey PNG file of the photo's size, near is bright: 65535 is 1. */
export function encodeDepthFile(depth: ScalarMap, photo: ImageSize): Uint8Array<ArrayBuffer> {
  return encodeGrey16Png(fitToPhoto(depth, photo));
}
