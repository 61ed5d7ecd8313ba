interface NumberFieldProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** Called with whole numbers of the range alone, not with what is typed on the way to one. */
  readonly onChange: (value: number) => void;
}

/** A whole number to type. */
export function NumberField({ label, min, max, value, onChange }: NumberFieldProps) {
  return (
    <label className="inline-field">
      <span className="label">{label}</span>
      <input
        type="number"
        min={min}
        max={max}
        value={value}
        onChange={({ target }) => {
          const typed = target.valueAsNumber;
          if (Number.isInteger(typed) && typed >= min && typed <= max) onChange(typed);
        }}
      />
    </label>
  );
}
