import { sentencesOf } from '../languages/sentence.ts';
import { unread } from './sentences.ts';
import type { Role } from './types.ts';
import { hdf5Compression, rewriteHdf5, rewriteTiff } from './unreadCompressions.ts';

const ONE_PICTURE = 'save one picture of height × width numbers';

/** What is looked for in a file of several arrays. */
const ROLE_NAMES: Readonly<Record<Role, string>> = {
  photo: 'a photo',
  depth: 'a depth map',
  truth: 'a ground truth or map',
};

/** Elements of NumPy arrays that are not read, by the first letter of their type. */
const ELEMENTS: Readonly<Record<string, string>> = {
  O: 'of Python objects',
  r: 'of records',
  V: 'of records',
  U: 'of text',
  S: 'of text',
  c: 'of complex numbers',
  M: 'of dates',
};

const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: 'fax compression',
  3: 'fax compression',
  4: 'fax compression',
  6: 'an old kind of JPEG compression',
  33003: 'JPEG 2000 compression',
  33005: 'JPEG 2000 compression',
  34712: 'JPEG 2000 compression',
  34676: 'LogLuv compression',
  34677: 'LogLuv compression',
  34925: 'LZMA compression',
  50001: 'WebP compression',
  50002: 'JPEG XL compression',
};

const HDF5_FEATURES = {
  index: 'list of chunks',
  names: 'list of names',
} as const;

/** What is told of kinds of a format that are not read, in English. */
export const formatEnglish = {
  floats: (subject: string) =>
    `${subject} is a file of floating-point values, as depth maps are: choose an ordinary picture such as a PNG or JPEG.`,
  compressedBmp: (subject: string) => unread(subject, 'a BMP with unusual compression'),
  oddBitsBmp: (subject: string, bits: number) => unread(subject, `a BMP of ${bits} bits a pixel`),
  deepExr: (subject: string) => unread(subject, 'an OpenEXR file of deep samples'),
  lossyExr: (subject: string) =>
    unread(subject, 'an OpenEXR file with lossy B44 or DWA compression (ZIP would do)'),
  unusualExr: (subject: string) =>
    unread(subject, 'an OpenEXR file with an unusual compression (ZIP would do)'),
  exrChannels: (subject: string, names: readonly string[]) =>
    `${subject} is an OpenEXR file of the channels ${names.join(', ') || '(none)'}, none of which is Z, depth, Y or R: save the depth as one channel Z.`,
  exrTooMany: (subject: string, channels: number) =>
    `${subject} holds ${channels} channels, more than fit: save the depth alone.`,
  heicWithoutDepth: (subject: string) => unread(subject, 'a HEIC file without depth'),
  arrayShape: (subject: string, shape: readonly number[]) =>
    unread(
      subject,
      shape.length === 0 ? 'a single number' : `an array of the shape ${shape.join('×')}`,
      ONE_PICTURE,
    ),
  floatJxl: (subject: string) =>
    unread(subject, 'a JPEG XL file of floating-point numbers', 'save them as TIFF or OpenEXR'),
  numpyType: (subject: string, type: string) =>
    unread(subject, `a NumPy array ${ELEMENTS[type[0]!] ?? `of the type ${type}`}`, ONE_PICTURE),
  severalArrays: (subject: string, names: readonly string[], role: Role) =>
    names.length === 0
      ? `${subject} holds no array of numbers: save one picture of height × width numbers.`
      : `${subject} holds the arrays ${names.join(', ')}, of which not exactly one is ${ROLE_NAMES[role]}: save the right one by itself.`,
  muchInside: (subject: string, bytes: number) =>
    `${subject} unpacks to more than the ${Math.floor(bytes / 1e6)} MB that fit: save the right array by itself.`,
  matlabCrowded: (subject: string, most: number) =>
    `${subject} holds more than ${most} variables: save the right one by itself.`,
  compressedHdf5: (subject: string, filter: number, array: string) => {
    const name = hdf5Compression(filter);
    return unread(
      subject,
      `an HDF5 file with ${name === null ? `compression number ${filter}` : `${name} compression`}`,
      `write it anew, as by ${rewriteHdf5(filter, array)}`,
    );
  },
  unreadHdf5: (subject: string, feature: 'index' | 'names') =>
    unread(
      subject,
      `an HDF5 file with an unusual ${HDF5_FEATURES[feature]}`,
      'save the right array by itself with gzip or without compression, or as NumPy (.npy)',
    ),
  compressedTiff: (subject: string, compression: number) =>
    unread(
      subject,
      `a TIFF with ${COMPRESSIONS[compression] ?? `compression number ${compression}`}`,
      `write it anew, as by ${rewriteTiff(compression)}, or save it as PNG`,
    ),
  colouredTiff: (subject: string) =>
    unread(subject, 'a TIFF of unusual colours (Lab, more inks than CMYK or the like)'),
  mixedTiff: (subject: string) => unread(subject, 'a TIFF of samples that differ in kind'),
};

// Loaded with what tells them.
export const formatSays = /* @__PURE__ */ sentencesOf('format', formatEnglish);
