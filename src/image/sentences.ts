import { sentencesOf } from '../languages/sentence.ts';
import type { PackedOrder } from './packedDepth.ts';
import type { DepthPlace, InnerDepth, SaidNear } from './types.ts';

const ACCEPTED =
  'a PNG, JPEG, WebP, HEIC, AVIF, JPEG XL, TIFF, BMP or GIF picture, or a depth map in one of these, OpenEXR, NumPy, MATLAB, PFM, PGM or Radiance';

const INNER_DEPTH: Readonly<Record<InnerDepth['kind'], string>> = {
  GDepth: 'as Google cameras write it (GDepth)',
  'Dynamic Depth': 'as Android cameras write it (Dynamic Depth)',
  Samsung: 'as Samsung’s phones write it',
  'second picture': 'as a grey picture behind the photo',
  HEIC: 'as the depth picture of a HEIC file',
};

/** What messages call the places of depth in a picture. */
export const DEPTH_PLACE_NAMES: Readonly<Record<DepthPlace, string>> = {
  alpha: 'its transparency',
  right: 'its right half',
  left: 'its left half',
  bottom: 'its lower half',
  top: 'its upper half',
};

/** Why a pixel of floats has no reading. */
export type NoReading = 'zero' | 'negative' | 'notNumber' | 'infinite';

const NO_READINGS: Readonly<Record<string, string>> = {
  zero: '0',
  negative: 'negative',
  notNumber: 'NaN',
  infinite: 'infinite',
} satisfies Record<NoReading, string>;

export function unread(subject: string, variant: string, remedy = 'save it as PNG'): string {
  return `${subject} is ${variant}, which cannot be read here: ${remedy}.`;
}

/** What is told of picture files in English. `subject` is what a file is called, e.g. its name. */
export const imageEnglish = {
  empty: (subject: string) => `${subject} is empty (0 bytes): choose ${ACCEPTED}.`,
  unknownFormat: (subject: string) =>
    `${subject} is not a picture that can be read: choose ${ACCEPTED}.`,
  notDownloaded: (subject: string, instead: 'web page' | 'pointer') =>
    instead === 'web page'
      ? `${subject} is a web page that was saved in the place of a picture: download the picture itself.`
      : `${subject} is a Git LFS pointer and not yet the file: fetch it with “git lfs pull”.`,
  otherFormat: (subject: string, format: string) =>
    `${subject} is a ${format} file, which cannot be read here: save it as PNG, or choose ${ACCEPTED}.`,
  damaged: (subject: string) => `${subject} is damaged or cut short: save or download it again.`,
  gone: (subject: string) =>
    `${subject} cannot be read any more: it was moved, changed or deleted since it was chosen. Choose it again.`,
  noPixels: (subject: string, width: number, height: number) =>
    `${subject} is ${width}×${height} pixels, so there is nothing in it: choose another picture.`,
  tooManyPixels: (subject: string, width: number, height: number, megapixels: number) =>
    `${subject} is ${width}×${height} pixels, more than the ${megapixels} megapixels that fit: make it smaller and try again.`,
  tooLargeToOpen: (subject: string, width: number, height: number) =>
    `${subject} is ${width}×${height} pixels, and this browser cannot open it: make it smaller and try again.`,
  decoderUnavailable: (format: string) =>
    `The ${format} decoder could not be loaded: check the connection, take the newer version if the page offers one, and try again.`,
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
    `${subject} is ${width}×${height} pixels and its photo ${photoWidth}×${photoHeight}: they do not belong together. Choose two pictures of the same view.`,
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
  oddBitsTiff: (subject: string, bits: number) =>
    unread(subject, `a TIFF of unusual numbers of ${bits} bits`),
  deepJpegTiff: (subject: string, bits: number) =>
    unread(subject, `a TIFF with JPEG compression of ${bits} bits`),
  // What is remarked of a photo.
  photoIsDepth: () =>
    'It looks like a depth map (grey of 16 bits, painted with a colour map or packed into colours) and not like a photo, and is run as one all the same: is it the right file?',
  depthAsPhoto: (subject: string) =>
    `${subject} is a depth map by its pixels (grey of 16 bits, painted with a colour map or packed into colours) and is not run as a photo among many: leave it out, or put it where depth maps are.`,
  photoIsMask: () =>
    'It is black and white alone, as masks are, and is run as a photo all the same: is it the right file?',
  maskAsPhoto: (subject: string) =>
    `${subject} is black and white alone, as masks are, and is not run as a photo among many: leave it out, or put it where ground truths are.`,
  openedSmaller: (width: number, height: number, openedWidth: number, openedHeight: number) =>
    `The photo has ${width} × ${height} pixels, more than fit: it was opened with ${openedWidth} × ${openedHeight}, and what is saved has so many.`,
  firstOfPictures: (pictures: number) =>
    `It holds ${pictures} pictures, of which the first is used.`,
  withoutEndMark: () =>
    'The JPEG lacks the mark at its end, and nothing else: the picture is whole.',
  linesMissing: (lines: number) =>
    `The JPEG is cut short: its lowest ${lines} lines are missing, some of them in part.`,
  brokenProfile: () =>
    'The photo’s colour profile is broken or of an unusual kind, and is not applied: its colours may be off. Saved as sRGB they would be right.',
  plainInks: () =>
    'The picture is made of the inks of print (CMYK), without a profile that says what they look like: its colours may be too strong. Saved as sRGB they would be right.',
  highRange: () =>
    'The photo has a high dynamic range (PQ or HLG): what is brighter in it than a white sheet of paper is shown as white.',
  // What is wrong with depth, or remarked of it.
  noTransparentDepth: (name: string) =>
    `${name} has no transparency that could be depth: choose another place, or a depth map.`,
  noReading: () =>
    'The depth map holds no reading at all, every pixel is 0 or transparent: use another one, or go on without depth.',
  noFloatReading: (subject: string) =>
    `${subject} holds no reading at all, every value is 0, negative or no number: use another one, or go on without depth.`,
  colourDepth: () =>
    'This depth map is in colour, and its brightness is taken as depth: a depth map painted with a colour map needs its grey original.',
  mixedColourDepth: () =>
    'This depth map is in colour, and its brightness, which is taken as depth, goes up and down along the colours, so that near and far are mixed up: use its grey original, or go on without depth.',
  colourFloatDepth: () =>
    'This depth map has three channels that differ, as a rendered picture does, and the first is taken as depth: a depth map has one channel.',
  colourMapDepth: (map: string) =>
    `This depth map is painted with the colour map ${map}, and was turned back into depth by its table: its grey original would be more exact.`,
  packedDepth: (order: PackedOrder) =>
    `Its depth is packed into the colours, with ${order === 'redLowest' ? 'red' : 'blue'} as the lowest byte of three, and was unpacked.`,
  innerDepth: (kind: InnerDepth['kind']) =>
    `The depth comes from inside the photo's file, ${INNER_DEPTH[kind]}.`,
  depthAgainstFormat: () =>
    'Its format has 0 as near, and the picture speaks against it, being brighter below: it is read as any other depth map.',
  besidePhoto: (place: DepthPlace) =>
    `It shows photo and depth side by side: the depth is ${DEPTH_PLACE_NAMES[place]}.`,
  withoutSign: () => 'All its numbers are negative, and are read without their sign.',
  saidNear: ({ near, by }: SaidNear) =>
    by === 'colours'
      ? 'Red is near, as these colours are used.'
      : by === 'sign'
        ? 'Negative numbers are distances along the camera’s axis: those close to 0 are near.'
        : `By its ${by === 'name' ? 'name' : `${by}’s name`}, ${near === 'dark' ? 'it holds distances: small' : 'large'} numbers are near.`,
  fewerBits: (bits: number, read: number) =>
    `The file has ${bits} bits a pixel, of which ${read} are read: fine steps of depth are lost. As PNG or TIFF of 16 bits they would be kept.`,
  zeroIsNoReading: () => '0 means "no reading": its areas look like holes.',
  highestIsNoReading: (highest: number) =>
    `${highest} means "no reading": it stands apart from all other values.`,
  withoutReading: (percent: string, kinds: readonly (NoReading | number)[]) =>
    `Pixels without a reading, by value (${percent}%): ${kinds.map((kind) => NO_READINGS[kind] ?? kind).join(', ')}.`,
  looksLikeBoth: (place: DepthPlace) =>
    `The photo looks like photo and depth in one, with depth in ${DEPTH_PLACE_NAMES[place]}, and is run as a photo: open it alone on the page to have it read so.`,
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const imageSays = /* @__PURE__ */ sentencesOf('image', imageEnglish);
