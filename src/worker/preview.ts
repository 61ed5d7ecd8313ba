import type { RgbImage } from '../image/types.ts';
import { resizeArea, sizeWithin } from '../math/resize.ts';
import { isOneSize } from '../image/fitDepth.ts';

/** Longer side of a photo's preview, in pixels. */
const PREVIEW_SIDE = 1600;

/** A JPEG of the photo for the screen, shrunk where it is large. Needs a worker's canvas. */
export async function makePreview(photo: RgbImage): Promise<Blob> {
  // A canvas as large as the photo would not do: phones cap canvases at 16 megapixels.
  const { width, height, data } = previewPixels(photo);
  const canvas = new OffscreenCanvas(width, height);
  const drawing = canvas.getContext('2d');
  if (drawing === null) throw new Error('This browser gives the worker no canvas to draw on.');
  drawing.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

/** The preview's pixels as RGBA: those of the photo, or averages of them where it is large. */
export function previewPixels(photo: RgbImage) {
  const { height, width } = sizeWithin(photo, PREVIEW_SIDE);
  const colours = isOneSize(photo, { height, width })
    ? photo.data
    : resizeArea(photo.data, photo.height, photo.width, 3, height, width);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < colours.length; from += 3, to += 4) {
    data[to] = colours[from]!;
    data[to + 1] = colours[from + 1]!;
    data[to + 2] = colours[from + 2]!;
    data[to + 3] = 255;
  }
  return { width, height, data };
}
