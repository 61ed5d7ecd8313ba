import { DEPTH_PLACE_NAMES } from './rgbdParts.ts';
import { sentencesOf } from '../languages/sentence.ts';
import type { InnerDepth } from './innerDepth.ts';
import type { DepthPlace } from './types.ts';

const ACCEPTED =
  'a PNG, JPEG, WebP, HEIC, AVIF, TIFF or BMP picture, or a depth map in one of these, OpenEXR, NumPy, PFM, PGM or Radiance';

const INNER_DEPTH: Readonly<Record<InnerDepth['kind'], string>> = {
  GDepth: 'as Google cameras write it (GDepth)',
  'Dynamic Depth': 'as Android cameras write it (Dynamic Depth)',
  Samsung: 'as Samsung’s phones write it',
  'second picture': 'as a grey picture behind the photo',
  HEIC: 'as the depth picture of a HEIC file',
};

const PAINT = 'make the object white (255) and all else black (0)';

const COMPRESSIONS: Readonly<Record<number, string>> = {
  2: 'fax compression',
  3: 'fax compression',
  4: 'fax compression',
  6: 'an old kind of JPEG compression',
  34676: 'LogLuv compression',
  34677: 'LogLuv compression',
  34887: 'LERC compression',
  34925: 'LZMA compression',
  50000: 'Zstandard compression',
  50001: 'WebP compression',
  50002: 'JPEG XL compression',
};

const ONE_PICTURE = 'save one picture of height × width numbers';

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

/** Why a pixel of floats has no reading. */
export type NoReading = 'zero' | 'negative' | 'notNumber' | 'infinite';

const NO_READINGS: Readonly<Record<string, string>> = {
  zero: '0',
  negative: 'negative',
  notNumber: 'NaN',
  infinite: 'infinite',
} satisfies Record<NoReading, string>;

function listed(values: readonly number[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 4), '…', values.at(-1)!] : values;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function unread(subject: string, variant: string, remedy = 'save it as PNG'): string {
  return `${subject} is ${variant}, which cannot be read here: ${remedy}.`;
}

/** What is told of picture files in English. `subject` is what a file is called, e.g. its name. */
export const imageEnglish = {
  empty: (subject: string) => `${subject} is empty (0 bytes): choose ${ACCEPTED}.`,
  unknownFormat: (subject: string) =>
    `${subject} is not a picture that can be read: choose ${ACCEPTED}.`,
  otherFormat: (subject: string, format: string) =>
    `${subject} is a ${format} file, which cannot be read here: save it as PNG, or choose ${ACCEPTED}.`,
  damaged: (subject: string) => `${subject} is damaged or cut short: save or download it again.`,
  cmyk: (subject: string) =>
    `${subject} is a CMYK picture made for print: convert it to RGB and try again.`,
  noPixels: (subject: string, width: number, height: number) =>
    `${subject} is ${width}×${height} pixels, so there is nothing in it: choose another picture.`,
  tooManyPixels: (subject: string, width: number, height: number, megapixels: number) =>
    `${subject} is ${width}×${height} pixels, more than the ${megapixels} megapixels that fit: make it smaller and try again.`,
  tooLargeToOpen: (subject: string, width: number, height: number) =>
    `${subject} is ${width}×${height} pixels, and this browser cannot open it: make it smaller and try again.`,
  decoderUnavailable: (format: string) =>
    `The ${format} decoder could not be loaded: check the connection and try again.`,
  encoderUnavailable: (format: string) =>
    `What writes ${format} files could not be loaded: check the connection and try again, or save as PNG.`,
  tooLargeToSave: (width: number, height: number, format: string) =>
    `A picture of ${width}×${height} pixels is too large for a ${format} file: save it as PNG.`,
  differentShape: (
    subject: string,
    width: number,
    height: number,
    photoWidth: number,
    photoHeight: number,
  ) =>
    `${subject} is ${width}×${height} pixels and its photo ${photoWidth}×${photoHeight}: they do not belong together.`,
  depthTurned: (photoWidth: number, photoHeight: number, depthWidth: number, depthHeight: number) =>
    `The photo is ${photoWidth}×${photoHeight} pixels and the depth map ${depthWidth}×${depthHeight}: is one of them turned by a quarter? Turn it and try again.`,
  depthDiffers: (
    photoWidth: number,
    photoHeight: number,
    depthWidth: number,
    depthHeight: number,
    percent: number,
  ) =>
    `The photo is ${photoWidth}×${photoHeight} pixels and the depth map ${depthWidth}×${depthHeight}, so their proportions differ by ${percent}%: do they belong together? Choose two pictures of the same view, cropped alike.`,
  depthInside: (name: string) => `The depth inside ${name}`,
  transparencyOf: (subject: string) => `The transparency of ${subject}`,

  // Kinds of a format that are not read.
  floats: (subject: string) =>
    `${subject} is a file of floating-point values, as depth maps are: choose an ordinary picture such as a PNG or JPEG.`,
  unusualJpeg: (subject: string) =>
    unread(
      subject,
      'a JPEG with lossless or arithmetic coding',
      'save it as an ordinary JPEG or as PNG',
    ),
  deepJpeg: (subject: string, bits: number) =>
    unread(subject, `a JPEG of ${bits} bits per sample`, 'save it with 8 bits or as PNG'),
  animatedWebp: (subject: string) => unread(subject, 'an animated WebP', 'save a single frame'),
  oddBmp: (subject: string) => unread(subject, 'a BMP with a header of another kind'),
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
  numpyShape: (subject: string, shape: readonly number[]) =>
    unread(
      subject,
      `a NumPy array of the shape ${shape.join('×') || 'of one number'}`,
      ONE_PICTURE,
    ),
  numpyType: (subject: string, type: string) =>
    unread(subject, `a NumPy array ${ELEMENTS[type[0]!] ?? `of the type ${type}`}`, ONE_PICTURE),
  numpyArchive: (subject: string, names: readonly string[]) =>
    `${subject} is an archive of NumPy arrays (${names.join(', ') || 'none'}) in which not exactly one is a depth map: save the right one by itself.`,
  compressedTiff: (subject: string, compression: number) =>
    unread(
      subject,
      `a TIFF with ${COMPRESSIONS[compression] ?? `compression number ${compression}`}`,
    ),
  colouredTiff: (subject: string) =>
    unread(subject, 'a TIFF of unusual colours (CMYK, Lab or the like)'),
  mixedTiff: (subject: string) => unread(subject, 'a TIFF of samples that differ in kind'),
  oddBitsTiff: (subject: string, bits: number) =>
    unread(subject, `a TIFF of unusual numbers of ${bits} bits`),
  deepJpegTiff: (subject: string, bits: number) =>
    unread(subject, `a TIFF with JPEG compression of ${bits} bits`),

  // What is remarked of a photo.
  openedSmaller: (width: number, height: number, openedWidth: number, openedHeight: number) =>
    `The photo has ${width} × ${height} pixels, more than fit: it was opened with ${openedWidth} × ${openedHeight}, and what is saved has so many.`,
  firstOfPictures: (pictures: number) =>
    `It holds ${pictures} pictures, of which the first is used.`,
  tableProfile: () =>
    'The photo’s colour profile is made of tables, as those of printers and scanners are, or it is broken, and is not applied: its colours may be off. Saved as sRGB they would be right.',

  highRange: () =>
    'The photo has a high dynamic range (PQ or HLG), which is not applied: its colours look flat. Saved as sRGB they would be right.',

  // What is wrong with depth, or remarked of it.
  noTransparentDepth: (name: string) =>
    `${name} has no transparency that could be depth: choose another place, or a depth map.`,
  noReading: () =>
    'The depth map holds no reading at all, every pixel is 0 or transparent: use another one, or go on without depth.',
  noFloatReading: (subject: string) =>
    `${subject} holds no reading at all, every value is 0, negative or no number: use another one, or go on without depth.`,
  colourDepth: () =>
    'This depth map is in colour, and its brightness is taken as depth: a depth map painted with a colour map needs its grey original.',
  colourFloatDepth: () =>
    'This depth map has three channels that differ, as a rendered picture does, and the first is taken as depth: a depth map has one channel.',
  colourMapDepth: (map: string) =>
    `This depth map is painted with the colour map ${map}, and was turned back into depth by its table: its grey original would be more exact.`,
  innerDepth: (kind: InnerDepth['kind']) =>
    `The depth comes from inside the photo's file, ${INNER_DEPTH[kind]}.`,
  depthAgainstFormat: () =>
    'Its format has 0 as near, and the picture speaks against it, being brighter below: it is read as any other depth map.',
  zeroIsNoReading: () => '0 means "no reading": its areas look like holes.',
  highestIsNoReading: (highest: number) =>
    `${highest} means "no reading": it stands apart from all other values.`,
  withoutReading: (percent: string, kinds: readonly (NoReading | number)[]) =>
    `Pixels without a reading, by value (${percent}%): ${kinds.map((kind) => NO_READINGS[kind] ?? kind).join(', ')}.`,
  looksLikeBoth: (place: DepthPlace) =>
    `The photo looks like photo and depth in one, with depth in ${DEPTH_PLACE_NAMES[place]}, and is run as a photo: open it alone on the page to have it read so.`,

  // What is unclear in a ground truth, or decided of it.
  truthPicture: (subject: string) =>
    `${subject} is a picture in many colours and no mask: choose a mask in which the object is white and all else black.`,
  truthColours: (subject: string, colours: number) =>
    `${subject} is painted in ${colours} colours, none of them black or along the whole border, so that nothing says which is background: make the object white and all else black.`,
  truthTwoMasks: (subject: string) =>
    `${subject} shows one mask by its colours and another by its transparency: save the right one without transparency.`,
  truthFloats: (subject: string) =>
    `${subject} holds floats that are neither from 0 to 1 nor whole numbers: make the object 1 and all else 0.`,
  truthNoZero: (subject: string, values: readonly number[]) =>
    `${subject} has the values ${listed(values)} and no 0, so that nothing says which of them is background: ${PAINT}.`,
  truthLabelsOrCounts: (subject: string, values: readonly number[]) =>
    `${subject} has the values ${listed(values)}, which may be labels of objects or counts of people: of labels, ${PAINT}; of counts, stretch them so that 255 is everybody.`,
  truthDark: (subject: string, brightest: number) =>
    `${subject} is dark all over, its brightest value being ${brightest} of 255, with shades in between: ${PAINT}.`,
  truthTwoGreys: (subject: string, dark: number, bright: number) =>
    `${subject} has the grey levels ${dark} and ${bright}, and neither is black: ${PAINT}.`,
  truthNoBlack: (subject: string, levels: readonly number[]) =>
    `${subject} has the grey levels ${listed(levels)}, and none is black: ${PAINT}.`,
  truthLabelsOrSoft: (subject: string, levels: readonly number[]) =>
    `${subject} has areas of the grey levels ${listed(levels)}, which may be labels of objects or a soft mask: if all but black is the object, ${PAINT}.`,
  truthOneValue: (subject: string, value: number) =>
    `${subject} is ${value} all over, so that nothing says what is background: ${PAINT}.`,
  truthLabels: (values: readonly number[]) =>
    `Its values are ${listed(values)}: labels, each but 0 taken for the object.`,
  truthLabelsUnsure: (values: readonly number[]) =>
    `Its values are ${listed(values)}, with 255 for what its makers were not sure of: labels, each but 0 taken for the object.`,
  truthPeople: (people: number) =>
    `Its values are taken for how many of ${people} people called a pixel part of the object; more than half of them decide.`,
  truthBrightest: (level: number) =>
    `Its brightest level is ${level} instead of 255, and taken for the object.`,
  truthBlack: () => 'It is black all over: there is no object.',
  truthWhite: () => 'It is white all over: all of it is the object.',
  truthTwoValues: (value: number) =>
    `Its values are 0 and ${value}: every pixel that is not 0 is taken for the object.`,
  truthTransparent: () => 'It is partly transparent: what is opaque is taken for the object.',
  truthPainted: (colours: number, background: readonly number[]) => {
    const ground = background.every((value) => value === 0)
      ? 'black'
      : `the colour ${background.join(', ')}`;
    return `It is painted in ${colours} colours: every pixel that is not ${ground} is taken for the object.`;
  },
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const imageSays = /* @__PURE__ */ sentencesOf('image', imageEnglish);
