import type { KeyboardEvent } from 'react';
import { useDrag } from '../parts/useDrag.ts';
import { arrowOf } from '../parts/usePoint.ts';
import { MAX_LATENT_SIGMA, withinReach } from '../result/appearance.ts';

interface LatentPadProps {
  readonly label: string;
  readonly valueText: string;
  /** Position, in σ of the prior; y points up. */
  readonly x: number;
  readonly y: number;
  /** Where the drawn samples lie. */
  readonly dots: readonly (readonly [number, number])[];
  readonly onMove: (x: number, y: number) => void;
}

/** From the middle of the pad to its edge, in σ: the outermost ring keeps clear of the edge. */
const REACH = MAX_LATENT_SIGMA + 0.15;
const KEY_STEP = 0.1;

/** Two latent dimensions at once: rings at 1, 2 and 3 σ, dots where the samples were drawn. */
export function LatentPad({ label, valueText, x, y, dots, onMove }: LatentPadProps) {
  const drag = useDrag((to) => onMove(snap((to.x * 2 - 1) * REACH), snap((1 - to.y * 2) * REACH)));
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrowOf(event);
    if (arrow === null) return;
    event.preventDefault();
    onMove(snap(x + arrow.x * KEY_STEP), snap(y - arrow.y * KEY_STEP));
  };
  return (
    <svg
      className="pad"
      viewBox={`${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={-MAX_LATENT_SIGMA}
      aria-valuemax={MAX_LATENT_SIGMA}
      aria-valuenow={x}
      aria-valuetext={valueText}
      onKeyDown={onKeyDown}
      {...drag}
    >
      {[3, 2, 1].map((sigma) => (
        <circle key={sigma} className="pad-ring" r={sigma} />
      ))}
      <path className="pad-axis" d="M-3 0H3M0 -3V3" />
      {dots.map(([dotX, dotY], index) => (
        <circle key={index} className="pad-dot" cx={dotX} cy={-dotY} r="0.09" />
      ))}
      <circle className="pad-handle" cx={x} cy={-y} r="0.22" />
    </svg>
  );
}

/** Two decimals, inside the pad, and exactly 0 near the middle so that it can be found again. */
function snap(value: number): number {
  const inside = withinReach(value);
  return Math.abs(inside) < 0.03 ? 0 : Math.round(inside * 100) / 100;
}
