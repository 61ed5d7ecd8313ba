import { encodeGrey16Png, encodeGreyPng } from '../../image/encodePng.ts';
import { encodeRgbPng } from '../../image/testing/pngFiles.ts';
import type { DepthEstimates } from '../depthEstimates.ts';
import type { SourceFile } from '../protocol.ts';

export const HEIGHT = 6;
export const WIDTH = 8;

export function source(key: string, bytes: Uint8Array<ArrayBuffer>, name = key): SourceFile {
  return { key, name, blob: new Blob([bytes]) };
}

const photoBytes = encodeRgbPng({
  height: HEIGHT,
  width: WIDTH,
  data: Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, (_, index) => index),
});

/** A depth map that rises to the right; the left column has no reading. */
const depthBytes = encodeGrey16Png({
  height: HEIGHT,
  width: WIDTH,
  data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, index) => (index % WIDTH) / WIDTH),
});

/** White on the left half. */
const truthBytes = encodeGreyPng({
  height: HEIGHT,
  width: WIDTH,
  data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => Number(i % WIDTH < WIDTH / 2)),
});

/** For images whose depth is not estimated. */
export const noEstimates: Pick<DepthEstimates, 'ofFile'> = {
  ofFile: () => Promise.reject(new Error('Nobody asked for an estimate.')),
};

/** The files of one pair, and its ground truth. */
export const photo = source('photo', photoBytes, 'folder/street.rgb.png');
export const depth = source('depth', depthBytes);
export const truth = source('truth', truthBytes, 'gt.png');
