import { useMemo } from 'react';
import { formatScore } from '../../evaluation/resultTables.ts';
import { headingOf, isError, MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { pinnedRequestOf, requestOf } from '../engine/selectors.ts';
import type { Request } from '../engine/shelf.ts';
import type { PageState, Result } from '../engine/state.ts';
import { usePageState } from '../engine/usePage.ts';
import { messages } from '../messages.ts';
import { formatMilliseconds, formatPercent } from '../parts/format.ts';
import { numbersOf, type ResultNumbers } from '../result/numbers.ts';
import '../styles/tables.css';

const words = messages.pin;

/** A line of the table: both values as text, and which of them is the better one, where one is. */
interface Line {
  readonly key: string;
  readonly title: string;
  readonly cells: readonly [string, string];
  readonly best: readonly boolean[];
}

/** Settings, numbers and scores of the present result and of the pinned one. */
export function BesideTable() {
  const state = usePageState((each) => each);
  const { result, pinnedResult } = state;
  const numbers = [useNumbers(result), useNumbers(pinnedResult)] as const;
  const lines = linesOf(state, numbers);
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
function useNumbers({ image, samples, assessed }: Result): ResultNumbers | null {
  return useMemo(() => numbersOf({ image, samples, assessed }), [image, samples, assessed]);
}

function linesOf(
  state: PageState,
  [present, pinned]: readonly [ResultNumbers | null, ResultNumbers | null],
): readonly Line[] {
  const { result, pinnedResult } = state;
  const sides = [
    { request: requestOf(state), result, numbers: present },
    { request: pinnedRequestOf(state), result: pinnedResult, numbers: pinned },
  ];
  const line = (
    key: string,
    title: string,
    textOf: (numbers: ResultNumbers, request: Request, result: Result) => string | null,
  ): Line => {
    const [now, pinned] = sides.map((side) =>
      side.numbers === null || side.request === null
        ? ''
        : (textOf(side.numbers, side.request, side.result) ?? ''),
    );
    return { key, title, cells: [now!, pinned!], best: [] };
  };
  const scoreLine = (
    key: string,
    title: string,
    valueOf: (numbers: ResultNumbers) => number | null,
    lessIsBetter: boolean,
  ): Line => {
    const values = sides.map(({ numbers }) => numbers && valueOf(numbers));
    const texts = values.map((value) => (value === null ? '' : formatScore(value)));
    const known = values.filter((value) => value !== null);
    const best = formatScore(lessIsBetter ? Math.min(...known) : Math.max(...known));
    const isTold = known.length === 2 && texts[0] !== texts[1];
    return {
      key,
      title,
      cells: [texts[0]!, texts[1]!],
      best: texts.map((text) => isTold && text === best),
    };
  };
  const { rows } = words;
  const lines: Line[] = [
    line('depth', rows.depth, (_, request) => words.depths[depthOf(request)]),
    line('answers', rows.answers, (numbers, request, { image, samples }) =>
      image?.priorMu.length === 0
        ? words.oneAnswer
        : words.answers(numbers.answers, samples?.seed ?? request.seed, request.spread),
    ),
    line('marked', rows.marked, ({ marked }) => formatPercent(marked)),
    line('agreed', rows.agreed, ({ agreed }) => formatPercent(agreed)),
    line('contested', rows.contested, ({ contested }) => String(contested)),
    line('disagreement', rows.disagreement, ({ disagreement }) => words.bits(disagreement)),
    line('total', rows.total, ({ total }) => words.bits(total)),
    line('time', rows.time, ({ imageMs, answersMs }) => formatMilliseconds(imageMs + answersMs)),
  ];
  if (sides.every(({ numbers }) => numbers?.scores == null)) return lines;
  const scores = MAIN_SCORES.map((key) =>
    scoreLine(key, headingOf(key), (numbers) => numbers.scores?.[key] ?? null, isError(key)),
  );
  const energy = scoreLine(
    'energyDistance',
    rows.energyDistance,
    ({ energyDistance }) => energyDistance,
    true,
  );
  return [...lines, ...scores, energy];
}

function depthOf({ depth, near }: Request): keyof typeof words.depths {
  if (depth === null) return 'none';
  return depth === 'estimated' ? depth : near;
}
