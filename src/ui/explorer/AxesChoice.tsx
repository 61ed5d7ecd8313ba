import type { LatentMeaning } from '../models/modelFacts.ts';
import { useMessages } from '../messages.ts';

/** Two latents: the one that grows to the right, and the one that grows upwards. */
export type Axes = readonly [across: number, up: number];

interface AxesChoiceProps {
  /** How many latents there are. */
  readonly count: number;
  readonly meanings: readonly LatentMeaning[];
  readonly value: Axes;
  readonly onChange: (axes: Axes) => void;
}

/** Chooses the two latents of a plane. Taking the other one's exchanges them. */
export function AxesChoice({ count, meanings, value, onChange }: AxesChoiceProps) {
  const words = useMessages().explorer;
  const choice = (which: 0 | 1) => (
    <select
      aria-label={words.padAxis(which)}
      value={value[which]}
      onChange={(event) => {
        const axis = Number(event.target.value);
        const other = value[1 - which]!;
        const swapped = axis === other ? value[which] : other;
        onChange(which === 0 ? [axis, swapped] : [swapped, axis]);
      }}
    >
      {Array.from({ length: count }, (_, axis) => (
        <option key={axis} value={axis}>
          {words.axisWith(axis, meanings[axis] ?? null)}
        </option>
      ))}
    </select>
  );
  return (
    <div className="pad-axes">
      <span aria-hidden="true">→</span>
      {choice(0)}
      <span aria-hidden="true">↑</span>
      {choice(1)}
    </div>
  );
}
