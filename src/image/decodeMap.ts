import { decodeDepthRaw } from './decodeDepth.ts';
import type { ScalarMap } from './types.ts';

/**
 * Decodes a grey picture of a map or mask (a saliency map, a ground truth) to [0,1], unstretched:
 * the darkest possible value is 0, the brightest possible is 1. Colours count by luminance.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodeMap(bytes: Uint8Array, name = 'The map'): Promise<ScalarMap> {
  const { height, width, bitDepth, values } = await decodeDepthRaw(bytes, name);
  const brightest = 2 ** bitDepth - 1;
  // Not Float32Array.from with a function: it goes through an iterator, at ten times the cost.
  return { height, width, data: new Float32Array(values).map((value) => value / brightest) };
}
