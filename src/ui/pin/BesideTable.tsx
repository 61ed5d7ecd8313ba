import { useMemo } from 'react';
import { MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { pinnedRequestOf, requestOf } from '../engine/selectors.ts';
import type { ShownResult } from '../engine/state.ts';
import { usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { numbersOf, type ResultNumbers } from '../result/numbers.ts';
import { besideLines, linesOf } from './numberLines.ts';
import '../styles/tables.css';

/** Settings, numbers and scores of the present result and of the pinned one. */
export function BesideTable() {
  const words = useMessages().pin;
  const state = usePageState((each) => each);
  const { result, pinnedResult } = state;
  const numbers = useNumbers(result);
  const pinnedNumbers = useNumbers(pinnedResult);
  const lines = besideLines(
    linesOf(requestOf(state), result, numbers),
    linesOf(pinnedRequestOf(state), pinnedResult, pinnedNumbers),
  );
  const scored = lines.some(({ key }) => key === MAIN_SCORES[0]);
  return (
    <section className="panel beside-panel" aria-labelledby="beside-title">
      <h2 id="beside-title">{words.numbers}</h2>
      <div className="score-place" tabIndex={0} role="group" aria-labelledby="beside-title">
        <table className="scores number" data-testid="beside-table">
          <thead>
            <tr>
              <th scope="col">{words.measure}</th>
              <th scope="col">{words.now(result.model)}</th>
              <th scope="col">{words.column(pinnedResult.model)}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, title, cells, best }) => (
              <tr key={key} data-row={key}>
                <th scope="row">{title}</th>
                {cells.map((text, column) => (
                  <td key={column} data-best={best[column]}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{scored ? words.scoresOf : words.noScores}</p>
    </section>
  );
}

/** They take a look at every pixel, and a slider that moves changes none of them. */
function useNumbers({ image, samples, assessed }: ShownResult): ResultNumbers | null {
  return useMemo(() => numbersOf({ image, samples, assessed }), [image, samples, assessed]);
}
