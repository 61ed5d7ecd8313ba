import { useState } from 'react';
import { useMessages } from '../messages.ts';
import type { LatentMeaning } from '../models/modelFacts.ts';
import { type Axes, AxesChoice } from './AxesChoice.tsx';
import { LatentPad } from './LatentPad.tsx';

interface PadWithAxesProps {
  readonly latent: readonly number[];
  readonly dots: readonly number[][];
  readonly meanings: readonly LatentMeaning[];
  readonly onMove: (latent: readonly number[]) => void;
}

/** A pad over two of the latents, which can be chosen. */
export function PadWithAxes({ latent, dots, meanings, onMove }: PadWithAxesProps) {
  const [axes, setAxes] = useState<Axes>([0, 1]);
  const words = useMessages().explorer;
  const [across, up] = axes;
  return (
    <div className="pad-place">
      <LatentPad
        label={words.pad(words.axis(across), words.axis(up))}
        x={latent[across] ?? 0}
        y={latent[up] ?? 0}
        valueText={words.place(across, latent[across] ?? 0, up, latent[up] ?? 0)}
        dots={dots.map((dot) => [dot[across]!, dot[up]!] as const)}
        onMove={(x, y) =>
          onMove(latent.map((before, axis) => (axis === across ? x : axis === up ? y : before)))
        }
      />
      <AxesChoice count={latent.length} meanings={meanings} value={axes} onChange={setAxes} />
    </div>
  );
}
