import type { Appearance } from './appearance.ts';
import { paintingOf, type ShownMap } from './mapList.ts';
import { paintMap } from '../../image/paintMap.ts';

/** A map in colours, at its own size. */
export interface PaintedMap {
  readonly canvas: HTMLCanvasElement;
  /** The photo shows through. */
  readonly overPhoto: boolean;
  /** It takes light and colour from the photo, and gives none. */
  readonly dims: boolean;
}

export function paintedCanvas(shown: ShownMap, appearance: Appearance): PaintedMap {
  const painting = paintingOf(shown, appearance);
  const canvas = document.createElement('canvas');
  const { width, height } = shown.map;
  canvas.width = width;
  canvas.height = height;
  const pixels = paintMap(shown.map, painting, shown.valid);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  const { cover } = painting;
  return { canvas, overPhoto: cover !== 'opaque', dims: cover === 'dimming' };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a painted map over a photo that is there already, as the page shows it. */
export function drawOver(
  drawing: CanvasRenderingContext2D,
  { canvas, dims }: Omit<PaintedMap, 'overPhoto'>,
  { x, y, width, height }: Place,
): void {
  drawing.drawImage(canvas, x, y, width, height);
  if (!dims) return;
  drawing.globalCompositeOperation = 'saturation';
  drawing.drawImage(canvas, x, y, width, height);
  drawing.globalCompositeOperation = 'source-over';
}
