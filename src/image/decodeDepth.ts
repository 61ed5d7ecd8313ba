import { decodePixels } from './decodePixels.ts';
import { normaliseDepth } from './normaliseDepth.ts';
import type { DepthOptions } from './normaliseDepth.ts';
import type { DepthMap, Pixels, RawDepth } from './types.ts';

/** Channels may differ by this share of the full range before a pixel counts as coloured. */
const TINT_TOLERANCE = 16 / 255;
/** So many pixels may be coloured, e.g. at edges blurred by chroma subsampling. */
const COLOURED_SHARE = 0.01;

const COLOUR_WARNING =
  'This depth map is in colour, and its brightness is taken as depth: a depth map painted with a colour map needs its grey original.';

/** Grey level of each pixel and how grey the picture is. Rec. 601 luma: equal channels stay exact. */
function readGrey(pixels: Pixels): Pick<RawDepth, 'values' | 'colour'> {
  const { height, width, channels, bitDepth, data } = pixels;
  const size = height * width;
  const values = bitDepth === 16 ? new Uint16Array(size) : new Uint8Array(size);
  if (channels < 3) {
    for (let i = 0; i < size; i++) values[i] = data[i * channels]!;
    return { values, colour: 'grey' };
  }
  const tolerance = TINT_TOLERANCE * (2 ** bitDepth - 1);
  let widestSpread = 0;
  let coloured = 0;
  for (let i = 0; i < size; i++) {
    const red = data[i * channels]!;
    const green = data[i * channels + 1]!;
    const blue = data[i * channels + 2]!;
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (spread > widestSpread) widestSpread = spread;
    if (spread > tolerance) coloured++;
    values[i] = Math.floor((299 * red + 587 * green + 114 * blue + 500) / 1000);
  }
  if (coloured > COLOURED_SHARE * size) return { values, colour: 'colour' };
  return { values, colour: widestSpread === 0 ? 'grey' : 'nearlyGrey' };
}

function readTransparent({ height, width, channels, data }: Pixels): Uint8Array | null {
  if (channels !== 2 && channels !== 4) return null;
  const transparent = new Uint8Array(height * width);
  let any = false;
  for (let i = 0; i < transparent.length; i++) {
    if (data[i * channels + channels - 1] !== 0) continue;
    transparent[i] = 1;
    any = true;
  }
  return any ? transparent : null;
}

/**
 * Decodes a depth picture (PNG of 8 or 16 bits, JPEG, WebP), turned upright, to the integers that
 * it stores. Cheap to normalise again and again, e.g. when the near-far switch is flipped.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodeDepthRaw(bytes: Uint8Array, name = 'The depth map'): Promise<RawDepth> {
  const pixels = await decodePixels(bytes, name);
  const { height, width, bitDepth } = pixels;
  const { values, colour } = readGrey(pixels);
  return {
    height,
    width,
    bitDepth,
    values,
    transparent: readTransparent(pixels),
    colour,
    warning: colour === 'colour' ? COLOUR_WARNING : null,
  };
}

/** `decodeDepthRaw`, then `normaliseDepth`. */
export async function decodeDepth(
  bytes: Uint8Array,
  options: DepthOptions,
  name?: string,
): Promise<DepthMap> {
  return normaliseDepth(await decodeDepthRaw(bytes, name), options);
}
