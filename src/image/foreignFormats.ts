import type { FloatPixels, Pixels } from './types.ts';

/** A format of ours to decode, besides those of the web. */
export interface ForeignFormat {
  readonly name: string;
  /** Loads the decoder, which only those who bring such a file need. */
  decoder(): Promise<(bytes: Uint8Array, subject: string) => Pixels | FloatPixels>;
}

const BITMAP: ForeignFormat = {
  name: 'BMP',
  decoder: async () => (await import('./decodeBmp.ts')).decodeBmp,
};
const PORTABLE_MAP: ForeignFormat = {
  name: 'PGM or PPM',
  decoder: async () => (await import('./decodePortableMap.ts')).decodePortableMap,
};
const NUMPY: ForeignFormat = {
  name: 'NumPy',
  decoder: async () => (await import('./decodeNumpy.ts')).decodeNumpy,
};

/** [first bytes, format] */
const SIGNATURES: readonly (readonly [string, ForeignFormat])[] = [
  ['BM', BITMAP],
  ['P2', PORTABLE_MAP],
  ['P3', PORTABLE_MAP],
  ['P5', PORTABLE_MAP],
  ['P6', PORTABLE_MAP],
  ['Pf', PORTABLE_MAP],
  ['PF', PORTABLE_MAP],
  ['\x93NUMPY', NUMPY],
  ['PK\x03\x04', NUMPY],
];

/** Recognises a file by its first bytes; null where it is none of these formats. */
export function findForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  const found = SIGNATURES.find(([text]) =>
    [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0)),
  );
  return found?.[1] ?? null;
}
