import { useId } from 'react';
import { Slider } from '../../parts/Slider.tsx';
import { formatNumber } from '../format.ts';

interface HandleProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Default: the value itself. */
  readonly text?: string;
}

/** A slider with its name and its value: by mouse, finger and keyboard. */
export function Handle({ label, min, max, step = 1, value, onChange, text }: HandleProps) {
  const id = useId();
  const shown = text ?? formatNumber(value, 2);
  return (
    <div className="handle">
      <label htmlFor={id}>{label}</label>
      <Slider
        id={id}
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown}
        onSlide={onChange}
      />
      <output htmlFor={id} className="number">
        {shown}
      </output>
    </div>
  );
}
