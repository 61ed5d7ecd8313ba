import { useId } from 'react';
import type { ChapterId } from './learnLinks.ts';
import { Help } from './Help.tsx';

interface SegmentsProps<T extends string> {
  readonly legend: string;
  readonly options: readonly T[];
  readonly labels: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Shows the legend; it is always there for screen readers. */
  readonly showLegend?: boolean;
  readonly small?: boolean;
  readonly help?: string;
  /** Of the course, where the choice is explained at length. */
  readonly chapter?: ChapterId;
}

/** A choice of few, all visible: radio buttons that look like one control. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const name = useId();
  return (
    <fieldset className={props.small ? 'segments segments-small' : 'segments'}>
      <legend className={props.showLegend ? 'label' : 'visually-hidden'}>{props.legend}</legend>
      <span className="segments-row">
        {props.options.map((option) => (
          <label key={option} className="segment">
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={option}
              checked={option === props.value}
              onChange={() => props.onChange(option)}
            />
            <span>{props.labels[option]}</span>
          </label>
        ))}
      </span>
      {props.help !== undefined && (
        <Help about={props.legend} text={props.help} chapter={props.chapter} />
      )}
    </fieldset>
  );
}
