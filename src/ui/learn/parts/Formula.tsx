import { useLearnMessages } from '../messages/messages.ts';

interface FormulaProps {
  /** One line of text each. */
  readonly lines: readonly string[];
  /** Paper, section. */
  readonly source: string;
}

/** The rule behind a picture, and where it stands. */
export function Formula({ lines, source }: FormulaProps) {
  const messages = useLearnMessages();
  return (
    <figure className="formula">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <figcaption>{messages.shell.source(source)}</figcaption>
    </figure>
  );
}
