/**
 * Colours that a file names by numbers rather than by a profile: code points (ITU-T H.273), and the chunks gAMA and cHRM of PNG.
 */
import { hasText, viewOf } from '../math/bytes.ts';
import { type ColourProfile, srgbLight } from './colourProfile.ts';
import { pngChunks } from './imageHeader.ts';
import { propertiesOf } from './isoBoxes.ts';

/** Chromaticities x, y of red, green, blue and white. */
export type Primaries = readonly [number, number, number, number, number, number, number, number];

const BT_709: Primaries = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329];

/** By their numbers in H.273. */
const PRIMARIES: Readonly<Record<number, Primaries>> = {
  1: BT_709,
  4: [0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.31, 0.316],
  5: [0.64, 0.33, 0.29, 0.6, 0.15, 0.06, 0.3127, 0.329],
  6: [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, 0.3127, 0.329],
  7: [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, 0.3127, 0.329],
  9: [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329],
  11: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351],
  12: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329],
};

/** The white of ordinary pictures in those of a high dynamic range, in cd/m² (ITU-R BT.2408). */
export const PAPER_WHITE = 203;

/** Light of PQ (SMPTE ST 2084), which reaches 10,000 cd/m²; 1 is the white of ordinary pictures. */
function pqLight(x: number): number {
  const root = x ** (1 / 78.84375);
  const share = Math.max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root);
  return (share ** (1 / 0.1593017578125) * 10_000) / PAPER_WHITE;
}

/** Light of HLG (ARIB STD-B67) before the screen's own gamma, where 1 is that white: three quarters of the signal. */
function hlgLight(x: number): number {
  const scene = (value: number) =>
    value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return scene(x) / scene(0.75);
}

/** What a value of 0 to 1 is as light, by its number in H.273; what is not listed counts as sRGB, as browsers have it. */
const LIGHT: Readonly<Record<number, (x: number) => number>> = {
  4: (x) => x ** 2.2,
  5: (x) => x ** 2.8,
  8: (x) => x,
  16: pqLight,
  18: hlgLight,
};
/** Codes of light far above white. */
export const HIGH_RANGE: readonly number[] = [16, 18];

type Matrix = readonly (readonly [number, number, number])[];

function multiply(a: Matrix, b: Matrix): Matrix {
  const cell = (row: readonly number[], column: number) =>
    row[0]! * b[0]![column]! + row[1]! * b[1]![column]! + row[2]! * b[2]![column]!;
  return a.map((row) => [cell(row, 0), cell(row, 1), cell(row, 2)] as const);
}

function invert(m: Matrix): Matrix {
  const at = (row: number, column: number) => m[row % 3]![column % 3]!;
  const minor = (r: number, c: number) =>
    at(r + 1, c + 1) * at(r + 2, c + 2) - at(r + 1, c + 2) * at(r + 2, c + 1);
  const determinant = [0, 1, 2].reduce((sum, c) => sum + at(0, c) * minor(0, c), 0);
  return [0, 1, 2].map(
    (c) => [0, 1, 2].map((r) => minor(r, c) / determinant) as [number, number, number],
  );
}

const diagonal = ([a, b, c]: readonly number[]): Matrix => [
  [a!, 0, 0],
  [0, b!, 0],
  [0, 0, c!],
];

const apply = (m: Matrix, v: readonly number[]) =>
  m.map((row) => row[0] * v[0]! + row[1] * v[1]! + row[2] * v[2]!);

/** XYZ of a white of luminance 1. */
const whiteOf = (p: Primaries) => [p[6] / p[7], 1, (1 - p[6] - p[7]) / p[7]];

/** Linear RGB to XYZ, so that equal channels are white. */
function toXyz(p: Primaries): Matrix {
  const columns = [0, 2, 4].map((i) => [p[i]!, p[i + 1]!, 1 - p[i]! - p[i + 1]!] as const);
  const rows = [0, 1, 2].map(
    (row) => columns.map((column) => column[row]!) as [number, number, number],
  );
  return multiply(rows, diagonal(apply(invert(rows), whiteOf(p))));
}

/** Bradford's cones, in which one white is made the other. */
const CONES: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** A profile of these primaries and of light by a function of the value. */
function profileOf(primaries: Primaries, light: (x: number) => number): ColourProfile {
  const curve = Float64Array.from({ length: 256 }, (_, level) => light(level / 255));
  const [from, to] = [primaries, BT_709].map((p) => apply(CONES, whiteOf(p)));
  const scale = to!.map((value, i) => value / from![i]!);
  const adapt = multiply(invert(CONES), multiply(diagonal(scale), CONES));
  const matrix = multiply(invert(toXyz(BT_709)), multiply(adapt, toXyz(primaries)));
  return { curves: [curve, curve, curve], matrix: Float64Array.from(matrix.flat()) };
}

/** Colours in code points. */
export interface CodedColours {
  readonly profile: ColourProfile;
  /** Light above white is in them, and is shown as white. */
  readonly highRange: boolean;
}

function coloursOfCodes(primaries: number, transfer: number): CodedColours {
  const profile = profileOf(PRIMARIES[primaries] ?? BT_709, LIGHT[transfer] ?? srgbLight);
  return { profile, highRange: HIGH_RANGE.includes(transfer) };
}

/** What the chunk cICP of a PNG file says; null without one. */
export function pngCodes(bytes: Uint8Array): CodedColours | null {
  const chunk = pngChunks(bytes, '').find(({ type }) => type === 'cICP');
  return chunk === undefined ? null : coloursOfCodes(bytes[chunk.start]!, bytes[chunk.start + 1]!);
}

/** This near to 1 / 2.2, a PNG file means sRGB. */
const SRGB_GAMMA = { value: 0.45455, tolerance: 0.02 };
const SAME_PRIMARIES = 0.002;

/** What the chunks gAMA and cHRM of a PNG file say, where that is not sRGB; null without them. */
export function pngGamma(bytes: Uint8Array): ColourProfile | null {
  const chunks = pngChunks(bytes, '');
  const start = (name: string) => chunks.find(({ type }) => type === name)?.start;
  const gammaAt = start('gAMA');
  if (gammaAt === undefined || start('sRGB') !== undefined) return null;
  const view = viewOf(bytes);
  const gamma = view.getUint32(gammaAt) / 1e5;
  const colours = start('cHRM');
  const number = (i: number) => view.getUint32(colours! + 4 * i) / 1e5;
  // White comes first in the file.
  const primaries: Primaries =
    colours === undefined
      ? BT_709
      : [number(2), number(3), number(4), number(5), number(6), number(7), number(0), number(1)];
  const isSrgbGamma = Math.abs(gamma - SRGB_GAMMA.value) < SRGB_GAMMA.tolerance;
  const isSame = primaries.every((value, i) => Math.abs(value - BT_709[i]!) < SAME_PRIMARIES);
  if (gamma === 0 || (isSrgbGamma && isSame)) return null;
  return profileOf(primaries, isSrgbGamma ? srgbLight : (x) => x ** (1 / gamma));
}

/** What the property `colr` of HEIC and AVIF says in code points; null without one. */
export function isoCodes(bytes: Uint8Array): CodedColours | null {
  const box = propertiesOf(bytes).find(
    ({ type, start }) => type === 'colr' && hasText(bytes, start, 'nclx'),
  );
  if (box === undefined) return null;
  const view = viewOf(bytes);
  return coloursOfCodes(view.getUint16(box.start + 4), view.getUint16(box.start + 6));
}
