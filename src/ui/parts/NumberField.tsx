import { useState } from 'react';

interface NumberFieldProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** Called with whole numbers of the range alone, not with what is typed on the way to one. */
  readonly onChange: (value: number) => void;
  /** Told while what stands in the field is no number of the range. */
  readonly problem?: string;
}

/** What is being typed, and the value that it belongs to. */
interface Draft {
  readonly text: string;
  readonly valid: boolean;
  readonly value: number;
}

/** A whole number to type. */
export function NumberField({ label, min, max, value, onChange, problem }: NumberFieldProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const isWrong = draft !== null && !draft.valid && draft.value === value;
  return (
    <label className="inline-field">
      <span className="label">{label}</span>
      <input
        type="number"
        min={min}
        max={max}
        aria-invalid={isWrong || undefined}
        // A draft may be no number of the range; a value from elsewhere replaces it.
        value={draft?.value === value ? draft.text : value}
        onChange={({ target }) => {
          const typed = target.valueAsNumber;
          const valid = Number.isInteger(typed) && typed >= min && typed <= max;
          setDraft({ text: target.value, valid, value: valid ? typed : value });
          if (valid) onChange(typed);
        }}
        onBlur={() => setDraft(null)}
      />
      {problem !== undefined && (
        <span className="field-problem" role="status">
          {isWrong && problem}
        </span>
      )}
    </label>
  );
}
