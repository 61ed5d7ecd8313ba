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

/** Draws a map at its own size; the style sheet stretches it over the photo's frame. */
export function MapCanvas({ map, valid, painting, label }: MapCanvasProps) {
  const reference = useRef<HTMLCanvasElement>(null);
  const { colours, cover, opacity, base, level } = painting;
  const [low, high] = painting.range;
  useEffect(() => {
    const canvas = reference.current;
    if (canvas === null) return;
    paintQueue.add(canvas, () => {
      if (canvas.width !== map.width) canvas.width = map.width;
      if (canvas.height !== map.height) canvas.height = map.height;
      const how = { colours, cover, opacity, base, level, range: [low, high] } as const;
      const pixels = paintMap(map, how, valid);
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, map.width, map.height), 0, 0);
    });
    return () => paintQueue.drop(canvas);
  }, [map, valid, colours, cover, opacity, base, level, low, high]);
  return <canvas ref={reference} className="map-canvas" role="img" aria-label={label} />;
}
