import { useLearnMessages } from '../messages/messages.ts';

/** A line does not break between factors. */
const FACTOR = '\u00a0·\u00a0';

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
        <p key={line}>{line.replaceAll(' · ', FACTOR)}</p>
      ))}
      <figcaption>{messages.shell.source(source)}</figcaption>
    </figure>
  );
}
