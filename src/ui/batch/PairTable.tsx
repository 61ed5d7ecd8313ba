import { memo, type ReactNode, useCallback, useMemo, useState } from 'react';
import type { MatchedPair } from '../../evaluation/matchFiles.ts';
import { headingOf, MAIN_SCORES, type MainScore } from '../../evaluation/resultRows.ts';
import { formatScore } from '../../evaluation/resultTables.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { DepthChoice } from '../input/openImage.ts';
import { type BatchState, depthOf, type PairOutcome } from './batchRun.ts';
import { type LookReason, sortPairs, type SortKey, urgencies } from './sortPairs.ts';
import { useMessages } from '../messages.ts';
import { explainScore } from '../assessment/ScoreTable.tsx';
import { Help } from '../parts/Help.tsx';
import '../styles/batch.css';

interface PairTableProps {
  readonly state: BatchState;
  readonly scale: Scale;
  /** There is a ground truth somewhere, so that the scores have columns. */
  readonly scored: boolean;
  readonly onOpen: (pair: MatchedPair) => void;
}

const NO_REASONS: readonly LookReason[] = [];

/** Rows of pairs that wait: a thousand at once would hold up the page. The others come as these are done. */
const MOST_WAITING = 100;

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
  const waiting = pairs.slice(outcomes.length, outcomes.length + MOST_WAITING);
  const unseen = pairs.length - outcomes.length - waiting.length;
  const settings = state.terms?.settings ?? null;
  const scoreKeys = scored ? MAIN_SCORES : [];
  /** Columns between the name and where depth and truth came from. */
  const numbers = (scored ? 3 : 2) + scoreKeys.length;
  const heading = (key: SortKey, title: string, help: string, more?: ReactNode) => (
    <th
      key={key}
      scope="col"
      aria-sort={sort?.key === key ? (sort.falling ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="name-button sort-button"
        title={`${words.sortBy(title)}. ${help}`}
        onClick={() =>
          setSort({ key, falling: sort?.key === key ? !sort.falling : key !== 'name' })
        }
      >
        {title}
        <span className="sort-arrow" aria-hidden="true">
          {sort?.key === key && (sort.falling ? '▾' : '▴')}
        </span>
      </button>
      {more}
    </th>
  );
  const scoreHeading = (key: MainScore) => {
    const [title, help] = [headingOf(key), explainScore(key, messages)];
    return heading(key, title, help, <Help about={title} text={help} chapter="measures" />);
  };
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
              {heading('meanDisagreement', words.disagreement, words.disagreementHelp)}
              {heading('meanUncertainty', words.uncertainty, words.uncertaintyHelp)}
              {scored && heading('energyDistance', words.energyDistance, words.energyDistanceHelp)}
              {scoreKeys.map(scoreHeading)}
              <th scope="col">{words.depth}</th>
              <th scope="col">{words.truth}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((outcome) => (
              <OutcomeRow
                key={outcome.pair.name}
                outcome={outcome}
                reasons={urgent?.get(outcome)?.reasons ?? NO_REASONS}
                scale={scale}
                scored={scored}
                scoreKeys={scoreKeys}
                numbers={numbers}
                onOpen={onOpen}
              />
            ))}
            {waiting.map((pair) => (
              <tr key={pair.name} data-outcome="waiting">
                <th scope="row" title={pair.photo}>
                  {pair.name}
                </th>
                <td colSpan={numbers} />
                <SourceCells pair={pair} depth={settings && depthOf(pair, settings)} />
              </tr>
            ))}
            {unseen > 0 && (
              <tr data-outcome="waiting">
                <th scope="row">{words.moreWaiting(unseen)}</th>
                <td colSpan={numbers + 2} />
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface SourceCellsProps {
  readonly pair: MatchedPair;
  /** What it is run with, once that is settled. */
  readonly depth?: DepthChoice | null;
}

/** Where its depth comes from, and whether it has a ground truth. */
function SourceCells({ pair, depth = null }: SourceCellsProps) {
  const words = useMessages().batch;
  return (
    <>
      <td>{words.depths[depth ?? (pair.depth === null ? 'none' : 'file')]}</td>
      <td>{pair.truth === null ? words.no : words.yes}</td>
    </>
  );
}

interface OutcomeRowProps {
  readonly outcome: PairOutcome;
  /** Why it is worth a look, where that is the order. */
  readonly reasons: readonly LookReason[];
  readonly scored: boolean;
  readonly scale: Scale;
  readonly scoreKeys: readonly MainScore[];
  /** How many columns of numbers there are. */
  readonly numbers: number;
  readonly onOpen: (pair: MatchedPair) => void;
}

/** Remembered, because a batch of hundreds adds a row every moment. */
const OutcomeRow = memo(function OutcomeRow(props: OutcomeRowProps) {
  const { batch: words, say } = useMessages();
  const { outcome, reasons, scored, scale, scoreKeys, numbers, onOpen } = props;
  const { pair } = outcome;
  if (outcome.kind === 'failed') {
    return (
      <tr data-outcome="failed">
        <th scope="row" title={pair.photo}>
          {pair.name}
        </th>
        <td className="batch-problem" colSpan={numbers}>
          <span>{say(outcome.detail)}</span>
        </td>
        <SourceCells pair={pair} />
      </tr>
    );
  }
  const scores = outcome.scores?.[scale];
  return (
    <tr data-outcome="done">
      <th scope="row" title={pair.photo}>
        <button
          type="button"
          className="name-button sort-button batch-pair"
          title={words.openPair(pair.name)}
          onClick={() => onOpen(pair)}
        >
          <Thumbs thumbs={outcome.thumbs} label={words.thumbs(pair.name)} />
          <span>
            {pair.name}
            {reasons.map((reason) => (
              <span key={reason} className="batch-reason">
                {words.reasons[reason](formatScore(outcome[reason]!))}
              </span>
            ))}
          </span>
        </button>
      </th>
      <td>{formatScore(outcome.meanDisagreement)}</td>
      <td>{formatScore(outcome.meanUncertainty)}</td>
      {scored && (
        <td>{outcome.energyDistance === null ? '' : formatScore(outcome.energyDistance)}</td>
      )}
      {scoreKeys.map((key) => (
        <td key={key}>{scores === undefined ? '' : formatScore(scores[key])}</td>
      ))}
      <SourceCells pair={pair} depth={outcome.depth} />
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
