import { useEffect, useRef } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import { paintMap, type Painting } from '../../image/paintMap.ts';
import { paintQueue } from './paintQueue.ts';

interface MapCanvasProps {
  readonly map: ScalarMap;
  readonly valid?: Uint8Array | undefined;
  readonly painting: Painting;
  readonly label: string;
}

/**
 * Draws a map at its own size; the style sheet stretches it over the photo's frame. What is dimmed also loses its colour, by a
 * second canvas of the same pixels, which the style sheet blends: colour is marked, grey is not.
 */
export function MapCanvas({ map, valid, painting, label }: MapCanvasProps) {
  const reference = useRef<HTMLCanvasElement>(null);
  const grey = useRef<HTMLCanvasElement>(null);
  const { colours, cover, opacity, base, level } = painting;
  const [low, high] = painting.range;
  useEffect(() => {
    const canvas = reference.current;
    if (canvas === null) return;
    paintQueue.add(canvas, () => {
      const how = { colours, cover, opacity, base, level, range: [low, high] } as const;
      const pixels = paintMap(map, how, valid);
      const image = new ImageData(pixels, map.width, map.height);
      for (const each of [canvas, grey.current]) {
        if (each === null) continue;
        if (each.width !== map.width) each.width = map.width;
        if (each.height !== map.height) each.height = map.height;
        each.getContext('2d')?.putImageData(image, 0, 0);
      }
    });
    return () => paintQueue.drop(canvas);
  }, [map, valid, colours, cover, opacity, base, level, low, high]);
  return (
    <>
      <canvas ref={reference} className="map-canvas" role="img" aria-label={label} />
      {cover === 'dimming' && <canvas ref={grey} className="grey-canvas" aria-hidden="true" />}
    </>
  );
}
