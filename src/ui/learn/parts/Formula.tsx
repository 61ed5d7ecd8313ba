import { Fragment } from 'react';
import { useLearnMessages } from '../messages/messages.ts';

/** A space at which no line breaks. */
const FIRM = '\u00a0';

/** What stands in brackets, which may hold others. */
const BRACKETS = /\((?:[^()]|\([^()]*\))*\)/gu;

/** Brackets up to this width stay on one line, as they fit on a phone's. In Latin letters; others are twice as wide. */
const MOST_IN_BRACKETS = 28;

/** A line that has to break begins with one of these. */
const OPERATOR = / ([=+−÷/‖]) /gu;

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
        <p key={line}>{setType(keepTogether(line))}</p>
      ))}
      <figcaption>{messages.shell.source(source)}</figcaption>
    </figure>
  );
}

function keepTogether(line: string): string {
  return line
    .replaceAll(' · ', `${FIRM}·${FIRM}`)
    .replace(OPERATOR, ` $1${FIRM}`)
    .replace(BRACKETS, (inside) =>
      widthOf(inside) > MOST_IN_BRACKETS ? inside : inside.replaceAll(' ', FIRM),
    );
}

function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (sign < '\u2e80' ? 1 : 2), 0);
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
