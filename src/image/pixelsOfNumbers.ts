import type { FloatPixels, ImageSize, Pixels } from './types.ts';

/**
 * Numbers of any type as pixels: whole ones that 16 bits hold stay what they are, others are floats.
 *
 * @param data `height * width * channels` values, interleaved
 * @param whole whether the file's type is one of whole numbers
 */
export function pixelsOfNumbers(
  { height, width }: ImageSize,
  channels: number,
  data: Float32Array,
  whole: boolean,
): Pixels | FloatPixels {
  if (whole && data.every((one) => one >= 0 && one <= 65535)) {
    return { height, width, channels, bitDepth: 16, data: Uint16Array.from(data) };
  }
  return { height, width, channels, bitDepth: 32, data };
}
