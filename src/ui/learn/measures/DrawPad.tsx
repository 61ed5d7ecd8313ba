import { type KeyboardEvent, useRef, useState } from 'react';
import { useDrag } from '../../parts/useDrag.ts';
import { arrowOf } from '../../parts/usePoint.ts';
import { useLearnMessages } from '../messages/messages.ts';
import { PixelPicture } from '../parts/MapFigure.tsx';
import { HEIGHT, WIDTH } from './scenes.ts';

type Place = readonly [x: number, y: number];

interface DrawPadProps {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Of the brush, in the map's pixels. */
  readonly radius: number;
  /** Everything from one place to the other. */
  readonly onStroke: (places: readonly Place[]) => void;
}

const KEY_STEP = 4;

/** A map to draw on: by mouse and finger, and by arrow keys and space. */
export function DrawPad({ pixels, radius, onStroke }: DrawPadProps) {
  const words = useLearnMessages().measures.draw;
  const last = useRef<Place | null>(null);
  const [cursor, setCursor] = useState<Place>([WIDTH / 2, HEIGHT / 2]);
  const drag = useDrag(({ x, y, isFirst }) => {
    const to: Place = [x * WIDTH, y * HEIGHT];
    const from = isFirst ? to : (last.current ?? to);
    onStroke(between(from, to, radius));
    last.current = to;
    setCursor(to);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrowOf(event);
    if (arrow === null && event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (arrow === null) {
      onStroke([cursor]);
      return;
    }
    const [x, y] = cursor;
    setCursor([
      Math.min(Math.max(x + arrow.x * KEY_STEP, 0), WIDTH),
      Math.min(Math.max(y + arrow.y * KEY_STEP, 0), HEIGHT),
    ]);
  };
  return (
    <div
      className="draw-pad"
      role="application"
      tabIndex={0}
      aria-label={words.label}
      data-testid="draw-pad"
      onKeyDown={onKeyDown}
      {...drag}
    >
      <PixelPicture label={words.picture} height={HEIGHT} width={WIDTH} pixels={pixels} />
      <svg className="draw-cursor" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <circle cx={cursor[0]} cy={cursor[1]} r={radius} />
        <circle cx={cursor[0]} cy={cursor[1]} r={radius} />
      </svg>
    </div>
  );
}

/** Places from one to another, close enough that discs leave no gap. */
function between([x, y]: Place, [toX, toY]: Place, radius: number): Place[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / (radius / 2)));
  return Array.from({ length: steps }, (_, step) => {
    const share = (step + 1) / steps;
    return [x + (toX - x) * share, y + (toY - y) * share];
  });
}
