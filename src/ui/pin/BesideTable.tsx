import { useMemo } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import { MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { areScoresComing, hasExampleTruth } from '../assessment/assess.ts';
import { ScoreName } from '../assessment/ScoreTable.tsx';
import { isPinnedOfOther, pinnedRequestOf, requestOf } from '../engine/selectors.ts';
import type { ShownResult } from '../engine/state.ts';
import { usePageState } from '../engine/usePage.ts';
import { ExampleTruthButton } from '../input/ExampleTruthButton.tsx';
import { FilePicker } from '../input/FilePicker.tsx';
import { useMessages } from '../messages.ts';
import { Help } from '../parts/Help.tsx';
import { Icon } from '../parts/Icon.tsx';
import { markedShare, numbersOf, type ResultNumbers } from '../result/numbers.ts';
import { markedBy } from '../result/useHeld.ts';
import { besideLines, linesOf } from './numberLines.ts';
import '../styles/tables.css';

/** Settings, numbers and scores of the present result and of the pinned one; nothing where they are of two photos. */
export function BesideTable() {
  const messages = useMessages();
  const { pin: words, assessment } = messages;
  const state = usePageState((each) => each);
  const { result, pinnedResult } = state;
  const numbers = useNumbers(result);
  const pinnedNumbers = useNumbers(pinnedResult);
  const [shown, pinnedShown] = useShownShares();
  if (isPinnedOfOther(state)) return null;
  const [request, pinnedRequest] = [requestOf(state), pinnedRequestOf(state)];
  const present = linesOf(request, result, numbers, shown);
  const pinned = linesOf(pinnedRequest, pinnedResult, pinnedNumbers, pinnedShown);
  const lines = besideLines(present, pinned);
  const scores = [present, pinned].map((each) => each.filter(({ value }) => value !== undefined));
  const scored = new Set(scores.flat().map(({ key }) => key));
  const [first] = scored;
  const wins = [0, 1].map((column) => lines.filter(({ best }) => best[column]).length);
  const bothScored = scores.every((each) => each.length > 0);
  const waiting = [request, pinnedRequest].map(
    (each, column) => scores[column]!.length === 0 && areScoresComing(state, each),
  );
  return (
    <section className="panel beside-panel" aria-labelledby="beside-title" tabIndex={-1}>
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
                <th scope="row">
                  <LineName line={key} title={title} />
                </th>
                {cells.map((text, column) =>
                  !waiting[column] || !scored.has(key) ? (
                    <td key={column} data-best={best[column]}>
                      {text}
                    </td>
                  ) : (
                    key === first && (
                      <td key={column} rowSpan={scored.size} className="hint">
                        {assessment.working}
                      </td>
                    )
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {scored.size > 0 ? (
        <p className="hint">
          {words.scoresOf}
          {bothScored && ` ${words.verdict(scored.size, wins[0]!, wins[1]!)}`}
          <Help about={assessment.title} text={assessment.help} chapter="measures" />
        </p>
      ) : (
        <WithoutScores isWaiting={waiting.includes(true)} />
      )}
    </section>
  );
}

/** How to come to scores, or that they are on their way. */
function WithoutScores({ isWaiting }: { readonly isWaiting: boolean }) {
  const { pin: words, input, assessment } = useMessages();
  const hasTruth = usePageState(({ image }) => image.truth !== null);
  const canOpenTruth = usePageState(hasExampleTruth);
  if (isWaiting || hasTruth) {
    return (
      <p className="hint" role="status">
        {isWaiting ? assessment.working : assessment.outdated}
      </p>
    );
  }
  return (
    <p className="hint">
      {words.noScores}{' '}
      {canOpenTruth ? (
        <ExampleTruthButton className="button" />
      ) : (
        <FilePicker role="truth" className="button" testId="beside-truth">
          <Icon name="add" />
          {input.add.truth}
        </FilePicker>
      )}
    </p>
  );
}

/** What a line is of; a score's name says what it stands for. */
function LineName({ line, title }: { readonly line: string; readonly title: string }) {
  const { generalisedEnergyDistance } = useMessages().assessment.uncertaintyScores;
  const score = MAIN_SCORES.find((each) => each === line);
  if (score !== undefined) return <ScoreName score={score} />;
  if (line !== 'energyDistance') return title;
  return (
    <Help about={title} text={generalisedEnergyDistance.help} chapter="measures">
      {title}
    </Help>
  );
}

/** What both pictures mark, where one of them is of a single answer: all other numbers are of all. */
function useShownShares(): readonly (number | null | undefined)[] {
  const state = usePageState((each) => each);
  const [own, pinned] = [state.result, state.pinnedResult].map((each) =>
    markedBy(each, state.appearance),
  );
  const isOne = own?.isOne === true || pinned?.isOne === true;
  const share = useShare(own?.map ?? null);
  const pinnedShare = useShare(pinned?.map ?? null);
  return isOne ? [share, pinnedShare] : [];
}

function useShare(map: ScalarMap | null): number | null {
  return useMemo(() => (map === null ? null : markedShare(map)), [map]);
}

/** They take a look at every pixel, and a slider that moves changes none of them. */
function useNumbers({ image, samples, assessed }: ShownResult): ResultNumbers | null {
  return useMemo(() => numbersOf({ image, samples, assessed }), [image, samples, assessed]);
}
