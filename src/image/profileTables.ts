/**
 * ICC profiles made of tables, as those of print, scanners and some cameras are: how colours of a device lead to the
 * profile's connection space, XYZ or L*a*b* under D50.
 *
 * Source: ICC.1:2022, tag `A2B0` (9.2.2), types `mft2`, `mft1` and `mAB ` (10.10 to 10.12), encodings of the connection space
 * (6.3.4).
 */
import { viewOf } from '../math/bytes.ts';
import { curveFunction, curveThrough, readTags, textOf } from './colourProfile.ts';

/** What curves, a table and curves make of a device's colour. */
export interface ProfileTables {
  /** Of the device: 3 is RGB, 4 is CMYK with 1 as full ink. */
  readonly channels: 3 | 4;
  /** One curve of 256 values in [0,1] for each channel, by its byte. */
  readonly inputs: readonly Float64Array[];
  /** Points of the table along each channel; the first channel varies slowest. */
  readonly grid: readonly number[];
  /** Three values in [0,1] of each point. */
  readonly table: Float64Array;
  /** What follows the table: three values in [0,1] to three, in place. */
  readonly outputs: (values: Float64Array) => void;
  /** What the last values count, and from where: `value · scale + offset`. */
  readonly space: 'Lab' | 'XYZ';
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
  /** Set of profiles of version 4, whose black is that of a print of reference whatever the device's. */
  readonly hasReferenceBlack: boolean;
}

type Curve = (x: number) => number;
type Scaling = Pick<ProfileTables, 'scale' | 'offset'>;

const LEVELS = 256;
const OUTPUTS = 3;
const CHANNELS: Readonly<Record<string, 3 | 4>> = { 'RGB ': 3, CMYK: 4 };
/** Steps of a curve behind the table. */
const FINE = 65535;
/** Tables of so many points along a channel are more than any program writes. */
const MOST_POINTS = 255;

const XYZ_SCALING: Scaling = {
  scale: [1 + 32767 / 32768, 1 + 32767 / 32768, 1 + 32767 / 32768],
  offset: [0, 0, 0],
};
const LAB_SCALING: Scaling = { scale: [100, 255, 255], offset: [0, -128, -128] };
/** In `mft2`, 0xff00 stands for the end of the range, and 0x8000 for a* = 0. */
const OLD_LAB_SCALING: Scaling = {
  scale: [(100 * 65535) / 65280, 65535 / 256, 65535 / 256],
  offset: [0, -128, -128],
};

const clamp = (x: number) => (x <= 0 ? 0 : x >= 1 ? 1 : x);

const byBytes = (curve: Curve): Float64Array =>
  Float64Array.from({ length: LEVELS }, (_, level) => clamp(curve(level / (LEVELS - 1))));

/** As `byBytes`, in steps so fine that a value need not be interpolated. */
const finely = (curve: Curve): Float64Array =>
  Float64Array.from({ length: FINE + 1 }, (_, step) => clamp(curve(step / FINE)));

/** Numbers of one or two bytes as values in [0,1]. */
function numbersOf(view: DataView, start: number, count: number, bytes: 1 | 2): Float64Array {
  if (start + count * bytes > view.byteLength) throw new RangeError('The table is cut short.');
  return Float64Array.from({ length: count }, (_, i) =>
    bytes === 1 ? view.getUint8(start + i) / 255 : view.getUint16(start + 2 * i) / 65535,
  );
}

const pointsOf = (grid: readonly number[]) => grid.reduce((product, points) => product * points, 1);

function requireGrid(grid: readonly number[]): void {
  if (grid.some((points) => points < 2 || points > MOST_POINTS)) {
    throw new RangeError('The table has an unusual size.');
  }
}

type Stages = Pick<ProfileTables, 'inputs' | 'grid' | 'table' | 'outputs'>;

/** `mft1` and `mft2`. Their matrix counts for colours in XYZ alone, which no device has. */
function readMft(tag: DataView, channels: number, bytes: 1 | 2): Stages {
  const points = tag.getUint8(10);
  const grid = Array.from({ length: channels }, () => points);
  requireGrid(grid);
  const entriesIn = bytes === 1 ? 256 : tag.getUint16(48);
  const entriesOut = bytes === 1 ? 256 : tag.getUint16(50);
  if (entriesIn < 2 || entriesOut < 2) throw new RangeError('A curve has no length.');
  let at = bytes === 1 ? 48 : 52;
  const next = (count: number) => {
    const numbers = numbersOf(tag, at, count, bytes);
    at += count * bytes;
    return numbers;
  };
  const curvesOf = (count: number, entries: number) =>
    Array.from({ length: count }, () => {
      const values = next(entries);
      return curveThrough((i) => values[i]!, entries);
    });
  const inputs = curvesOf(channels, entriesIn).map(byBytes);
  const table = next(pointsOf(grid) * OUTPUTS);
  const outputs = curvesOf(OUTPUTS, entriesOut).map(finely);
  return { inputs, grid, table, outputs: (values) => applyCurves(outputs, values) };
}

function applyCurves(curves: readonly Float64Array[], values: Float64Array): void {
  for (let i = 0; i < OUTPUTS; i++) values[i] = curves[i]![(clamp(values[i]!) * FINE + 0.5) | 0]!;
}

/** Curves one behind the other, each beginning at a multiple of 4 bytes. */
function curvesAt(tag: DataView, start: number, count: number): Curve[] {
  const curves: Curve[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const rest = new DataView(tag.buffer, tag.byteOffset + at, tag.byteLength - at);
    const found = curveFunction(rest);
    if (found === null) throw new RangeError('A curve is of an unknown kind.');
    curves.push(found.curve);
    at += Math.ceil(found.length / 4) * 4;
  }
  return curves;
}

/** `mAB `: curves A, a table, curves M, a matrix and curves B, of which all but B may be left out. */
function readMab(tag: DataView, channels: number): Stages {
  const [b, matrixAt, m, tableAt, a] = [0, 1, 2, 3, 4].map((i) => tag.getUint32(12 + 4 * i));
  const last = curvesAt(tag, b!, OUTPUTS).map(finely);
  const middle = m === 0 ? null : curvesAt(tag, m!, OUTPUTS).map(finely);
  const matrix =
    matrixAt === 0
      ? null
      : Array.from({ length: 12 }, (_, i) => tag.getInt32(matrixAt! + 4 * i) / 65536);
  const outputs = (values: Float64Array) => {
    if (middle !== null) applyCurves(middle, values);
    if (matrix !== null) {
      const x = values[0]!;
      const y = values[1]!;
      const z = values[2]!;
      for (let row = 0; row < OUTPUTS; row++) {
        const at = 3 * row;
        values[row] =
          matrix[at]! * x + matrix[at + 1]! * y + matrix[at + 2]! * z + matrix[9 + row]!;
      }
    }
    applyCurves(last, values);
  };
  if (tableAt === 0) {
    if (channels !== OUTPUTS) throw new RangeError('The table is missing.');
    // A table of the corners alone hands colours on as they are.
    const corners = Array.from({ length: 8 }, (_, i) => [i >> 2, (i >> 1) & 1, i & 1]).flat();
    const inputs = Array.from({ length: channels }, () => byBytes((x) => x));
    return { inputs, grid: [2, 2, 2], table: Float64Array.from(corners), outputs };
  }
  const grid = Array.from({ length: channels }, (_, i) => tag.getUint8(tableAt! + i));
  requireGrid(grid);
  const bytes = tag.getUint8(tableAt! + 16) === 1 ? 1 : 2;
  return {
    inputs: curvesAt(tag, a!, channels).map(byBytes),
    grid,
    table: numbersOf(tag, tableAt! + 20, pointsOf(grid) * OUTPUTS, bytes),
    outputs,
  };
}

/**
 * Reads the tables of a profile for RGB or CMYK, those for pictures (perceptual intent).
 *
 * @returns null of one that is broken, has none, or is for other colours
 */
export function readProfileTables(bytes: Uint8Array): ProfileTables | null {
  try {
    const view = viewOf(bytes);
    const channels = CHANNELS[textOf(view, 16)];
    const space = textOf(view, 20) === 'XYZ ' ? 'XYZ' : 'Lab';
    const tag = readTags(view).get('A2B0');
    if (channels === undefined || tag === undefined) return null;
    if (tag.getUint8(8) !== channels || tag.getUint8(9) !== OUTPUTS) return null;
    const type = textOf(tag, 0);
    const stages =
      type === 'mft1'
        ? readMft(tag, channels, 1)
        : type === 'mft2'
          ? readMft(tag, channels, 2)
          : type === 'mAB '
            ? readMab(tag, channels)
            : null;
    if (stages === null) return null;
    const lab = type === 'mft2' ? OLD_LAB_SCALING : LAB_SCALING;
    const scaling = space === 'XYZ' ? XYZ_SCALING : lab;
    return { channels, ...stages, space, ...scaling, hasReferenceBlack: view.getUint8(8) >= 4 };
  } catch {
    return null;
  }
}
