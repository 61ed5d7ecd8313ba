import type { Pixels } from './types.ts';

/** Channels may differ by this share of the full range before a pixel counts as coloured. */
const TINT_TOLERANCE = 16 / 255;

/** A picture as grey levels. */
export interface GreyLevels {
  /** `height * width` levels as stored, or the luma of a colour picture. */
  readonly values: Pixels['data'];
  /** Share of the pixels whose channels differ by more than lossy compression does, in [0,1]. */
  readonly colouredShare: number;
  /** Whether the channels of every pixel are equal. */
  readonly exact: boolean;
}

/** Grey level of each pixel and how grey the picture is. Rec. 601 luma: equal channels stay exact. */
export function greyLevels({ height, width, channels, bitDepth, data }: Pixels): GreyLevels {
  const size = height * width;
  const values = data.slice(0, size);
  const colours = channels >= 3;
  const tolerance = TINT_TOLERANCE * (2 ** bitDepth - 1);
  let coloured = 0;
  let exact = true;
  for (let pixel = 0; pixel < size; pixel++) {
    const at = pixel * channels;
    const red = data[at]!;
    values[pixel] = red;
    if (!colours) continue;
    const green = data[at + 1]!;
    const blue = data[at + 2]!;
    if (red === green && red === blue) continue;
    exact = false;
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (spread > tolerance) coloured++;
    values[pixel] = Math.floor((299 * red + 587 * green + 114 * blue + 500) / 1000);
  }
  return { values, colouredShare: coloured / size, exact };
}

/** The first of each pixel's numbers: the only one of most files, which the others of some repeat. */
export function firstChannel<T extends Pixels['data'] | Float32Array>({
  channels,
  data,
}: {
  readonly channels: number;
  readonly data: T;
}): T {
  if (channels === 1) return data;
  const first = data.slice(0, data.length / channels) as T;
  for (let i = 0; i < first.length; i++) first[i] = data[i * channels]!;
  return first;
}
