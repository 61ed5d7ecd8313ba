import path from 'node:path';
import { readName, stemOf } from '../evaluation/fileRole.ts';
import { matchMaps } from '../evaluation/matchFiles.ts';
import { mainScores, type MainScores, type ResultRow } from '../evaluation/resultRows.ts';
import { formatCsv, formatLatex, formatTextTable } from '../evaluation/resultTables.ts';
import { type SaliencyCurves, SaliencyEvaluator } from '../metrics/saliencyEvaluator.ts';
import { type MetricsOptions, tableFiles } from './commandOptions.ts';
import { datasetNames } from './dataset.ts';
import { BadInput } from './failures.ts';
import { listPictures, prepareOutput, writeJson, writeOutput } from './files.ts';
import type { MeasuredFile, MetricsJob, MetricsSetup } from './metricsThread.ts';
import { type CountedNote, NoteTally, Progress, type ProgressStream } from './progress.ts';
import { oneLine } from './terminal.ts';
import { InOrder, type Outcome, runOnThreads, startThread, threadCount } from './threadPool.ts';

/** Pictures that are not in the scores, by why. */
interface LeftOut {
  /** Ground truths without a map. */
  readonly missing: string[];
  /** Maps without a ground truth. */
  readonly extra: string[];
  /** Files that differ only in their extensions. */
  readonly ambiguous: string[];
  /** Maps of another size than their ground truth. */
  readonly differentSize: string[];
  /** Files that cannot be read. */
  readonly broken: string[];
}

interface MethodResult {
  readonly row: ResultRow;
  readonly curves: SaliencyCurves;
  readonly perImage: readonly { readonly image: string; readonly scores: MainScores }[];
  readonly leftOut: LeftOut;
  /** What ground truths were taken for, other than white on black. */
  readonly truthNotes: readonly CountedNote[];
}

/** Few pairs are not worth the start of another thread. */
const PAIRS_PER_THREAD = 20;
/** Names told on the terminal; the JSON file has them all. */
const NAMES_SHOWN = 10;

const HEADINGS: Readonly<Record<keyof LeftOut, string>> = {
  missing: 'ground truths without a map',
  extra: 'maps without a ground truth',
  ambiguous: 'names that several files share',
  differentSize: 'maps of another size than their ground truth (--resize brings them to it)',
  broken: 'pairs that cannot be read',
};

/** The data set that a folder of ground truth belongs to: its parent when the folder has a generic name. */
function datasetName(folder: string): string {
  const parts = path.resolve(folder).split(path.sep);
  const generic = readName(parts.at(-1)!).core === '';
  return (generic ? parts.at(-2) : undefined) || parts.at(-1)!;
}

async function listMaps(folder: string): Promise<string[]> {
  const files = await listPictures(folder);
  if (files.length > 0) return files;
  throw new BadInput(`${folder} itself holds no picture: give the folder that they lie in.`);
}

async function findPairs(mapFolder: string, truthFolder: string, suffix: string | undefined) {
  const maps = await listMaps(mapFolder);
  const truths = await listMaps(truthFolder);
  const { pairs, missing, extra, ambiguous } = matchMaps(maps, truths, suffix);
  const leftOut: LeftOut = {
    missing: missing.map(stemOf),
    extra: extra.map(stemOf),
    ambiguous: ambiguous.map((files) => files.join(' and ')),
    differentSize: [],
    broken: [],
  };
  const jobs = pairs.map(({ map, truth }) => ({
    map: path.join(mapFolder, map),
    truth: path.join(truthFolder, truth),
  }));
  return { stems: pairs.map(({ stem }) => stem), jobs, leftOut };
}

async function scoreMethod(
  options: MetricsOptions,
  folder: string,
  name: string,
  messages: ProgressStream,
): Promise<MethodResult> {
  const { stems, jobs, leftOut } = await findPairs(folder, options.gt, options.suffix);
  const setup: MetricsSetup = { normalise: !options.raw, resize: options.resize };
  const evaluator = new SaliencyEvaluator(setup);
  const progress = new Progress(messages, name, jobs.length);
  const truthNotes = new NoteTally();
  const inOrder = new InOrder<Outcome<MeasuredFile>>((index, outcome) => {
    const stem = stems[index]!;
    if (!outcome.ok) leftOut.broken.push(`${stem}: ${outcome.problem}`);
    else if (!outcome.value.ok) leftOut.differentSize.push(`${stem}: ${outcome.value.sizes}`);
    else {
      evaluator.add(outcome.value.measurement, stem);
      truthNotes.add(outcome.value.truthNote);
    }
  });
  const threads = Math.min(
    threadCount(options.threads, 'cpu'),
    Math.ceil(jobs.length / PAIRS_PER_THREAD),
  );
  await runOnThreads<MetricsJob, MeasuredFile>(
    () => startThread('./metricsThread.ts', setup),
    threads,
    jobs,
    (index, outcome) => {
      inOrder.put(index, outcome);
      progress.advance();
    },
  );
  progress.close();
  tellLeftOut(name, leftOut, messages);
  for (const line of truthNotes.lines(`${name}: ground truths`)) messages.write(`${line}\n`);
  if (leftOut.broken.length + leftOut.differentSize.length === jobs.length) {
    throw new BadInput(
      `No map of ${folder} could be scored against ${options.gt}: names have to agree; --suffix says what the maps' names have more.`,
    );
  }
  const { row, curves, perImage } = evaluator.results();
  return {
    row: { dataset: datasetName(options.gt), name, ...row },
    curves,
    perImage: perImage.map((scores) => ({ image: scores.name, scores: mainScores(scores) })),
    leftOut,
    truthNotes: truthNotes.json(),
  };
}

function tellLeftOut(name: string, leftOut: LeftOut, messages: ProgressStream): void {
  for (const kind of Object.keys(leftOut) as (keyof LeftOut)[]) {
    const names = leftOut[kind];
    if (names.length === 0) continue;
    messages.write(`${name}: left out, ${HEADINGS[kind]} (${names.length}):\n`);
    for (const one of names.slice(0, NAMES_SHOWN)) messages.write(`  ${oneLine(one)}\n`);
    if (names.length > NAMES_SHOWN) messages.write(`  and ${names.length - NAMES_SHOWN} more\n`);
  }
}

/**
 * Scores folders of maps against ground truth and writes the results.
 *
 * @throws BadInput when the input cannot be used or a folder has no map that can be scored
 */
export async function metrics(
  options: MetricsOptions,
  output: ProgressStream,
  messages: ProgressStream,
): Promise<void> {
  for (const file of tableFiles(options)) await prepareOutput(file);
  const names = datasetNames(options.pred);
  const methods: MethodResult[] = [];
  for (const [index, folder] of options.pred.entries()) {
    methods.push(await scoreMethod(options, folder, names[index]!, messages));
  }
  const rows = methods.map(({ row }) => row);
  const { json, csv, latex } = options;
  if (json !== undefined) {
    const details = methods.map(({ row, ...rest }) => ({ name: row.name, ...rest }));
    const settings = {
      gt: options.gt,
      suffix: options.suffix ?? null,
      normalise: !options.raw,
      resize: options.resize,
    };
    await writeJson(json, { rows, methods: details, settings });
  }
  if (csv !== undefined) await writeOutput(csv, formatCsv(rows));
  if (latex !== undefined) await writeOutput(latex, formatLatex(rows));
  output.write(formatTextTable(rows));
}
