import { memo, useCallback, useMemo, useState } from 'react';
import type { MatchedPair } from '../../evaluation/matchFiles.ts';
import { headingOf, MAIN_SCORES, type MainScore } from '../../evaluation/resultRows.ts';
import { formatScore } from '../../evaluation/resultTables.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { DepthChoice } from '../engine/image.ts';
import { type BatchState, depthOf, type PairOutcome } from './batchRun.ts';
import { type LookReason, sortPairs, type SortKey, type Urgency, urgencies } from './sortPairs.ts';
import { useMessages } from '../messages.ts';
import { betterOf } from '../assessment/ScoreTable.tsx';
import '../styles/batch.css';

interface PairTableProps {
  readonly state: BatchState;
  readonly scale: Scale;
  /** There is a ground truth somewhere, so that the scores have columns. */
  readonly scored: boolean;
  readonly onOpen: (pair: MatchedPair) => void;
}

/** A row for each pair, the latest order of the visitor's. */
export function PairTable({ state, scale, scored, onOpen }: PairTableProps) {
  const messages = useMessages();
  const words = messages.batch;
  const [sort, setSort] = useState<{ key: SortKey; falling: boolean } | null>(null);
  const { pairs } = state.matching;
  const { outcomes } = state;
  const first = sort?.key === 'first';
  const urgent = useMemo(() => (first ? urgencies(outcomes) : null), [first, outcomes]);
  const sorted = useMemo(
    () => (sort === null ? outcomes : sortPairs(outcomes, sort.key, sort.falling, scale)),
    [outcomes, sort, scale],
  );
  const waiting = pairs.slice(outcomes.length);
  const settings = state.terms?.settings ?? null;
  const scoreKeys = scored ? MAIN_SCORES : [];
  /** Columns between truth and scores. */
  const numbers = scored ? 3 : 2;
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
    <>
      {outcomes.length > 1 && (
        <div className="batch-row">
          <button
            type="button"
            className="button"
            aria-pressed={first}
            onClick={() => setSort(first ? null : { key: 'first', falling: true })}
          >
            {words.lookFirst}
          </button>
          <span className="hint">{words.lookFirstHelp(scored)}</span>
        </div>
      )}
      <div className="score-place batch-pairs">
        <table className="scores number" data-testid="batch-pairs">
          <thead>
            <tr>
              {heading('name', words.name, '')}
              <th scope="col">{words.depth}</th>
              <th scope="col">{words.truth}</th>
              {heading('meanUncertainty', words.uncertainty, words.uncertaintyHelp)}
              {heading('meanDisagreement', words.disagreement, words.disagreementHelp)}
              {scored && heading('energyDistance', words.energyDistance, words.energyDistanceHelp)}
              {scoreKeys.map((key) => heading(key, headingOf(key), betterOf(key, messages)))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((outcome) => (
              <OutcomeRow
                key={outcome.pair.name}
                outcome={outcome}
                reason={reasonOf(urgent?.get(outcome))}
                scale={scale}
                scored={scored}
                scoreKeys={scoreKeys}
                onOpen={onOpen}
              />
            ))}
            {waiting.map((pair) => (
              <tr key={pair.name} data-outcome="waiting">
                <PairCells pair={pair} depth={settings && depthOf(pair, settings)} />
                <td colSpan={numbers + scoreKeys.length} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface PairCellsProps {
  readonly pair: MatchedPair;
  /** What it is run with, once that is settled. */
  readonly depth?: DepthChoice | null;
}

function PairCells({ pair, depth = null }: PairCellsProps) {
  const words = useMessages().batch;
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

/** Told of those that are above most of the others. */
function reasonOf(urgency: Urgency | undefined): LookReason | null {
  return urgency === undefined || urgency.share < 0.5 ? null : urgency.reason;
}

interface OutcomeRowProps {
  readonly outcome: PairOutcome;
  /** Why it is worth a look, where that is the order. */
  readonly reason: LookReason | null;
  readonly scored: boolean;
  readonly scale: Scale;
  readonly scoreKeys: readonly MainScore[];
  readonly onOpen: (pair: MatchedPair) => void;
}

/** Remembered, because a batch of hundreds adds a row every moment. */
const OutcomeRow = memo(function OutcomeRow(props: OutcomeRowProps) {
  const { batch: words, say } = useMessages();
  const { outcome, reason, scored, scale, scoreKeys, onOpen } = props;
  const { pair } = outcome;
  if (outcome.kind === 'failed') {
    return (
      <tr data-outcome="failed">
        <PairCells pair={pair} />
        <td className="batch-problem" colSpan={1 + scoreKeys.length}>
          {say(outcome.detail)}
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
          className="sort-button batch-pair"
          title={words.openPair(pair.name)}
          onClick={() => onOpen(pair)}
        >
          <Thumbs thumbs={outcome.thumbs} label={words.thumbs(pair.name)} />
          <span>
            {pair.name}
            {reason !== null && <span className="batch-reason">{words.reasons[reason]}</span>}
          </span>
        </button>
      </th>
      <td>{words.depths[outcome.depth]}</td>
      <td>{pair.truth === null ? words.no : words.yes}</td>
      <td>{formatScore(outcome.meanUncertainty)}</td>
      <td>{formatScore(outcome.meanDisagreement)}</td>
      {scored && (
        <td>{outcome.energyDistance === null ? '' : formatScore(outcome.energyDistance)}</td>
      )}
      {scoreKeys.map((key) => (
        <td key={key}>{scores === undefined ? '' : formatScore(scores[key])}</td>
      ))}
    </tr>
  );
});

interface ThumbsProps {
  readonly thumbs: { readonly photo: Blob; readonly map: Blob };
  readonly label: string;
}

/** The photo, and beside it what is marked. */
function Thumbs({ thumbs, label }: ThumbsProps) {
  return (
    <span className="batch-thumbs" role="img" aria-label={label}>
      <BlobPicture blob={thumbs.photo} />
      <BlobPicture blob={thumbs.map} />
    </span>
  );
}

function BlobPicture({ blob }: { readonly blob: Blob }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const address = URL.createObjectURL(blob);
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [blob],
  );
  return <img ref={show} alt="" />;
}
