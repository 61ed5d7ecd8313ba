import type { ScalarMap } from '../../image/types.ts';

type Colour = readonly [number, number, number];

/** Corners of the bivariate colour map: saliency across, uncertainty up. */
const QUIET: Colour = [18, 19, 24];
const SURE: Colour = [70, 178, 255];
const UNSURE: Colour = [240, 96, 32];
const BOTH: Colour = [255, 238, 190];

/** The colour of a saliency and an uncertainty, both in [0,1], mixed linearly from the four corners. */
export function colourOfBoth(saliency: number, uncertainty: number): [number, number, number] {
  const s = Math.min(Math.max(saliency, 0), 1);
  const u = Math.min(Math.max(uncertainty, 0), 1);
  const mix = (channel: 0 | 1 | 2) =>
    (1 - u) * ((1 - s) * QUIET[channel] + s * SURE[channel]) +
    u * ((1 - s) * UNSURE[channel] + s * BOTH[channel]);
  return [mix(0), mix(1), mix(2)];
}

/**
 * Two maps of one size in one picture, RGBA with straight alpha: the first by blue, the second by orange, both pale.
 *
 * @param most the uncertainty that counts as 1
 * @param opacity of the whole, in [0,1]
 */
export function paintBoth(
  saliency: ScalarMap,
  uncertainty: ScalarMap,
  most: number,
  opacity: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(saliency.data.length * 4);
  saliency.data.forEach((value, index) => {
    const [red, green, blue] = colourOfBoth(value, uncertainty.data[index]! / most);
    pixels.set([red, green, blue, 255 * opacity], index * 4);
  });
  return pixels;
}
