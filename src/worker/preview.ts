import type { RgbImage } from '../image/types.ts';

/** Longer side of a photo's preview, in pixels. */
const PREVIEW_SIDE = 1600;

/** A JPEG of the photo for the screen, shrunk where it is large. Needs a worker's canvas. */
export async function makePreview(photo: RgbImage): Promise<Blob> {
  const full = new OffscreenCanvas(photo.width, photo.height);
  const pixels = new ImageData(photo.width, photo.height);
  for (let from = 0, to = 0; from < photo.data.length; from += 3, to += 4) {
    pixels.data[to] = photo.data[from]!;
    pixels.data[to + 1] = photo.data[from + 1]!;
    pixels.data[to + 2] = photo.data[from + 2]!;
    pixels.data[to + 3] = 255;
  }
  context(full).putImageData(pixels, 0, 0);
  const scale = PREVIEW_SIDE / Math.max(photo.width, photo.height);
  const canvas = scale < 1 ? shrink(full, scale) : full;
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

function shrink(full: OffscreenCanvas, scale: number): OffscreenCanvas {
  const width = Math.max(1, Math.round(full.width * scale));
  const height = Math.max(1, Math.round(full.height * scale));
  const small = new OffscreenCanvas(width, height);
  const drawing = context(small);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(full, 0, 0, width, height);
  return small;
}

function context(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const drawing = canvas.getContext('2d');
  if (drawing === null) throw new Error('This browser gives the worker no canvas to draw on.');
  return drawing;
}
