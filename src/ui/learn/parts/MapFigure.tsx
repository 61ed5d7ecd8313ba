import { useEffect, useMemo, useRef } from 'react';
import type { ScalarMap } from '../../../image/types.ts';
import { useDrag } from '../../parts/useDrag.ts';

interface PixelPictureProps {
  readonly label: string;
  readonly height: number;
  readonly width: number;
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A small picture, enlarged pixel by pixel to the room there is. */
export function PixelPicture({ label, height, width, pixels }: PixelPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, height, width]);
  return (
    <canvas
      ref={canvas}
      className="pixel-picture"
      width={width}
      height={height}
      role="img"
      aria-label={label}
    />
  );
}

interface MapFigureProps {
  readonly label: string;
  readonly map: ScalarMap;
  /** Values drawn black and white; default 0 and 1. */
  readonly range?: readonly [number, number];
  /** Where a cross is drawn, as shares of width and height. */
  readonly mark?: readonly [number, number] | null;
  /** Draws lines between the pixels, for they are cells that one counts. */
  readonly cells?: boolean;
  /** By mouse and finger, as shares of width and height; sliders do the same by keyboard. */
  readonly onPick?: (x: number, y: number) => void;
}

/** A map with its name, on which a place can be picked. */
export function MapFigure({
  label,
  map,
  range = [0, 1],
  mark = null,
  cells = false,
  onPick,
}: MapFigureProps) {
  const [low, high] = range;
  const pixels = useMemo(() => greyPixels(map, low, high), [map, low, high]);
  const inside = (value: number) => Math.min(Math.max(value, 0), 1);
  const drag = useDrag(onPick ? ({ x, y }) => onPick(inside(x), inside(y)) : null);
  return (
    <figure className="map-figure">
      <div className="map-figure-place" data-pickable={onPick !== undefined} {...drag}>
        <PixelPicture label={label} height={map.height} width={map.width} pixels={pixels} />
        {cells && (
          <span
            className="map-figure-cells"
            style={{ backgroundSize: `${100 / map.width}% ${100 / map.height}%` }}
          />
        )}
        {mark !== null && (
          <span
            className="map-figure-mark"
            style={{ insetInlineStart: `${mark[0] * 100}%`, insetBlockStart: `${mark[1] * 100}%` }}
          />
        )}
      </div>
      <figcaption>{label}</figcaption>
    </figure>
  );
}

/** A map as grey pixels, RGBA: `low` is black, `high` white. */
function greyPixels(
  { data }: Pick<ScalarMap, 'data'>,
  low = 0,
  high = 1,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(data.length * 4).fill(255);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < data.length; i++) {
    pixels.fill(Math.round((data[i]! - low) * scale), i * 4, i * 4 + 3);
  }
  return pixels;
}
