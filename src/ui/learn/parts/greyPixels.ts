import type { ScalarMap } from '../../../image/types.ts';

/** A map as grey pixels, RGBA: `low` is black, `high` white. */
export function greyPixels(
  { data }: Pick<ScalarMap, 'data'>,
  low = 0,
  high = 1,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(data.length * 4).fill(255);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < data.length; i++) {
    pixels.fill(Math.round((data[i]! - low) * scale), i * 4, i * 4 + 3);
  }
  return pixels;
}
