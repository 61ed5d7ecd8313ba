import { type ReactNode, useId } from 'react';
import {
  bestScore,
  headingOf,
  isError,
  MAIN_SCORES,
  type MainScore,
  type ResultRow,
} from '../../evaluation/resultRows.ts';
import { formatScore } from '../../evaluation/resultTables.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { Messages } from '../english.ts';
import { useMessages } from '../messages.ts';
import { Help } from '../parts/Help.tsx';
import { Segments } from '../parts/Segments.tsx';
import { SCALES } from '../result/appearance.ts';
import '../styles/tables.css';

interface ScoreTableProps {
  readonly caption: ReactNode;
  readonly rows: readonly ResultRow[];
  /** The rows among which the best scores are bold. */
  readonly competing: readonly ResultRow[];
  readonly titleOf: (name: string) => string;
}

/** A table like a paper's: a row for each map, a column for each score. */
export function ScoreTable({ caption, rows, competing, titleOf }: ScoreTableProps) {
  const messages = useMessages();
  const title = useId();
  return (
    // It scrolls sideways, by the keyboard as well.
    <div className="score-place" tabIndex={0} role="group" aria-labelledby={title}>
      <table className="scores number">
        <caption id={title}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{messages.assessment.map}</th>
            {MAIN_SCORES.map((key) => (
              <th key={key} scope="col">
                <ScoreName score={key} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} data-row={row.name}>
              <th scope="row">{titleOf(row.name)}</th>
              {MAIN_SCORES.map((key) => {
                const text = formatScore(row[key]);
                const best =
                  competing.includes(row) && text === formatScore(bestScore(competing, key));
                return (
                  <td key={key} data-best={best}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A score's short name, which says what it stands for when it is pressed. */
export function ScoreName({ score }: { readonly score: MainScore }) {
  const heading = headingOf(score);
  return (
    <Help about={heading} text={explainScore(score, useMessages())} chapter="measures">
      {heading}
    </Help>
  );
}

/** What a score measures, and which direction is the better one. */
export function explainScore(key: MainScore, { assessment }: Messages): string {
  const { measures, better } = assessment;
  return measures.explained(measures[key], isError(key) ? better.lower : better.higher);
}

interface ScaleChoiceProps {
  readonly value: Scale;
  readonly onChange: (scale: Scale) => void;
}

/** Whether maps are stretched to their own range before they are scored. */
export function ScaleChoice({ value, onChange }: ScaleChoiceProps) {
  const words = useMessages().assessment;
  return (
    <Segments
      legend={words.normaliseLegend}
      showLegend
      small
      help={words.normaliseHelp}
      chapter="measures"
      options={SCALES}
      labels={words.normaliseChoices}
      value={value}
      onChange={onChange}
    />
  );
}
