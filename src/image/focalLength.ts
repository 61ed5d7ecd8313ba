import { FILM_DIAGONAL } from './pointCloud.ts';

const TAGS = [
  'FocalLength',
  'FocalLengthIn35mmFilm',
  'FocalPlaneXResolution',
  'FocalPlaneResolutionUnit',
  'PixelXDimension',
  'PixelYDimension',
];

/** Millimetres of a unit of resolution, by its Exif code. */
const UNITS: Readonly<Record<number, number>> = { 2: 25.4, 3: 10, 4: 1 };

/**
 * The focal length that a photo was taken with, in millimetres of a film of 24 × 36 mm, from its Exif block: as noted there, or from the
 * real one and the sensor's resolution.
 *
 * @param bytes the whole file
 * @returns null where the file does not say
 */
export async function readFocalLength(bytes: Uint8Array): Promise<number | null> {
  const { default: reader } = await import('exifreader');
  try {
    const file = bytes.slice().buffer;
    const tags: object =
      reader.load(file, { expanded: true, includeTags: { exif: TAGS } }).exif ?? {};
    return plausible(numberOf(tags, 'FocalLengthIn35mmFilm')) ?? plausible(bySensor(tags));
  } catch {
    return null; // broken metadata does not make a picture unusable
  }
}

function bySensor(tags: object): number | null {
  const [length, resolution, width, height] = [
    'FocalLength',
    'FocalPlaneXResolution',
    'PixelXDimension',
    'PixelYDimension',
  ].map((name) => numberOf(tags, name));
  // Inches, unless it says otherwise.
  const unit = UNITS[numberOf(tags, 'FocalPlaneResolutionUnit') ?? 2];
  if (!length || !resolution || !width || !height || unit === undefined) return null;
  const diagonal = (Math.hypot(width, height) / resolution) * unit;
  return (length * FILM_DIAGONAL) / diagonal;
}

/** A whole number or a fraction. */
function numberOf(tags: object, name: string): number | null {
  const tag: unknown = (tags as Record<string, unknown>)[name];
  const value: unknown = (tag as { value?: unknown } | undefined)?.value;
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return null;
  const [above, below] = value as unknown[];
  return typeof above === 'number' && typeof below === 'number' ? above / below : null;
}

/** From a fish-eye to a telescope; cameras write 0 where they do not know. */
function plausible(length: number | null): number | null {
  return length !== null && length >= 6 && length <= 2000 ? length : null;
}
