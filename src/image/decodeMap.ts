import { decodePicture, decodePixels } from './decodePixels.ts';
import { firstChannel, greyLevels } from './greyLevels.ts';
import type { ImageSize, Pixels, ScalarMap } from './types.ts';

/** A picture's grey levels as stored, with nothing decided about them. */
export interface StoredLevels extends ImageSize {
  readonly bitDepth: Pixels['bitDepth'];
  /** `height * width` levels from 0 to 2^bitDepth − 1. */
  readonly values: Pixels['data'];
}

/**
 * Decodes a picture to the grey levels that it stores. Colours count by luminance.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodeLevels(bytes: Uint8Array, name = 'The map'): Promise<StoredLevels> {
  const pixels = await decodePixels(bytes, name, 'truth');
  const { height, width, bitDepth } = pixels;
  return { height, width, bitDepth, values: greyLevels(pixels).values };
}

/**
 * Decodes a grey picture of a map (a saliency map, an error map) to [0,1], unstretched: the darkest
 * possible value is 0, the brightest possible is 1. Floats stay as they are, whatever their range.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodeMap(bytes: Uint8Array, name = 'The map'): Promise<ScalarMap> {
  const pixels = await decodePicture(bytes, name, 'truth');
  const { height, width, bitDepth } = pixels;
  if (bitDepth === 32) return { height, width, data: firstChannel(pixels) };
  const { values } = greyLevels(pixels);
  const brightest = 2 ** bitDepth - 1;
  // Not Float32Array.from with a function: it goes through an iterator, at ten times the cost.
  return { height, width, data: new Float32Array(values).map((value) => value / brightest) };
}
