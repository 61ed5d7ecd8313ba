import type { Told } from '../languages/sentence.ts';
import { hasText } from '../math/bytes.ts';
import { ImageError } from './imageError.ts';
import { type ImageHeader, MAXIMUM_PIXELS } from './imageHeader.ts';
import { segmentsOf } from './jpegParts.ts';
import { imageSays } from './sentences.ts';
import type { ImageSize, Pixels } from './types.ts';

/** A JPEG of more pixels than this is refused everywhere: the browser itself unpacks all of them. */
const MOST_PIXELS = 4 * MAXIMUM_PIXELS;
/** A photo is opened with about so many: its pixels are there twice for a moment. */
const REDUCED_PIXELS = MAXIMUM_PIXELS / 2;
/** Even a white picture has more bytes; a file of fewer declares a size that it does not have. */
export const FEWEST_BYTES = 1 / 200;
/** Rows that are read at a time: phones cap canvases at 16 megapixels. */
const STRIP_ROWS = 256;

/**
 * Whether a JPEG that is too large for its decoder here can be opened smaller: where the browser's own decoder is at hand,
 * which Node has not.
 */
export function canReduce(header: ImageHeader, bytes: number): boolean {
  const pixels = header.height * header.width;
  return (
    header.format === 'JPEG' &&
    !header.hasInks &&
    pixels > MAXIMUM_PIXELS &&
    pixels <= MOST_PIXELS &&
    bytes >= pixels * FEWEST_BYTES &&
    typeof createImageBitmap === 'function' &&
    typeof OffscreenCanvas === 'function'
  );
}

/** The size at which a picture is opened: its own shape, of at most half the pixels that fit. */
export function reducedSize({ height, width }: ImageSize): ImageSize {
  const scale = Math.sqrt(REDUCED_PIXELS / (height * width));
  return { height: Math.floor(height * scale), width: Math.floor(width * scale) };
}

/** The same file without its Exif block: the browser would turn the picture by it, and here it is turned later. */
function withoutExif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  for (const { marker, start } of segmentsOf(copy)) {
    if (marker === 0xe1 && hasText(copy, start, 'Exif')) copy[start] = 'X'.charCodeAt(0);
  }
  return copy;
}

/**
 * Opens a large JPEG with the browser's decoder at a reduced size, as stored: neither turned nor converted to other colours.
 *
 * @throws ImageError when the browser has no room for it either
 */
export async function decodeReduced(
  bytes: Uint8Array,
  header: ImageHeader,
  subject: Told,
): Promise<Pixels> {
  const { height, width } = reducedSize(header);
  const blob = new Blob([withoutExif(bytes)], { type: 'image/jpeg' });
  const bitmap = await createImageBitmap(blob, {
    ...{ resizeHeight: height, resizeWidth: width, resizeQuality: 'high' },
    ...{ colorSpaceConversion: 'none', premultiplyAlpha: 'none' },
  }).catch((cause: unknown) => {
    const sentence = imageSays.tooLargeToOpen(subject, header.width, header.height);
    throw new ImageError('tooLarge', sentence, { cause });
  });
  const data = new Uint8Array(height * width * 4);
  const canvas = new OffscreenCanvas(width, STRIP_ROWS);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  for (let row = 0; row < height; row += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - row);
    context.drawImage(bitmap, 0, row, width, rows, 0, 0, width, rows);
    data.set(context.getImageData(0, 0, width, rows).data, row * width * 4);
  }
  bitmap.close();
  const note = imageSays.openedSmaller(header.width, header.height, width, height);
  return { height, width, channels: 4, bitDepth: 8, data, notes: [note] };
}
