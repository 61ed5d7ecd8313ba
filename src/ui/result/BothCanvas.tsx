import { useEffect, useRef } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import { useMessages } from '../messages.ts';
import { colourOfBoth, paintBoth } from './paintBoth.ts';
import { paintQueue } from './paintQueue.ts';

interface BothCanvasProps {
  readonly saliency: ScalarMap;
  readonly uncertainty: ScalarMap;
  /** The uncertainty that counts as 1. */
  readonly most: number;
  readonly opacity: number;
}

/** Saliency and uncertainty in one picture, at the maps' size. */
export function BothCanvas({ saliency, uncertainty, most, opacity }: BothCanvasProps) {
  const messages = useMessages();
  const reference = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = reference.current;
    if (canvas === null) return;
    paintQueue.add(canvas, () => {
      const { width, height } = saliency;
      canvas.width = width;
      canvas.height = height;
      const pixels = paintBoth(saliency, uncertainty, most, opacity);
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    });
    return () => paintQueue.drop(canvas);
  }, [saliency, uncertainty, most, opacity]);
  return (
    <canvas
      ref={reference}
      className="map-canvas"
      role="img"
      aria-label={messages.mainPicture.layers.both}
    />
  );
}

const STEPS = [0, 1, 2, 3];

/** What the colours of `BothCanvas` mean, over the picture. */
export function BothScale() {
  const words = useMessages().mainPicture;
  return (
    <span className="both-scale easel-legend" aria-hidden="true">
      <span className="both-up">{words.bothUp}</span>
      <svg viewBox="0 0 4 4">
        {STEPS.flatMap((row) =>
          STEPS.map((column) => {
            const [red, green, blue] = colourOfBoth(column / 3, row / 3).map(Math.round);
            return (
              <rect
                key={`${row} ${column}`}
                x={column}
                y={3 - row}
                width="1.02"
                height="1.02"
                fill={`rgb(${red} ${green} ${blue})`}
              />
            );
          }),
        )}
      </svg>
      <span>{words.bothAcross}</span>
    </span>
  );
}
