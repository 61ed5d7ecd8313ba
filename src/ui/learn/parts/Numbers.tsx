/** A name, a value as text, and the name that tests find it by. */
export type NumberEntry = readonly [name: string, text: string, testId?: string];

/** Values that change while something is moved. */
export function Numbers({
  entries,
  testId: ofAll,
}: {
  readonly entries: readonly NumberEntry[];
  readonly testId?: string;
}) {
  return (
    <dl className="lab-numbers" data-testid={ofAll}>
      {entries.map(([name, text, testId]) => (
        <div key={name} className="lab-number">
          <dt>{name}</dt>
          <dd data-testid={testId}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
