import { useLayoutEffect, useRef } from 'react';
import type { ImageSize, ScalarMap } from '../../image/types.ts';
import { paintMap, type Painting } from '../../image/paintMap.ts';
import type { Glimpse } from '../../worker/protocol.ts';
import { paintQueue } from './paintQueue.ts';

interface MapCanvasProps {
  readonly map: ScalarMap;
  readonly valid?: Uint8Array | undefined;
  readonly painting: Painting;
  /** Shown in the map's place: a picture of its size that was painted already. */
  readonly glimpse?: Glimpse | null | undefined;
  readonly label: string;
}

function resize(canvas: HTMLCanvasElement, { width, height }: ImageSize): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/**
 * WebKit on Linux composites a canvas of the GPU by itself and forgets its blending: what is dimmed would be dimmed twice. Without
 * WebGPU all pictures are painted by the processor, so their canvases lose nothing by being the processor's too.
 */
function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return canvas.getContext('2d', { willReadFrequently: !('gpu' in navigator) });
}

/** Puts a picture, transparency and all, in the place of what the canvas showed. */
export function drawPicture(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  if (picture.width === 0) return; // It was given up.
  resize(canvas, picture);
  const drawing = contextOf(canvas);
  if (drawing === null) return;
  drawing.globalCompositeOperation = 'copy';
  drawing.drawImage(picture, 0, 0);
  drawing.globalCompositeOperation = 'source-over';
}

/**
 * Draws a map at its own size; the style sheet stretches it over the photo's frame. What is dimmed also loses its colour, by a
 * second canvas of the same pixels, which the style sheet blends: colour is marked, grey is not.
 */
export function MapCanvas({ map, valid, painting, glimpse, label }: MapCanvasProps) {
  const reference = useRef<HTMLCanvasElement>(null);
  const grey = useRef<HTMLCanvasElement>(null);
  const { colours, cover, opacity, base, level } = painting;
  const [low, high] = painting.range;
  const picture = glimpse?.picture;
  useLayoutEffect(() => {
    const canvas = reference.current;
    if (canvas === null) return;
    const canvases = [canvas, grey.current].filter((each) => each !== null);
    if (picture !== undefined) {
      for (const each of canvases) drawPicture(each, picture);
      return;
    }
    paintQueue.add(canvas, () => {
      const how = { colours, cover, opacity, base, level, range: [low, high] } as const;
      const pixels = paintMap(map, how, valid);
      const image = new ImageData(pixels, map.width, map.height);
      for (const each of canvases) {
        resize(each, map);
        contextOf(each)?.putImageData(image, 0, 0);
      }
    });
    return () => paintQueue.drop(canvas);
  }, [picture, map, valid, colours, cover, opacity, base, level, low, high]);
  return (
    <>
      <canvas ref={reference} className="map-canvas" role="img" aria-label={label} />
      {cover === 'dimming' && <canvas ref={grey} className="grey-canvas" aria-hidden="true" />}
    </>
  );
}
