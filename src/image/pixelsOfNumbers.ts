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

/**
 * Whole numbers as levels over the full range of a byte, or of 16 bits where white is more than a byte: files may count to
 * another white than these, such as 1, 15, 1023 or 4095.
 *
 * @param data `height * width * channels` numbers from 0 to `white`, interleaved
 * @param white the number that stands for white
 */
export function spreadLevels(
  { height, width }: ImageSize,
  channels: number,
  data: Uint8Array | Uint16Array,
  white: number,
): Pixels {
  const bitDepth = white > 255 ? 16 : 8;
  const highest = 2 ** bitDepth - 1;
  if (white === highest) return { height, width, channels, bitDepth, data };
  const step = white / highest;
  // A damaged file may hold more than its white.
  const spread = (value: number) => Math.min(Math.round(value / step), highest);
  const out = bitDepth === 16 ? Uint16Array.from(data, spread) : Uint8Array.from(data, spread);
  return { height, width, channels, bitDepth, data: out, step };
}
