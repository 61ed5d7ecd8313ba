/**
 * Colours of a profile made of tables as sRGB.
 *
 * Source: ICC.1:2022, annex D (connection space) and ICC white paper 40 (black point compensation); tetrahedral interpolation as
 * in Kang, "Color Technology for Electronic Imaging Devices", 4.1.
 */
import { encodeSrgb, XYZ_TO_SRGB } from './colourProfile.ts';
import type { ProfileTables } from './profileTables.ts';

/** XYZ of white under D50. */
const WHITE = [0.9642, 1, 0.8249] as const;
/** The darkest colour of the print that profiles of version 4 refer to. */
const REFERENCE_BLACK = [0.00336, 0.0034731, 0.00287] as const;
/** No black is taken to be lighter than this L*. */
const LIGHTEST_BLACK = 50;

const inverse = (t: number) => (t > 24 / 116 ? t * t * t : (108 / 841) * (t - 16 / 116));

/** L*a*b* to XYZ, in place. */
function labToXyz(values: Float64Array): void {
  const middle = (values[0]! + 16) / 116;
  const a = values[1]!;
  const b = values[2]!;
  values[0] = WHITE[0] * inverse(middle + a / 500);
  values[1] = WHITE[1] * inverse(middle);
  values[2] = WHITE[2] * inverse(middle - b / 200);
}

/** L* of a luminance. */
function lightness(y: number): number {
  return y > (24 / 116) ** 3 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27;
}

/** Looks colours up in the table, by the tetrahedra of its last three channels and along a line of the first of four. */
function lookUp({ inputs, grid, table, channels }: ProfileTables) {
  const steps = grid.map(
    (_, i) => 3 * grid.slice(i + 1).reduce((product, one) => product * one, 1),
  );
  const last = channels - 3;
  const [inX, inY, inZ] = [inputs[last]!, inputs[last + 1]!, inputs[last + 2]!];
  const [endX, endY, endZ] = [grid[last]! - 1, grid[last + 1]! - 1, grid[last + 2]! - 1];
  const [stepX, stepY, stepZ] = [steps[last]!, steps[last + 1]!, steps[last + 2]!];
  // For every pixel twice: plain numbers, for speed.
  const add = (data: Uint8Array, at: number, base: number, weight: number, out: Float64Array) => {
    const x = inX[data[at]!]! * endX;
    const y = inY[data[at + 1]!]! * endY;
    const z = inZ[data[at + 2]!]! * endZ;
    const ix = x < endX ? x | 0 : endX - 1;
    const iy = y < endY ? y | 0 : endY - 1;
    const iz = z < endZ ? z | 0 : endZ - 1;
    const partX = x - ix;
    const partY = y - iy;
    const partZ = z - iz;
    const corner = base + ix * stepX + iy * stepY + iz * stepZ;
    const opposite = corner + stepX + stepY + stepZ;
    // From the corner to the opposite one along the channels: first that of the largest part, last that of the smallest.
    const xFirst = partX >= partY && partX >= partZ;
    const yFirst = !xFirst && partY >= partZ;
    const zLast = xFirst ? partY >= partZ : yFirst && partX >= partZ;
    const yLast = !zLast && (xFirst || (!yFirst && partX >= partY));
    const large = xFirst ? partX : yFirst ? partY : partZ;
    const small = zLast ? partZ : yLast ? partY : partX;
    const middle = partX + partY + partZ - large - small;
    const one = corner + (xFirst ? stepX : yFirst ? stepY : stepZ);
    const two = opposite - (zLast ? stepZ : yLast ? stepY : stepX);
    const first = weight * (1 - large);
    const second = weight * (large - middle);
    const third = weight * (middle - small);
    const fourth = weight * small;
    for (let i = 0; i < 3; i++) {
      out[i] =
        out[i]! +
        first * table[corner + i]! +
        second * table[one + i]! +
        third * table[two + i]! +
        fourth * table[opposite + i]!;
    }
  };

  return (data: Uint8Array, at: number, out: Float64Array) => {
    out[0] = out[1] = out[2] = 0;
    if (last === 0) return add(data, at, 0, 1, out);
    const end = grid[0]! - 1;
    const position = inputs[0]![data[at]!]! * end;
    const low = position < end ? position | 0 : end - 1;
    const part = position - low;
    add(data, at + 1, low * steps[0]!, 1 - part, out);
    if (part > 0) add(data, at + 1, (low + 1) * steps[0]!, part, out);
  };
}

/** How colours of the device become XYZ. */
function toXyz(tables: ProfileTables) {
  const { outputs, scale, offset, space } = tables;
  const look = lookUp(tables);
  return (data: Uint8Array, at: number, out: Float64Array) => {
    look(data, at, out);
    outputs(out);
    for (let i = 0; i < 3; i++) out[i] = out[i]! * scale[i]! + offset[i]!;
    if (space === 'Lab') labToXyz(out);
  };
}

/** XYZ of the darkest colour that the device has: no light, or all inks. */
function blackOf(tables: ProfileTables): readonly number[] {
  if (tables.hasReferenceBlack) return REFERENCE_BLACK;
  const out = new Float64Array(3);
  const ink = tables.channels === 4 ? 255 : 0;
  toXyz(tables)(new Uint8Array(tables.channels).fill(ink), 0, out);
  const dark = Float64Array.of(Math.min(Math.max(lightness(out[1]!), 0), LIGHTEST_BLACK), 0, 0);
  labToXyz(dark);
  return [...dark];
}

/**
 * Colours of a device as sRGB: white stays white, the device's black becomes black, and what lies outside sRGB is clipped
 * channel by channel. This is what LittleCMS makes of a picture by default.
 *
 * @param data interleaved bytes, `tables.channels` a pixel; ink is 255
 * @param out RGB bytes of as many pixels; may be `data` itself where that is RGB
 */
export function tablesToSrgb(tables: ProfileTables, data: Uint8Array, out: Uint8Array): void {
  const { channels } = tables;
  const convert = toXyz(tables);
  const black = blackOf(tables);
  // Along each of XYZ, black goes to 0 and white stays.
  const gains = WHITE.map((white, i) => white / (white - black[i]!));
  const shifts = WHITE.map((white, i) => white - white * gains[i]!);
  const [red, green, blue] = XYZ_TO_SRGB;
  const xyz = new Float64Array(3);
  const pixels = data.length / channels;
  for (let pixel = 0; pixel < pixels; pixel++) {
    convert(data, pixel * channels, xyz);
    const x = xyz[0]! * gains[0]! + shifts[0]!;
    const y = xyz[1]! * gains[1]! + shifts[1]!;
    const z = xyz[2]! * gains[2]! + shifts[2]!;
    out[pixel * 3] = encodeSrgb(red[0] * x + red[1] * y + red[2] * z);
    out[pixel * 3 + 1] = encodeSrgb(green[0] * x + green[1] * y + green[2] * z);
    out[pixel * 3 + 2] = encodeSrgb(blue[0] * x + blue[1] * y + blue[2] * z);
  }
}
