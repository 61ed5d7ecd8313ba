import { SCALES, type Scale } from '../appearance.ts';
import { messages } from '../messages.ts';
import { Segments } from './Segments.tsx';

const words = messages.assessment;

interface ScaleChoiceProps {
  readonly value: Scale;
  readonly onChange: (scale: Scale) => void;
}

/** Whether maps are stretched to their own range before they are scored. */
export function ScaleChoice({ value, onChange }: ScaleChoiceProps) {
  return (
    <Segments
      legend={words.normaliseLegend}
      showLegend
      small
      help={words.normaliseHelp}
      options={SCALES}
      labels={words.normaliseChoices}
      value={value}
      onChange={onChange}
    />
  );
}
