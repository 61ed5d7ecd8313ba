import { memo, useMemo, useState } from 'react';
import type { MatchedPair } from '../../evaluation/matchFiles.ts';
import { headingOf, MAIN_SCORES, type MainScore } from '../../evaluation/resultRows.ts';
import { formatScore } from '../../evaluation/resultTables.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { DepthChoice } from '../engine/image.ts';
import { type BatchState, depthOf, type PairOutcome } from './batchRun.ts';
import { sortPairs, type SortKey } from './sortPairs.ts';
import { messages } from '../messages.ts';
import { betterOf } from '../assessment/ScoreTable.tsx';
import '../styles/batch.css';

const words = messages.batch;

interface PairTableProps {
  readonly state: BatchState;
  readonly scale: Scale;
  /** There is a ground truth somewhere, so that the scores have columns. */
  readonly scored: boolean;
  readonly onOpen: (pair: MatchedPair) => void;
}

/** A row for each pair, the latest order of the visitor's. */
export function PairTable({ state, scale, scored, onOpen }: PairTableProps) {
  const [sort, setSort] = useState<{ key: SortKey; falling: boolean } | null>(null);
  const { pairs } = state.matching;
  const { outcomes } = state;
  const sorted = useMemo(
    () => (sort === null ? outcomes : sortPairs(outcomes, sort.key, sort.falling, scale)),
    [outcomes, sort, scale],
  );
  const waiting = pairs.slice(outcomes.length);
  const settings = state.terms?.settings ?? null;
  const scoreKeys = scored ? MAIN_SCORES : [];
  const heading = (key: SortKey, title: string, help: string) => (
    <th
      key={key}
      scope="col"
      aria-sort={sort?.key === key ? (sort.falling ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="sort-button"
        title={`${words.sortBy(title)}. ${help}`}
        onClick={() =>
          setSort({ key, falling: sort?.key === key ? !sort.falling : key !== 'name' })
        }
      >
        {title}
        {sort?.key === key && (sort.falling ? ' ▾' : ' ▴')}
      </button>
    </th>
  );
  return (
    <div className="score-place batch-pairs">
      <table className="scores number" data-testid="batch-pairs">
        <thead>
          <tr>
            {heading('name', words.name, '')}
            <th scope="col">{words.depth}</th>
            <th scope="col">{words.truth}</th>
            {heading('meanUncertainty', words.uncertainty, words.uncertaintyHelp)}
            {scoreKeys.map((key) => heading(key, headingOf(key), betterOf(key)))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((outcome) => (
            <OutcomeRow
              key={outcome.pair.name}
              outcome={outcome}
              scale={scale}
              scoreKeys={scoreKeys}
              onOpen={onOpen}
            />
          ))}
          {waiting.map((pair) => (
            <tr key={pair.name} data-outcome="waiting">
              <PairCells pair={pair} depth={settings && depthOf(pair, settings)} />
              <td colSpan={1 + scoreKeys.length} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PairCellsProps {
  readonly pair: MatchedPair;
  /** What it is run with, once that is settled. */
  readonly depth?: DepthChoice | null;
}

function PairCells({ pair, depth = null }: PairCellsProps) {
  return (
    <>
      <th scope="row" title={pair.photo}>
        {pair.name}
      </th>
      <td>{words.depths[depth ?? (pair.depth === null ? 'none' : 'file')]}</td>
      <td>{pair.truth === null ? words.no : words.yes}</td>
    </>
  );
}

interface OutcomeRowProps {
  readonly outcome: PairOutcome;
  readonly scale: Scale;
  readonly scoreKeys: readonly MainScore[];
  readonly onOpen: (pair: MatchedPair) => void;
}

/** Remembered, because a batch of hundreds adds a row every moment. */
const OutcomeRow = memo(function OutcomeRow(props: OutcomeRowProps) {
  const { outcome, scale, scoreKeys, onOpen } = props;
  const { pair } = outcome;
  if (outcome.kind === 'failed') {
    return (
      <tr data-outcome="failed">
        <PairCells pair={pair} />
        <td className="batch-problem" colSpan={1 + scoreKeys.length}>
          {outcome.detail}
        </td>
      </tr>
    );
  }
  const scores = outcome.scores?.[scale];
  return (
    <tr data-outcome="done">
      <th scope="row" title={pair.photo}>
        <button
          type="button"
          className="sort-button"
          title={words.openPair(pair.name)}
          onClick={() => onOpen(pair)}
        >
          {pair.name}
        </button>
      </th>
      <td>{words.depths[outcome.depth]}</td>
      <td>{pair.truth === null ? words.no : words.yes}</td>
      <td>{formatScore(outcome.meanUncertainty)}</td>
      {scoreKeys.map((key) => (
        <td key={key}>{scores === undefined ? '' : formatScore(scores[key])}</td>
      ))}
    </tr>
  );
});
