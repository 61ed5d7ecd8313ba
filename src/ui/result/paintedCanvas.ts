import type { Appearance } from './appearance.ts';
import { paintingOf, type ShownMap } from './mapList.ts';
import { paintMap } from '../../image/paintMap.ts';

/** A map in colours, at its own size. */
export interface PaintedMap {
  readonly canvas: HTMLCanvasElement;
  /** The photo shows through. */
  readonly overPhoto: boolean;
}

export function paintedCanvas(shown: ShownMap, appearance: Appearance): PaintedMap {
  const painting = paintingOf(shown, appearance);
  const canvas = document.createElement('canvas');
  const { width, height } = shown.map;
  canvas.width = width;
  canvas.height = height;
  const pixels = paintMap(shown.map, painting, shown.valid);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return { canvas, overPhoto: painting.cover !== 'opaque' };
}
