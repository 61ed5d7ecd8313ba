import type { ImageSize, Orientation } from './types.ts';

export function isOrientation(value: unknown): value is Orientation {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8;
}

/** The orientation noted in the Exif block of a JPEG, PNG or WebP file; 1 when there is none. */
export async function readOrientation(bytes: Uint8Array): Promise<Orientation> {
  const { default: reader } = await import('exifreader');
  try {
    const file = bytes.slice().buffer;
    const tags = reader.load(file, { expanded: true, includeTags: { exif: ['Orientation'] } });
    const value = tags.exif?.Orientation?.value;
    return isOrientation(value) ? value : 1;
  } catch {
    return 1; // broken metadata does not make a picture unusable
  }
}

/**
 * Turns interleaved pixels upright.
 *
 * Source: Exif 2.32, tag 0x0112. For each orientation the pixel of the source that comes first, and
 * the way through the source along an output row (`right`) and from row to row (`down`).
 *
 * @param data `height * width * channels` values as stored
 * @returns the turned values; height and width are exchanged for orientations 5 to 8
 */
export function applyOrientation<T extends Uint8Array | Uint16Array | Float32Array>(
  image: ImageSize & { readonly data: T },
  channels: number,
  orientation: Orientation,
): ImageSize & { readonly data: T } {
  const { height, width, data } = image;
  if (orientation === 1) return { height, width, data };
  const last = height * width - 1;
  const topRight = width - 1;
  const bottomLeft = last - topRight;
  const paths: Record<Orientation, { first: number; right: number; down: number }> = {
    1: { first: 0, right: 1, down: width },
    2: { first: topRight, right: -1, down: width },
    3: { first: last, right: -1, down: -width },
    4: { first: bottomLeft, right: 1, down: -width },
    5: { first: 0, right: width, down: 1 },
    6: { first: bottomLeft, right: -width, down: 1 },
    7: { first: last, right: -width, down: -1 },
    8: { first: topRight, right: width, down: -1 },
  };
  const { first, right, down } = paths[orientation];
  const outHeight = orientation >= 5 ? width : height;
  const outWidth = orientation >= 5 ? height : width;
  const out = data.slice() as T;
  let to = 0;
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      const from = (first + y * down + x * right) * channels;
      for (let channel = 0; channel < channels; channel++) out[to++] = data[from + channel]!;
    }
  }
  return { height: outHeight, width: outWidth, data: out };
}
