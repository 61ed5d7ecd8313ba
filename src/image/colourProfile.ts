import { viewOf } from '../math/bytes.ts';
/**
 * ICC profiles of photos: what their numbers mean as colours, and the same colours in sRGB.
 *
 * Source: ICC.1:2022 (tags `rXYZ`, `rTRC` and their like in 9.2, types `XYZ `, `curv` and `para` in 10; the model with
 * curves and a matrix in annex F.3) and IEC 61966-2-1 (sRGB).
 */

/** Turns one channel's byte into light, in [0,1]. */
type Curve = Float64Array;

/** What a profile says about RGB or grey: light of each channel, and its colour in XYZ under D50. */
export interface ColourProfile {
  /** One curve of 256 values for each of the three channels; grey has the same three times. */
  readonly curves: readonly [Curve, Curve, Curve];
  /** Light of the channels to light of sRGB's channels, row by row; null of grey, which stays grey. */
  readonly matrix: Float64Array | null;
}

const LEVELS = 256;
const HEADER_BYTES = 128;

/** XYZ under D50 to linear sRGB: the inverse of the colourants of the sRGB profile. */
export const XYZ_TO_SRGB = [
  [3.1341359569, -1.6172851993, -0.4906619361],
  [-0.978795502, 1.9162543773, 0.0334427389],
  [0.0719767624, -0.2289939224, 1.4054259154],
] as const;

/** The parts of a profile by their names. */
export function readTags(view: DataView): Map<string, DataView> {
  const tags = new Map<string, DataView>();
  const count = view.getUint32(HEADER_BYTES);
  for (let i = 0; i < count; i++) {
    const entry = HEADER_BYTES + 4 + i * 12;
    const start = view.byteOffset + view.getUint32(entry + 4);
    tags.set(textOf(view, entry), new DataView(view.buffer, start, view.getUint32(entry + 8)));
  }
  return tags;
}

/** Four letters. */
export function textOf(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(offset + i)));
}

function fixed(view: DataView, offset: number): number {
  return view.getInt32(offset) / 65536;
}

/** A curve of the standard and the bytes that it takes; null for a type that is not one of the standard's. */
export function curveFunction(
  tag: DataView,
): { readonly curve: (x: number) => number; readonly length: number } | null {
  const type = textOf(tag, 0);
  if (type === 'curv') return { curve: sampledCurve(tag), length: 12 + 2 * tag.getUint32(8) };
  const curve = type === 'para' ? parametricCurve(tag) : null;
  return curve && { curve, length: 12 + 4 * PARAMETERS[tag.getUint16(8)]! };
}

/** @returns null for a type of curve that is not one of the standard's */
function readCurve(tag: DataView): Curve | null {
  const found = curveFunction(tag);
  if (found === null) return null;
  return Float64Array.from({ length: LEVELS }, (_, level) =>
    Math.min(Math.max(found.curve(level / (LEVELS - 1)), 0), 1),
  );
}

function sampledCurve(tag: DataView): (x: number) => number {
  const count = tag.getUint32(8);
  if (count === 0) return (x) => x;
  if (count === 1) return (x) => x ** (tag.getUint16(12) / 256);
  return curveThrough((i) => tag.getUint16(12 + i * 2) / 65535, count);
}

/** A curve over [0,1] through `count` values, two at least, that lie at equal distances. */
export function curveThrough(at: (i: number) => number, count: number): (x: number) => number {
  return (x) => {
    const position = x * (count - 1);
    const low = Math.min(Math.floor(position), count - 2);
    return at(low) + (at(low + 1) - at(low)) * (position - low);
  };
}

/** How many numbers each function of the type `para` has. */
const PARAMETERS = [1, 3, 4, 5, 7];

/** The functions 0 to 4 of the type `para`, from their parameters g a b c d e f. */
function parametricCurve(tag: DataView): ((x: number) => number) | null {
  const kind = tag.getUint16(8);
  const count = PARAMETERS[kind];
  if (count === undefined) return null;
  const values = Array.from({ length: count }, (_, i) => fixed(tag, 12 + i * 4));
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  const power = (x: number) => Math.max(a * x + b, 0) ** g;
  switch (kind) {
    case 0:
      return (x) => x ** g;
    case 1:
      return (x) => (x >= -b / a ? power(x) : 0);
    case 2:
      return (x) => (x >= -b / a ? power(x) + c : c);
    default:
      return (x) => (x >= d ? power(x) + e : c * x + f);
  }
}

/**
 * Reads a profile with curves and a matrix, as those of cameras, screens and working spaces are, or with one curve for grey.
 *
 * @returns null of one that is broken or of another kind, such as one for print. One that has tables besides is left to those,
 *   which are more exact
 */
export function readColourProfile(bytes: Uint8Array): ColourProfile | null {
  try {
    const view = viewOf(bytes);
    const space = textOf(view, 16);
    const tags = readTags(view);
    if (tags.has('A2B0')) return null;
    if (space === 'GRAY') {
      const curve = readCurve(tags.get('kTRC')!);
      return curve === null ? null : { curves: [curve, curve, curve], matrix: null };
    }
    // Colourants are in XYZ; a profile with tables to Lab has no such tags.
    if (space !== 'RGB ' || textOf(view, 20) !== 'XYZ ') return null;
    const [red, green, blue] = ['r', 'g', 'b'].map((name) => readCurve(tags.get(`${name}TRC`)!));
    if (!red || !green || !blue) return null;
    const colourants = ['r', 'g', 'b'].map((name) => {
      const tag = tags.get(`${name}XYZ`)!;
      return [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)] as const;
    });
    const matrix = XYZ_TO_SRGB.flatMap((row) =>
      colourants.map(([x, y, z]) => row[0] * x + row[1] * y + row[2] * z),
    );
    return { curves: [red, green, blue], matrix: Float64Array.from(matrix) };
  } catch {
    return null;
  }
}

/** Light of a value of sRGB (IEC 61966-2-1), both in [0,1]. */
export function srgbLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Steps of the table from light to sRGB's bytes: fine enough for the steep dark end. */
const STEPS = 1 << 14;

let encoding: Uint8Array | null = null;

/** sRGB's byte of a light, which is clipped to [0,1]. */
export function encodeSrgb(light: number): number {
  encoding ??= Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
    const light = step / STEPS;
    const value = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(value * 255);
  });
  return encoding[light <= 0 ? 0 : light >= 1 ? STEPS : Math.round(light * STEPS)]!;
}

/**
 * The colours of a profile as sRGB, in place. What lies outside sRGB is clipped channel by channel, as browsers do.
 *
 * @param data interleaved RGB bytes
 */
export function convertToSrgb(data: Uint8Array, { curves, matrix }: ColourProfile): void {
  const [reds, greens, blues] = curves;
  for (let i = 0; i < data.length; i += 3) {
    const r = reds[data[i]!]!;
    const g = greens[data[i + 1]!]!;
    const b = blues[data[i + 2]!]!;
    if (matrix === null) {
      data[i] = encodeSrgb(r);
      data[i + 1] = encodeSrgb(g);
      data[i + 2] = encodeSrgb(b);
    } else {
      data[i] = encodeSrgb(matrix[0]! * r + matrix[1]! * g + matrix[2]! * b);
      data[i + 1] = encodeSrgb(matrix[3]! * r + matrix[4]! * g + matrix[5]! * b);
      data[i + 2] = encodeSrgb(matrix[6]! * r + matrix[7]! * g + matrix[8]! * b);
    }
  }
}

/** Levels that are tried to tell whether a profile is sRGB's own. */
const PROBES = [0, 20, 64, 128, 200, 255];

/** Whether a profile means sRGB but for rounding, so that bytes can stay as they are. */
export function isSrgb(profile: ColourProfile): boolean {
  const before = Uint8Array.from(
    PROBES.flatMap((r) => PROBES.flatMap((g) => PROBES.flatMap((b) => [r, g, b]))),
  );
  const after = before.slice();
  convertToSrgb(after, profile);
  return after.every((value, i) => Math.abs(value - before[i]!) <= 1);
}
