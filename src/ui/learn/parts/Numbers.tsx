/** A name, a value as text, and the name that tests find it by. */
export type NumberEntry = readonly [name: string, text: string, testId?: string];

/** Values that change while something is moved. */
export function Numbers({ entries }: { entries: readonly NumberEntry[] }) {
  return (
    <dl className="lab-numbers">
      {entries.map(([name, text, testId]) => (
        <div key={name} className="lab-number">
          <dt>{name}</dt>
          <dd data-testid={testId}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
