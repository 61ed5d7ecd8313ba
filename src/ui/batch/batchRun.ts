import { EvaluationScores } from '../../evaluation/evaluationScores.ts';
import { matchFiles, type MatchedPair, type PairMatching } from '../../evaluation/matchFiles.ts';
import { mainScores, type MainScores, type ResultRow } from '../../evaluation/resultRows.ts';
import type { Scale } from '../../inference/runImage.ts';
import { ToldError, type Told, toldOf } from '../../languages/sentence.ts';
import { SaliencyEvaluator } from '../../metrics/saliencyEvaluator.ts';
import {
  type PairFacts,
  type PairMap,
  type PairRequest,
  type SourceFile,
} from '../../worker/protocol.ts';
import { SCALES } from '../result/appearance.ts';
import { pageTexts } from '../messages.ts';
import type { ModelEntry } from '../models/modelMenu.ts';
import type { Fault } from './borrow.ts';
import { withAnswers } from '../input/incoming.ts';
import type { DepthChoice } from '../input/openImage.ts';
import type { PairFiles, PairSettings } from '../input/photo.ts';
import type { BatchFile } from './batchFiles.ts';

/** What all outcomes of a batch have in common. */
export interface BatchTerms {
  readonly settings: PairSettings;
  readonly model: Pick<ModelEntry, 'id' | 'title'>;
}

/** What became of a pair. */
export type PairOutcome =
  | {
      readonly kind: 'done';
      readonly pair: MatchedPair;
      /** What it was run with. */
      readonly depth: DepthChoice;
      /** Of its noise, which is its own. */
      readonly seed: number;
      /** Which end of its depth was near; null without a depth file. */
      readonly near: PairFacts['near'];
      /** Sentences on files that are probably not what was meant. */
      readonly warnings: readonly Told[];
      readonly thumbs: PairFacts['thumbs'];
      /** In bits. */
      readonly meanUncertainty: number;
      readonly meanDisagreement: number;
      /** Of the samples to the ground truth; 0 is best. Null without one. */
      readonly energyDistance: number | null;
      /** Of the consensus; null without a ground truth. */
      readonly scores: Readonly<Record<Scale, MainScores>> | null;
      readonly maps: Readonly<Partial<Record<PairMap, Blob>>>;
    }
  | { readonly kind: 'failed'; readonly pair: MatchedPair; readonly detail: Told };

export interface BatchState {
  readonly phase: 'waiting' | 'running' | 'stopped' | 'done';
  readonly matching: PairMatching;
  /** Of the latest run; they stay as they are once there is an outcome. Null before the first run. */
  readonly terms: BatchTerms | null;
  readonly outcomes: readonly PairOutcome[];
  /** Time that is left at the pace so far; null before the first pair. */
  readonly leftMs: number | null;
  /** Rows of consensus, mean and single sample over all scored pairs. */
  readonly rows: Readonly<Record<Scale, readonly ResultRow[]>>;
  /** Why it stopped by itself, or why a pair cannot be opened. */
  readonly problem: Told | null;
}

/** Where the depth of a pair comes from. */
export function depthOf({ depth }: MatchedPair, settings: PairSettings): DepthChoice {
  return depth === null ? settings.withoutDepth : 'file';
}

/** Runs one pair; rejects with an abort error when the signal fires. */
export type PairRunner = (request: PairRequest, signal: AbortSignal) => Promise<PairFacts>;

/** What stands behind a data set's name in tables over pairs some of whose depth was estimated. */
function estimatedNote(outcomes: readonly PairOutcome[]): string {
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  const estimated = done.filter(({ depth }) => depth === 'estimated').length;
  return estimated === 0 ? '' : ` (estimated depth: ${estimated} of ${done.length})`;
}

/** A file of a pair cannot be read, so that nothing is known of what is in it. */
class UnreadableFile extends ToldError {
  override readonly name = 'UnreadableFile';
}

/** There are results of another model than the one in use. */
class OtherModel extends Error {
  override readonly name = 'OtherModel';
}

/**
 * The pairs of a folder, run one after another. What is kept of a pair is its scores and its maps as files, which
 * browsers keep outside of the page's memory.
 */
export class BatchRun {
  private state: BatchState;
  private readonly files: ReadonlyMap<string, BatchFile>;
  private readonly listeners = new Set<() => void>();
  private readonly scores: Readonly<Record<Scale, EvaluationScores>> = {
    minMax: new EvaluationScores({ normalise: true }),
    raw: new EvaluationScores({ normalise: false }),
  };
  private running = new AbortController();
  private spentMs = 0;
  /** The pair at which the run stopped, nobody knows why. */
  private stumbledAt: MatchedPair | null = null;

  /** @param modelInUse the model at work; just after an answer it is the one that gave it */
  constructor(
    files: readonly BatchFile[],
    private readonly runPair: PairRunner,
    private readonly faultOf: (error: unknown) => Fault,
    private readonly modelInUse: () => BatchTerms['model'],
  ) {
    this.files = new Map(files.map((file) => [file.path, file]));
    this.state = {
      phase: 'waiting',
      matching: matchFiles(files.map(({ path }) => path)),
      terms: null,
      outcomes: [],
      leftMs: null,
      rows: { minMax: [], raw: [] },
      problem: null,
    };
  }

  readonly get = (): BatchState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Runs the pairs that are left, until all are done, it is stopped, or the network fails. Once there are outcomes, it
   * goes on with their settings, and under their model alone. At an error that nobody can explain it stops as well: when
   * it is run again and the same pair fails again, it goes past that pair.
   */
  async run(settings: PairSettings): Promise<void> {
    const running = new AbortController();
    this.running = running;
    const begun = this.state.outcomes.length > 0 ? this.state.terms : null;
    const terms = begun ?? { settings, model: this.modelInUse() };
    this.set({ phase: 'running', problem: null, terms });
    const { pairs } = this.state.matching;
    while (this.state.outcomes.length < pairs.length) {
      const pair = pairs[this.state.outcomes.length]!;
      const start = performance.now();
      let outcome: PairOutcome;
      try {
        this.holdModel();
        const facts = await this.runOne(pair, terms.settings, running.signal);
        if (running.signal.aborted) return;
        // Another model may have come into use while the pair waited for the network.
        this.holdModel();
        outcome = this.take(pair, facts);
      } catch (error) {
        if (running.signal.aborted) return;
        const detail = toldOf(error);
        if (!this.isOfPair(error, pair)) {
          this.set({ phase: 'stopped', leftMs: null, problem: detail });
          return;
        }
        outcome = { kind: 'failed', pair, detail };
      }
      if (running.signal.aborted) return;
      this.spentMs += performance.now() - start;
      const outcomes = [...this.state.outcomes, outcome];
      const pace = this.spentMs / outcomes.length;
      this.set({
        outcomes,
        leftMs: pace * (pairs.length - outcomes.length),
        rows: { minMax: this.rowsOf('minMax', outcomes), raw: this.rowsOf('raw', outcomes) },
      });
      if (running.signal.aborted) return;
    }
    this.set({ phase: 'done', leftMs: null });
  }

  /** Stops before the next pair; what is done stays. */
  stop(): void {
    if (this.state.phase !== 'running') return;
    this.running.abort();
    this.set({ phase: 'stopped', leftMs: null });
  }

  /** A pair's files, to be opened on the page; null when one cannot be read, which the state then tells. */
  async filesOf(pair: MatchedPair): Promise<PairFiles | null> {
    const open = async (path: string | null) =>
      path === null ? null : new File([await this.read(path)], path.replace(/^.*\//, ''));
    try {
      const [photo, depth, truth] = await Promise.all(
        [pair.photo, pair.depth, pair.truth].map(open),
      );
      const others = await Promise.all(pair.otherTruths.map(open));
      return {
        photo: photo!,
        depth: depth!,
        truth: truth!,
        otherTruths: others.map((one) => one!),
      };
    } catch (error) {
      this.set({ problem: toldOf(error) });
      return null;
    }
  }

  /** How a pair was run, so that the page shows the same maps; null before the first run. */
  settingsOf(pair: MatchedPair): PairSettings | null {
    const { terms, outcomes } = this.state;
    if (terms === null) return null;
    const outcome = outcomes.find((each) => each.pair === pair);
    if (outcome?.kind !== 'done') return terms.settings;
    return {
      ...terms.settings,
      seed: outcome.seed,
      // Its folder may have said it, which a file alone does not have.
      near: outcome.near ?? terms.settings.near,
    };
  }

  /** Whether an error is this pair's own, so that the others can go on. */
  private isOfPair(error: unknown, pair: MatchedPair): boolean {
    if (error instanceof UnreadableFile) return true;
    if (error instanceof OtherModel) return false;
    const fault = this.faultOf(error);
    if (fault !== 'unknown') return fault === 'file';
    const again = this.stumbledAt === pair;
    this.stumbledAt = pair;
    return again;
  }

  /** @throws UnreadableFile */
  private async read(path: string): Promise<Blob> {
    try {
      return await this.files.get(path)!.read();
    } catch (error) {
      throw new UnreadableFile(toldOf(error), { cause: error });
    }
  }

  /**
   * Settles the model of the results: the first one's.
   *
   * @throws OtherModel when there are results of another model than the one in use
   */
  private holdModel(): void {
    const { terms, outcomes } = this.state;
    const model = this.modelInUse();
    if (terms === null || terms.model.id === model.id) return;
    if (outcomes.some(({ kind }) => kind === 'done')) {
      throw new OtherModel(pageTexts.present().batch.otherModel(terms.model.title, model.title));
    }
    this.set({ terms: { ...terms, model } });
  }

  private async runOne(
    pair: MatchedPair,
    { withoutDepth, ...settings }: PairSettings,
    signal: AbortSignal,
  ): Promise<PairFacts> {
    const source = async (path: string | null): Promise<SourceFile | null> =>
      path === null ? null : { key: path, name: path, blob: await this.read(path) };
    const [photo, depth, truth] = await Promise.all(
      [pair.photo, pair.depth, pair.truth].map(source),
    );
    const others = (await Promise.all(pair.otherTruths.map(source))).map((one) => one!);
    // The page may be at work again, and is not to be interrupted for nothing.
    signal.throwIfAborted();
    const instead = withoutDepth === 'estimated' ? withoutDepth : null;
    const answers = truth! && withAnswers(truth, others);
    const files = { photo: photo!, depth: depth ?? instead, truth: answers };
    return this.runPair({ ...files, ...settings, name: pair.stem }, signal);
  }

  /** Takes in what the network made of a pair. */
  private take(pair: MatchedPair, facts: PairFacts): PairOutcome {
    const { measured, meanUncertainty, meanDisagreement, thumbs } = facts;
    const { files, depth, seed, near, warnings } = facts;
    if (measured !== null) {
      for (const scale of SCALES) this.scores[scale].add(pair.name, measured[scale]);
    }
    const scoresOf = (scale: Scale) => {
      const evaluator = new SaliencyEvaluator({ normalise: scale === 'minMax' });
      return mainScores(evaluator.add(measured![scale].consensus));
    };
    const maps = Object.entries(files).map(([name, bytes]) => [
      name,
      new Blob([bytes], { type: 'image/png' }),
    ]);
    return {
      kind: 'done',
      pair,
      depth,
      seed,
      near,
      warnings,
      thumbs,
      meanUncertainty,
      meanDisagreement,
      energyDistance: measured?.minMax.uncertainty.scores.generalisedEnergyDistance ?? null,
      scores: measured === null ? null : { minMax: scoresOf('minMax'), raw: scoresOf('raw') },
      maps: Object.fromEntries(maps) as Partial<Record<PairMap, Blob>>,
    };
  }

  private rowsOf(scale: Scale, outcomes: readonly PairOutcome[]): readonly ResultRow[] {
    const scores = this.scores[scale];
    if (scores.size === 0) return [];
    const { dataset } = this.state.matching;
    const scored = outcomes.filter((each) => each.kind === 'done' && each.scores !== null);
    return scores.results(`${dataset}${estimatedNote(scored)}`.trim()).rows;
  }

  private set(change: Partial<BatchState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
