import type { Told } from '../languages/sentence.ts';
import { hasText } from '../math/bytes.ts';
import { brandsOf } from './isoBoxes.ts';
import { isMatlab4 } from './matlab4.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';

type Decoded = Pixels | FloatPixels;
type Decode = (bytes: Uint8Array, subject: Told, role: Role) => Decoded | Promise<Decoded>;

/** A format to decode besides those of the web. */
export interface ForeignFormat {
  readonly name: string;
  /** Loads the decoder, which only those who bring such a file need. */
  decoder(): Promise<Decode>;
}

const BITMAP: ForeignFormat = {
  name: 'BMP',
  decoder: async () => (await import('./decodeBmp.ts')).decodeBmp,
};
const PORTABLE_MAP: ForeignFormat = {
  name: 'PGM or PPM',
  decoder: async () => (await import('./decodePortableMap.ts')).decodePortableMap,
};
const GIF: ForeignFormat = {
  name: 'GIF',
  decoder: async () => (await import('./decodeGif.ts')).decodeGif,
};
const NUMPY: ForeignFormat = {
  name: 'NumPy',
  decoder: async () => (await import('./decodeNumpy.ts')).decodeNumpy,
};
const MATLAB: ForeignFormat = {
  name: 'MATLAB',
  decoder: async () => (await import('./decodeMatlab.ts')).decodeMatlab,
};
const MATLAB_4: ForeignFormat = {
  name: 'MATLAB',
  decoder: async () => (await import('./decodeMatlab4.ts')).decodeMatlab4,
};
const HDF5: ForeignFormat = {
  name: 'HDF5',
  decoder: async () => (await import('./decodeHdf5.ts')).decodeHdf5,
};
const TIFF: ForeignFormat = {
  name: 'TIFF',
  decoder: async () => (await import('./decodeTiff.ts')).decodeTiff,
};
const OPEN_EXR: ForeignFormat = {
  name: 'OpenEXR',
  decoder: async () => (await import('./decodeExr.ts')).decodeExr,
};
const RADIANCE: ForeignFormat = {
  name: 'Radiance',
  decoder: async () => (await import('./decodeHdr.ts')).decodeHdr,
};
const HEIC: ForeignFormat = {
  name: 'HEIC',
  decoder: async () => (await import('./decodeHeif.ts')).decodeHeif,
};
const AVIF: ForeignFormat = {
  name: 'AVIF',
  decoder: async () => (await import('./decodeAvif.ts')).decodeAvif,
};

const JPEG_XL: ForeignFormat = {
  name: 'JPEG XL',
  decoder: async () => (await import('./decodeJxl.ts')).decodeJxl,
};

/** [first bytes, format] */
const SIGNATURES: readonly (readonly [string, ForeignFormat])[] = [
  ['BM', BITMAP],
  ['GIF8', GIF],
  ['P1', PORTABLE_MAP],
  ['P2', PORTABLE_MAP],
  ['P3', PORTABLE_MAP],
  ['P4', PORTABLE_MAP],
  ['P5', PORTABLE_MAP],
  ['P6', PORTABLE_MAP],
  ['P7', PORTABLE_MAP],
  ['Pf', PORTABLE_MAP],
  ['PF', PORTABLE_MAP],
  ['\x93NUMPY', NUMPY],
  ['PK\x03\x04', NUMPY],
  ['MATLAB 5.0', MATLAB],
  ['MATLAB 7.3', HDF5],
  ['\x89HDF\r\n\x1a\n', HDF5],
  ['II*\0', TIFF],
  ['MM\0*', TIFF],
  ['II+\0', TIFF],
  ['MM\0+', TIFF],
  ['v/1\x01', OPEN_EXR],
  ['#?RADIANCE', RADIANCE],
  ['#?RGBE', RADIANCE],
  ['\xff\x0a', JPEG_XL],
  ['\0\0\0\x0cJXL ', JPEG_XL],
];

const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Recognises a file by its first bytes; null where it is none of these formats. */
export function findForeignFormat(bytes: Uint8Array): ForeignFormat | null {
  const found = SIGNATURES.find(([text]) => hasText(bytes, 0, text));
  if (found !== undefined) return found[1];
  const brands = brandsOf(bytes);
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return AVIF;
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return HEIC;
  return isMatlab4(bytes) ? MATLAB_4 : null;
}
