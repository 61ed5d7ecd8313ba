import { useState, useSyncExternalStore } from 'react';
import { ScaleChoice, ScoreTable } from '../assessment/ScoreTable.tsx';
import type { MatchedPair, PairMatching } from '../../evaluation/matchFiles.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { WithoutDepth } from '../input/openImage.ts';
import type { PairSettings } from '../input/photo.ts';
import { toldOf } from '../../languages/sentence.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { leaveFocus } from '../parts/leaveFocus.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { Segments } from '../parts/Segments.tsx';
import { MAX_SAMPLES, MAX_SEED } from '../result/appearance.ts';
import { saveBlob } from '../result/download.ts';
import { BatchDepthChoices } from './BatchDepthChoices.tsx';
import type { BatchRun, BatchState } from './batchRun.ts';
import { archiveName, exportBatch } from './exportBatch.ts';
import { PairTable } from './PairTable.tsx';

const FIRST_SETTINGS: PairSettings = {
  ...{ near: 'auto', fit: null, count: 5, seed: 1 },
  withoutDepth: 'estimated',
};
const WITHOUT_DEPTH: readonly WithoutDepth[] = ['estimated', 'none'];

interface BatchRunViewProps {
  readonly run: BatchRun;
  readonly onOpen: (pair: MatchedPair) => void;
}

/** The pairs that were found: their settings, how far they are, and what came of them. */
export function BatchRunView({ run, onOpen }: BatchRunViewProps) {
  const words = useMessages().batch;
  const state = useSyncExternalStore(run.subscribe, run.get);
  const [scale, setScale] = useState<Scale>('minMax');
  /** What the lost depth maps of a run are to be replaced by. */
  const [answer, setAnswer] = useState<{ run: BatchRun; instead: WithoutDepth } | null>(null);
  const instead = answer?.run === run ? answer.instead : null;
  const { pairs, leftOut, lostDepth, masksBesidePhotos, annotators } = state.matching;
  if (pairs.length === 0) {
    return (
      <>
        <p className="notice notice-bad">{words.nothing}</p>
        <LeftOutFiles leftOut={leftOut} />
      </>
    );
  }
  const depth = pairs.filter((pair) => pair.depth !== null).length;
  const truth = pairs.filter((pair) => pair.truth !== null).length;
  return (
    <>
      <p className="batch-found" data-testid="batch-found">
        {words.found(pairs.length, depth, truth)}
      </p>
      <LeftOutFiles leftOut={leftOut} />
      {masksBesidePhotos.length > 0 && (
        <p className="hint">{words.masksBesidePhotos(masksBesidePhotos)}</p>
      )}
      {annotators.map(({ folder, names }) => (
        <p key={folder} className="hint" data-testid="batch-annotators">
          {words.annotators(folder, names)}
        </p>
      ))}
      {lostDepth && instead === null && state.terms === null ? (
        <div className="batch-row" role="alert" data-testid="batch-lost-depth">
          <span>{words.lostDepth}</span>
          {WITHOUT_DEPTH.map((choice) => (
            <button
              key={choice}
              type="button"
              className="button"
              onClick={() => setAnswer({ run, instead: choice })}
            >
              {words.lostDepthAnswers[choice]}
            </button>
          ))}
        </div>
      ) : (
        <Controls run={run} state={state} withoutDepth={instead ?? FIRST_SETTINGS.withoutDepth} />
      )}
      <Warnings state={state} />
      {truth > 0 && <ScaleChoice value={scale} onChange={setScale} />}
      <Means state={state} scale={scale} />
      <PairTable state={state} scale={scale} scored={truth > 0} onOpen={onOpen} />
    </>
  );
}

function LeftOutFiles({ leftOut }: Pick<PairMatching, 'leftOut'>) {
  const words = useMessages().batch;
  if (leftOut.length === 0) return null;
  const files = leftOut.reduce((sum, { paths }) => sum + paths.length, 0);
  return (
    <details className="batch-left-out" data-testid="batch-left-out">
      <summary>{words.leftOut(files)}</summary>
      <ul>
        {leftOut.map(({ paths, reason }) => (
          <li key={paths[0]}>
            {paths.join(', ')}: {words.leftOutReasons[reason]}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ControlsProps {
  readonly run: BatchRun;
  readonly state: BatchState;
  /** What is proposed for pairs without a depth file. */
  readonly withoutDepth: WithoutDepth;
}

function Controls({ run, state, withoutDepth }: ControlsProps) {
  const messages = useMessages();
  const words = messages.batch;
  const { phase, outcomes, matching, leftMs, problem, terms } = state;
  const [draft, setDraft] = useState<PairSettings>(
    terms?.settings ?? { ...FIRST_SETTINGS, withoutDepth },
  );
  const [exporting, setExporting] = useState(false);
  const [unsaved, setUnsaved] = useState<string | null>(null);
  const total = matching.pairs.length;
  const fixed = phase === 'running' || outcomes.length > 0;
  const settings = fixed ? terms!.settings : draft;
  const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
  const change = (part: Partial<PairSettings>) => setDraft({ ...draft, ...part });
  const save = async () => {
    setExporting(true);
    setUnsaved(null);
    try {
      saveBlob(archiveName(run.get()), await exportBatch(run.get()));
    } catch (error) {
      setUnsaved(words.notPacked(messages.say(toldOf(error))));
    } finally {
      setExporting(false);
    }
  };
  const choices = (
    <fieldset
      className="batch-row"
      disabled={fixed}
      title={fixed ? words.settingsFixed : undefined}
    >
      <BatchDepthChoices settings={settings} onChange={change} />
      {matching.pairs.some(({ depth }) => depth === null) && (
        <Segments
          legend={words.withoutDepth}
          showLegend
          small
          help={words.withoutDepthHelp}
          options={WITHOUT_DEPTH}
          labels={words.withoutDepthChoices}
          value={settings.withoutDepth}
          onChange={(choice) => change({ withoutDepth: choice })}
        />
      )}
      <NumberField
        label={messages.sampling.count}
        min={1}
        max={MAX_SAMPLES}
        value={settings.count}
        onChange={(count) => change({ count })}
      />
      <NumberField
        label={messages.sampling.seed}
        min={0}
        max={MAX_SEED}
        value={settings.seed}
        onChange={(seed) => change({ seed })}
      />
      {fixed && <span className="hint">{messages.models.madeBy(terms!.model.title)}</span>}
    </fieldset>
  );
  return (
    <>
      {fixed ? (
        <details className="fold" data-fold="batch-settings">
          <summary>{words.settings}</summary>
          {choices}
        </details>
      ) : (
        choices
      )}
      <div className="batch-row" tabIndex={-1}>
        {phase === 'running' ? (
          <button ref={leaveFocus} type="button" className="button" onClick={() => run.stop()}>
            {words.stop}
          </button>
        ) : (
          phase !== 'done' && (
            <button
              ref={leaveFocus}
              type="button"
              className="button primary"
              data-first-focus
              onClick={() => void run.run(settings)}
            >
              {fixed ? words.goOn : words.run}
            </button>
          )
        )}
        {outcomes.length > 0 && phase !== 'running' && (
          <button
            type="button"
            className="button"
            title={words.exportHelp}
            disabled={exporting}
            onClick={() => void save()}
          >
            <Icon name="download" />
            {exporting ? words.exporting : words.exportZip}
          </button>
        )}
        {phase === 'running' && (
          <progress
            className="batch-progress"
            max={total}
            value={outcomes.length}
            aria-label={words.title}
          />
        )}
        {/* Not spoken by itself: it changes with every pair. */}
        {phase === 'running' && (
          <span className="hint number">
            {words.progress(outcomes.length, total)}
            {leftMs !== null && `, ${words.left(leftMs)}`}
          </span>
        )}
        <span className="hint number" role="status" data-testid="batch-status" data-phase={phase}>
          {phase === 'stopped' && words.stopped(outcomes.length, total)}
          {phase === 'done' && words.done(total, failed)}
        </span>
      </div>
      {[problem, unsaved].map(
        (text, index) =>
          text !== null && (
            <p key={index} className="notice notice-bad" role="alert">
              {messages.say(text)}
            </p>
          ),
      )}
    </>
  );
}

/** What was strange about files of the pairs that were run. */
function Warnings({ state }: { state: BatchState }) {
  const { batch: words, sayAll } = useMessages();
  const warned = state.outcomes.flatMap((outcome) =>
    outcome.kind === 'done' && outcome.warnings.length > 0 ? [outcome] : [],
  );
  if (warned.length === 0) return null;
  return (
    <details className="batch-left-out" data-testid="batch-warnings">
      <summary>{words.warned(warned.length)}</summary>
      <ul>
        {warned.map(({ pair, warnings }) => (
          <li key={pair.name}>
            {pair.name}: {sayAll(warnings)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Means({ state, scale }: { state: BatchState; scale: Scale }) {
  const messages = useMessages();
  const words = messages.batch;
  const rows = state.rows[scale];
  const [first] = rows;
  if (first === undefined) return null;
  const titleOf = (name: string) => words.names[name as keyof typeof words.names];
  const caption = `${words.means(first.images)}. ${messages.assessment.scored[scale]}`;
  return <ScoreTable caption={caption} rows={rows} competing={rows} titleOf={titleOf} />;
}
