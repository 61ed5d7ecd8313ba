import { formatFixed } from '../../parts/format.ts';
import type { KeyboardEvent } from 'react';
import { useDrag } from '../../parts/useDrag.ts';
import { arrowOf } from '../../parts/usePoint.ts';
import { useLearnMessages } from '../messages/messages.ts';
import type { Item } from './scenes.ts';
import type { Code } from './tinyAutoencoder.ts';

interface LatentPlaneProps {
  readonly items: readonly Item[];
  readonly codes: readonly Code[];
  readonly x: number;
  readonly y: number;
  readonly onMove: (x: number, y: number) => void;
}

/** Where every item lies, the rings of N(0, I), and the place that is decoded. */
export function LatentPlane({ items, codes, x, y, onMove }: LatentPlaneProps) {
  const words = useLearnMessages().autoencoder.plane;
  const farthest = Math.max(...codes.flatMap(({ mu }) => [...mu].map(Math.abs)));
  const reach = Math.min(40, Math.max(3.2, Math.ceil(farthest * 1.1)));
  const unit = reach / 100;
  const inside = (value: number) => Math.min(Math.max(value, -reach), reach);
  const drag = useDrag((to) =>
    onMove(inside((to.x * 2 - 1) * reach), inside((1 - to.y * 2) * reach)),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrowOf(event);
    if (arrow === null) return;
    event.preventDefault();
    onMove(inside(x + arrow.x * 4 * unit), inside(y - arrow.y * 4 * unit));
  };
  return (
    <svg
      className="latent-plane"
      viewBox={`${-reach} ${-reach} ${2 * reach} ${2 * reach}`}
      role="slider"
      tabIndex={0}
      aria-label={words.label}
      aria-valuemin={-reach}
      aria-valuemax={reach}
      aria-valuenow={x}
      aria-valuetext={words.place(formatFixed(x, 2), formatFixed(y, 2))}
      onKeyDown={onKeyDown}
      {...drag}
    >
      {[1, 2, 3].map((sigma) => (
        <circle key={sigma} className="plane-ring" r={sigma} strokeWidth={unit * 0.7} />
      ))}
      {codes.map(({ mu }, index) => {
        const [across, up] = [inside(mu[0]!), inside(mu[1]!)];
        // Two shapes, for colours alone do not tell everybody.
        return items[index]!.answer === 'left' ? (
          <circle key={index} className="plane-left" cx={across} cy={-up} r={unit * 2.4} />
        ) : (
          <rect
            key={index}
            className="plane-right"
            x={across - unit * 2.2}
            y={-up - unit * 2.2}
            width={unit * 4.4}
            height={unit * 4.4}
          />
        );
      })}
      <circle
        className="plane-handle"
        cx={inside(x)}
        cy={-inside(y)}
        r={unit * 5}
        strokeWidth={unit * 1.6}
      />
    </svg>
  );
}
