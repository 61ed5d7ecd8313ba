import { deflateSync } from 'node:zlib';
import { crc32 } from '../../math/crc32.ts';

/** Red, green and blue of Display P3 and Adobe RGB (1998) in XYZ under D50, as their profiles have them. */
export const DISPLAY_P3 = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
] as const;
export const ADOBE_RGB = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
] as const;
export const SRGB = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
] as const;

/** The curve of sRGB as parameters g a b c d of the type `para`, function 3. */
export const SRGB_CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const;

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function fixed(value: number): number[] {
  return uint32(Math.round(value * 65536));
}

/** A curve tag: a gamma, samples of 16 bits, or the parameters of function 3. */
export function curveTag(curve: {
  readonly gamma?: number;
  readonly samples?: readonly number[];
  readonly parameters?: readonly number[];
}): number[] {
  const { gamma, samples, parameters } = curve;
  if (parameters !== undefined) {
    return [...ascii('para'), 0, 0, 0, 0, 0, 3, 0, 0, ...parameters.flatMap(fixed)];
  }
  const values = samples ?? [Math.round(gamma! * 256)];
  const bytes = values.flatMap((value) => [value >> 8, value & 255]);
  return [...ascii('curv'), 0, 0, 0, 0, ...uint32(values.length), ...bytes];
}

/** A profile of these tags, e.g. of the space `RGB `. */
export function profileBytes(space: string, tags: Readonly<Record<string, number[]>>): Uint8Array {
  const header = new Array<number>(128).fill(0);
  header.splice(16, 8, ...ascii(space), ...ascii('XYZ '));
  const names = Object.keys(tags);
  let offset = 128 + 4 + names.length * 12;
  const table = names.flatMap((name) => {
    const { length } = tags[name]!;
    offset += length;
    return [...ascii(name), ...uint32(offset - length), ...uint32(length)];
  });
  return Uint8Array.from([
    ...header,
    ...uint32(names.length),
    ...table,
    ...Object.values(tags).flat(),
  ]);
}

/** A profile with three colourants and one curve for all of them. */
export function rgbProfile(
  colourants: readonly (readonly number[])[],
  curve: number[],
): Uint8Array {
  const tags: Record<string, number[]> = {};
  ['r', 'g', 'b'].forEach((name, i) => {
    tags[`${name}XYZ`] = [...ascii('XYZ '), 0, 0, 0, 0, ...colourants[i]!.flatMap(fixed)];
    tags[`${name}TRC`] = curve;
  });
  return profileBytes('RGB ', tags);
}

/** A PNG file with a chunk more, right behind its header. */
export function withPngProfile(png: Uint8Array, profile: Uint8Array): Uint8Array {
  const body = [...ascii('iCCP'), ...ascii('test'), 0, 0, ...deflateSync(profile)];
  const chunk = [...uint32(body.length - 4), ...body, ...uint32(crc32(Uint8Array.from(body)))];
  const header = 8 + 25;
  return Uint8Array.from([...png.subarray(0, header), ...chunk, ...png.subarray(header)]);
}

/** A JPEG file with segments more, right behind its first marker. */
export function withJpegSegments(
  jpeg: Uint8Array,
  segments: readonly { readonly marker: number; readonly body: readonly number[] }[],
): Uint8Array {
  const bytes = segments.flatMap(({ marker, body }) => {
    const length = body.length + 2;
    return [0xff, marker, length >> 8, length & 255, ...body];
  });
  return Uint8Array.from([...jpeg.subarray(0, 2), ...bytes, ...jpeg.subarray(2)]);
}

/** The APP2 segments of a profile, in two parts as large ones have. */
export function profileSegments(profile: Uint8Array) {
  const half = Math.ceil(profile.length / 2);
  return [profile.subarray(0, half), profile.subarray(half)].map((part, i) => ({
    marker: 0xe2,
    body: [...ascii('ICC_PROFILE'), 0, i + 1, 2, ...part],
  }));
}

/** A classic TIFF file of one picture whose directory, moved to the end, has the tag of a profile more. */
export function withTiffProfile(tiff: Uint8Array, profile: Uint8Array): Uint8Array {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const at = view.getUint32(4, little);
  const count = view.getUint16(at, little);
  const size = 2 + (count + 1) * 12 + 4;
  const start = tiff.length + (tiff.length % 2);
  const out = new Uint8Array(start + size + profile.length);
  out.set(tiff);
  out.set(tiff.subarray(at + 2, at + 2 + count * 12), start + 2);
  out.set(profile, start + size);
  const written = new DataView(out.buffer);
  written.setUint32(4, start, little);
  written.setUint16(start, count + 1, little);
  const entry = start + 2 + count * 12;
  written.setUint16(entry, 34675, little);
  written.setUint16(entry + 2, 7, little);
  written.setUint32(entry + 4, profile.length, little);
  written.setUint32(entry + 8, start + size, little);
  return out;
}
