import type { Pixels } from './types.ts';

/** Which colour has the lowest byte: red in CARLA's pictures, blue in others. */
export type PackedOrder = 'redLowest' | 'redHighest';

/** Depth of up to 24 bits, whose bytes were a picture's colours. */
export interface PackedDepth {
  readonly order: PackedOrder;
  /** `height * width` whole numbers below 2^24. */
  readonly values: Float32Array;
}

/** Pixels whose higher byte differs by one from that beside it: so many are needed … */
const FEWEST = 16;
/** … and of so large a share the lower byte leaps the other way … */
const LEAST_SHARE = 0.8;
/** … by more than this, since it began anew. */
const LEAP = 128;
/** Lines that are looked at. */
const LINES = 256;

/**
 * Share of the steps of one in the higher byte with which the lower one begins anew, as it does where both are one number and
 * as it does not in pictures; null where there are too few.
 */
function carryShare({ height, width, channels, data }: Pixels, high: number, low: number) {
  const stride = Math.max(1, Math.floor(height / LINES));
  let steps = 0;
  let carries = 0;
  for (let y = 0; y < height; y += stride) {
    for (let pixel = y * width; pixel < (y + 1) * width - 1; pixel++) {
      const at = pixel * channels;
      const step = data[at + channels + high]! - data[at + high]!;
      if (Math.abs(step) !== 1) continue;
      steps++;
      if ((data[at + channels + low]! - data[at + low]!) * step < -LEAP) carries++;
    }
  }
  return steps < FEWEST ? null : carries / steps;
}

function isPacked(pixels: Pixels, [low, middle, high]: readonly number[]): boolean {
  // Where all is near, the highest byte is the same all over.
  const share = carryShare(pixels, high!, middle!) ?? carryShare(pixels, middle!, low!);
  return share !== null && share >= LEAST_SHARE;
}

/** Channels from the lowest byte to the highest. */
const ORDERS: readonly (readonly [PackedOrder, readonly number[]])[] = [
  ['redLowest', [0, 1, 2]],
  ['redHighest', [2, 1, 0]],
];

/** How a picture has numbers packed in its colours; null of those that have none. */
export function findPacking(pixels: Pixels): PackedOrder | null {
  if (pixels.channels < 3 || pixels.bitDepth !== 8) return null;
  return ORDERS.find(([, channels]) => isPacked(pixels, channels))?.[0] ?? null;
}

/**
 * Puts numbers together that were packed into red, green and blue, as the CARLA simulator and others write depth.
 *
 * @returns null of any other picture
 */
export function unpackDepth(pixels: Pixels): PackedDepth | null {
  const order = findPacking(pixels);
  if (order === null) return null;
  const { height, width, channels, data } = pixels;
  const [low, middle, high] = new Map(ORDERS).get(order)!;
  const values = new Float32Array(height * width);
  for (let pixel = 0; pixel < values.length; pixel++) {
    const at = pixel * channels;
    values[pixel] = data[at + low!]! + 256 * data[at + middle!]! + 65536 * data[at + high!]!;
  }
  // Of two bytes, the third is empty.
  const isEmpty = values.every((value) => value % 256 === 0);
  return { order, values: isEmpty ? values.map((value) => value / 256) : values };
}
