import { statSync } from 'node:fs';
import path from 'node:path';
import { adjustmentOf, ESTIMATE, type EvaluateOptions, tableFiles } from './commandOptions.ts';
import { type Dataset, datasetNames, findDataset } from './dataset.ts';
import type { EvaluatedImage, ImageJob, ImageRecipe } from './evaluateImage.ts';
import {
  Collector,
  formatEvaluation,
  formatWarnings,
  writeEvaluation,
} from './evaluationReport.ts';
import type { EvaluationSetup } from './evaluationThread.ts';
import { BadInput, Stopped } from './failures.ts';
import { makeFolder, prepareOutput } from './files.ts';
import { Journal, journalKey } from './journal.ts';
import { givesOneMap, type LoadedNetwork, readModel, readNetwork } from './modelFolder.ts';
import { requireFileToRead } from './network.ts';
import { Progress, type ProgressStream } from './progress.ts';
import { InOrder, type Outcome, runOnThreads, startThread, threadCount } from './threadPool.ts';

/** Goes up when measurements change their meaning, so that an older journal is not continued. */
const JOURNAL_VERSION = 8;

/** Files left out that are told on the terminal; the JSON file has them all. */
const PROBLEMS_SHOWN = 20;

/** An image to evaluate, with what names it in the journal. */
interface Task {
  readonly dataset: Dataset;
  readonly job: ImageJob;
  readonly id: string;
}

/** An evaluation that is ready to run. */
interface Run {
  readonly tasks: readonly Task[];
  readonly setup: EvaluationSetup;
  readonly threads: number;
  /** Holds what an earlier run of the same command has done. */
  readonly journal: Journal<EvaluatedImage>;
  readonly collector: Collector;
  readonly progress: Progress;
}

async function findDatasets(options: EvaluateOptions): Promise<Dataset[]> {
  const folders = options.dataset;
  const resolved = folders.map((folder) => path.resolve(folder));
  const twice = folders.find((_, index) => resolved.indexOf(resolved[index]!) !== index);
  if (twice !== undefined) throw new BadInput(`${twice} is given twice: give each data set once.`);
  const names = datasetNames(folders);
  const limit = options.limit ?? Infinity;
  const shares = options.truthLevels !== undefined;
  return Promise.all(
    folders.map((folder, i) =>
      findDataset(folder, names[i]!, { useDepth: options.depth === true, shares, limit }),
    ),
  );
}

/** A file's size and time, so that a result is not kept for a file that has changed. */
function fingerprint(file: string | null): string {
  if (file === null) return '-';
  const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: 0 };
  return `${size}:${mtimeMs}`;
}

function listTasks(datasets: readonly Dataset[], saveMaps: string | undefined): Task[] {
  return datasets.flatMap((dataset) => {
    const mapFolder = saveMaps === undefined ? null : path.join(saveMaps, dataset.name);
    return dataset.items.map((item) => {
      // Every file that is measured against counts. The other truths come last, because their number differs.
      const { photo, depth, truth, clean, otherTruths } = item;
      const files = [photo, depth, truth, clean, ...otherTruths].map(fingerprint);
      const maps = mapFolder === null ? '-' : path.resolve(mapFolder);
      const id = [path.resolve(photo), maps, ...files].join('|');
      return { dataset, job: { item, mapFolder }, id };
    });
  });
}

function recipeOf(options: EvaluateOptions, model: LoadedNetwork): ImageRecipe {
  const { near = null, fit = null, seed, uncertainty, raw, latents } = options;
  const { truthLevels = null, depthIn = null } = options;
  return {
    near,
    fit,
    adjust: adjustmentOf(options),
    depthIn,
    samples: givesOneMap(model) ? 1 : options.samples,
    seed,
    uncertainty,
    latents,
    truthLevels,
    useDepth: options.depth === true,
    normalise: !raw,
  };
}

/** What is left out of a data set, and what had to be guessed. */
function tellProblems(
  { name, problems, hasDepth }: Dataset,
  { depth }: EvaluateOptions,
  progress: Progress,
): void {
  for (const problem of problems.slice(0, PROBLEMS_SHOWN)) {
    progress.note(`${name}: ${problem}`);
  }
  if (problems.length > PROBLEMS_SHOWN) {
    progress.note(`${name}: and ${problems.length - PROBLEMS_SHOWN} more like these.`);
  }
  if (depth === true && !hasDepth) {
    progress.note(
      `${name}: there are no depth maps, so photos run without depth unless their own files hold it.`,
    );
  }
}

function openJournal(
  { json }: EvaluateOptions,
  { backend, recipe, model, depthModel }: EvaluationSetup,
): Promise<Journal<EvaluatedImage>> {
  const key = journalKey({
    version: JOURNAL_VERSION,
    recipe,
    model: model.sha256,
    depthModel: depthModel?.sha256,
    configuration: model.kind === 'folder' ? model.card['configuration'] : 'released',
    backend,
  });
  return Journal.open<EvaluatedImage>(`${json}.journal`, key);
}

/** Reads what the run needs, makes sure that its results can be written, and tells what the data sets lack. */
async function prepare(options: EvaluateOptions, messages: ProgressStream): Promise<Run> {
  requireFileToRead(options.depth, options);
  const datasets = await findDatasets(options);
  for (const file of tableFiles(options)) await prepareOutput(file);
  if (options.saveMaps !== undefined) await makeFolder(options.saveMaps);
  const { backend } = options;
  const model = await readNetwork(options);
  const depthModel = options.depth === ESTIMATE ? await readModel(options.depthModel) : null;
  const recipe = recipeOf(options, model);
  const setup: EvaluationSetup = { backend, model, recipe, depthModel };
  const tasks = listTasks(datasets, options.saveMaps);
  const journal = await openJournal(options, setup);
  const left = tasks.filter(({ id }) => !journal.kept.has(id)).length;
  const progress = new Progress(messages, 'evaluate', left);
  for (const dataset of datasets) tellProblems(dataset, options, progress);
  const collector = new Collector(datasets, recipe.normalise);
  return {
    tasks,
    setup,
    threads: threadCount(options.threads, backend),
    journal,
    collector,
    progress,
  };
}

/** Runs what the journal does not have yet. */
async function runTasks(
  { tasks, setup, threads, journal, collector, progress }: Run,
  signal: AbortSignal,
): Promise<void> {
  const inOrder = new InOrder<Outcome<EvaluatedImage>>((index, outcome) => {
    const { dataset, job } = tasks[index]!;
    collector.take(dataset, job.item, outcome);
  });
  const open: number[] = [];
  tasks.forEach(({ id }, index) => {
    const value = journal.kept.get(id);
    if (value === undefined) open.push(index);
    else inOrder.put(index, { ok: true, value });
  });
  if (open.length < tasks.length) {
    progress.note(`Continuing: ${tasks.length - open.length} of ${tasks.length} images are done.`);
  }
  await runOnThreads<ImageJob, EvaluatedImage>(
    () => startThread('./evaluationThread.ts', setup),
    threads,
    open.map((index) => tasks[index]!.job),
    (position, outcome) => {
      const index = open[position]!;
      if (outcome.ok) journal.add(tasks[index]!.id, outcome.value);
      else progress.note(`Skipped: ${outcome.problem}`);
      inOrder.put(index, outcome);
      progress.advance();
    },
    signal,
  );
}

/**
 * Runs all tasks unless the user stops it, and closes the journal either way.
 *
 * @throws Stopped on Ctrl-C; BadInput where no thread can work for a reason that the user can mend
 */
async function runUntilStopped(run: Run): Promise<void> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await runTasks(run, abort.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    run.progress.close();
    await run.journal.close();
  }
  if (abort.signal.aborted) {
    throw new Stopped('Stopped. Run the same command again to continue where it is now.');
  }
}

/**
 * Runs the network over data sets, scores the maps and writes the results.
 *
 * @throws BadInput when the input cannot be used, or no image could be evaluated; Stopped on Ctrl-C
 */
export async function evaluate(
  options: EvaluateOptions,
  output: ProgressStream,
  messages: ProgressStream,
): Promise<void> {
  const run = await prepare(options, messages);
  await runUntilStopped(run);
  const { tasks, setup, journal, collector } = run;
  if (collector.all.size === 0) {
    throw new BadInput('No image could be evaluated: see the lines above.');
  }
  const sets = [...collector.perDataset].filter(([, scores]) => scores.size > 0);
  const scored = sets.map(([dataset, scores]) => ({ dataset, set: scores.results(dataset.name) }));
  const total = collector.all.results('all');
  const evaluation = { scored, total, recipe: setup.recipe, collector };
  await writeEvaluation(options, setup, evaluation);
  await journal.remove();
  output.write(formatEvaluation(evaluation));
  for (const line of collector.truthNotes.lines('Ground truths')) messages.write(`${line}\n`);
  messages.write(formatWarnings(collector.warnings));
  if (collector.skipped.length > 0) {
    messages.write(`${collector.skipped.length} of ${tasks.length} images were skipped.\n`);
  }
}
