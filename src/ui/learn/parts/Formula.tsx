import { Fragment } from 'react';
import { useLearnMessages } from '../messages/messages.ts';

/** A line does not break between factors. */
const FACTOR = '\u00a0·\u00a0';

/** `σ_p`, `contrast^w`, `½^(distance / 5)`: what stands below or above the line, as a name, a number or in brackets. */
const RAISED = /([_^])(?:\(([^)]*)\)|(\p{Letter}+|\d+))/u;

interface FormulaProps {
  /** One line of text each, in which `_` sets what follows below the line and `^` above it. */
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
        <p key={line}>{setType(line.replaceAll(' · ', FACTOR))}</p>
      ))}
      <figcaption>{messages.shell.source(source)}</figcaption>
    </figure>
  );
}

function setType(line: string) {
  // Between two pieces of plain text: the sign, then what stood in brackets, or what stood without.
  const pieces = line.split(RAISED);
  return pieces.map((piece, index) => {
    if (index % 4 === 0) return <Fragment key={index}>{piece}</Fragment>;
    if (index % 4 !== 1) return null;
    const raised = pieces[index + 1] ?? pieces[index + 2];
    return piece === '_' ? <sub key={index}>{raised}</sub> : <sup key={index}>{raised}</sup>;
  });
}
