import type { Told } from '../languages/sentence.ts';
import { ImageError } from './imageError.ts';
import { eachFlatPixel, smallestArea } from './plateaus.ts';
import { truthSays } from './truthSentences.ts';
import type { LevelReading } from './truthLevels.ts';
import type { Pixels } from './types.ts';

/** A picture of so few colours has no softened edges: every colour counts as painted. */
const FEW_COLOURS = 24;
/** Lossy compression scatters a painted colour by this much in each channel. */
const SCATTER = 24;
/** A mask's flat areas hold at least this share of its pixels; a photo's do not. */
const FLAT_SHARE = 0.3;
/** A mask has no more painted colours than a label set has labels. */
const MOST_COLOURS = 256;
/** The colour of the background holds at least this share of the picture's border. */
const BORDER_SHARE = 0.7;

type Colour = readonly [number, number, number];

const parts = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];

/** Each pixel's colour as one number, 8 bits a channel. */
function colourKeys({ height, width, channels, bitDepth, data }: Pixels): Uint32Array {
  const shift = bitDepth === 16 ? 8 : 0;
  const keys = new Uint32Array(height * width);
  for (let pixel = 0; pixel < keys.length; pixel++) {
    const at = pixel * channels;
    keys[pixel] =
      ((data[at]! >> shift) << 16) | ((data[at + 1]! >> shift) << 8) | (data[at + 2]! >> shift);
  }
  return keys;
}

function distance(a: Colour, b: Colour): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

function squaredDistance(a: Colour, b: Colour): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/** The colours the picture was painted with, most frequent first; null where it is no painting but a photo. */
function paintedColours({ height, width }: Pixels, keys: Uint32Array): Colour[] | null {
  const all = new Set<number>();
  for (let i = 0; i < keys.length && all.size <= FEW_COLOURS; i++) all.add(keys[i]!);
  const flat = new Map<number, number>();
  let flatPixels = 0;
  const same = (pixel: number, other: number) => keys[pixel] === keys[other];
  eachFlatPixel(height, width, same, (pixel) => {
    flatPixels++;
    flat.set(keys[pixel]!, (flat.get(keys[pixel]!) ?? 0) + 1);
  });
  if (all.size <= FEW_COLOURS) {
    return [...all].sort((a, b) => (flat.get(b) ?? 0) - (flat.get(a) ?? 0)).map(parts);
  }
  if (flatPixels < FLAT_SHARE * keys.length) return null;
  const enough = smallestArea(keys.length);
  const frequent = [...flat].filter(([, count]) => count >= enough).sort((a, b) => b[1] - a[1]);
  const painted: Colour[] = [];
  for (const [key] of frequent) {
    const colour = parts(key);
    if (painted.every((other) => distance(colour, other) > SCATTER)) painted.push(colour);
    if (painted.length > MOST_COLOURS) return null;
  }
  return painted.length < 2 ? null : painted;
}

function nearestIn(painted: readonly Colour[]): (key: number) => number {
  const known = new Map<number, number>();
  return (key) => {
    let nearest = known.get(key);
    if (nearest === undefined) {
      const colour = parts(key);
      const distances = painted.map((other) => squaredDistance(colour, other));
      nearest = distances.indexOf(Math.min(...distances));
      known.set(key, nearest);
    }
    return nearest;
  };
}

/** Which of the painted colours is the background: black, else the one along the border; −1 where neither is. */
function findBackground(
  { height, width }: Pixels,
  painted: readonly Colour[],
  colourAt: (pixel: number) => number,
): number {
  const black = painted.findIndex((colour) => Math.max(...colour) === 0);
  if (black >= 0) return black;
  const nearlyBlack = painted.findIndex((colour) => Math.max(...colour) <= SCATTER / 2);
  if (nearlyBlack >= 0) return nearlyBlack;
  const along = new Float64Array(painted.length);
  for (let x = 0; x < width; x++) {
    along[colourAt(x)]!++;
    along[colourAt((height - 1) * width + x)]!++;
  }
  for (let y = 0; y < height; y++) {
    along[colourAt(y * width)]!++;
    along[colourAt(y * width + width - 1)]!++;
  }
  return along.findIndex((count) => count >= BORDER_SHARE * 2 * (height + width));
}

/**
 * Reads a ground truth painted in colours, such as the palette of PASCAL VOC: all but the background is the object.
 * Softened edges go to the colour they are nearest to.
 *
 * @param subject how messages call the file
 * @throws ImageError when it is a photo, or when no colour is plainly the background
 */
export function readColours(pixels: Pixels, subject: Told): LevelReading {
  const keys = colourKeys(pixels);
  const painted = paintedColours(pixels, keys);
  if (painted === null) {
    throw new ImageError('unclearTruth', truthSays.truthPicture(subject));
  }
  const nearest = nearestIn(painted);
  const background = findBackground(pixels, painted, (pixel) => nearest(keys[pixel]!));
  if (background < 0) {
    throw new ImageError('unclearTruth', truthSays.truthColours(subject, painted.length));
  }
  const data = new Float32Array(keys.length);
  for (let i = 0; i < data.length; i++) data[i] = Number(nearest(keys[i]!) !== background);
  const note = truthSays.truthPainted(painted.length, painted[background]!);
  return { kind: painted.length > 2 ? 'labels' : 'mask', data, people: null, note };
}
