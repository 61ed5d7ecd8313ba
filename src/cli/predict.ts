import path from 'node:path';
import type { Photo } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type { DepthEstimator } from '../inference/depthEstimator.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { DepthFile, PreparedDepth } from '../inference/prepareDepth.ts';
import { encodeReadingsFile } from '../inference/photoMaps.ts';
import { runImage, type RunOptions, type RunResult } from '../inference/runImage.ts';
import type { UncertaintyKind } from '../inference/sampleSummary.ts';
import { inEnglish } from '../languages/sentence.ts';
import { formatDuration } from '../math/duration.ts';
import { standardDeviations } from '../model/diagonalGaussian.ts';
import type { BackendName } from '../worker/startProtocol.ts';
import { BadInput } from './failures.ts';
import { adjustmentOf, ESTIMATE, WITHOUT_DEPTH, type PredictOptions } from './commandOptions.ts';
import { cutOutFile, planCutOut, type PlannedCutOut } from './cutOutFile.ts';
import { makeFolder, prepareOutput, writeOutput } from './files.ts';
import {
  givesOneMap,
  type LoadedModel,
  type LoadedNetwork,
  readModel,
  readNetwork,
} from './modelFolder.ts';
import { requireFileToRead, startEstimator, startNetwork } from './network.ts';
import type { ProgressStream } from './progress.ts';
import { offersOf, readDepth, readDepthInPhoto, readPhoto } from './readImage.ts';

/** What `result.json` holds. */
interface PredictResult {
  readonly model: string;
  readonly weightsSha256: string;
  readonly backend: BackendName;
  readonly backendDescription: string;
  readonly photo: { readonly file: string; readonly height: number; readonly width: number };
  /** `decided` where it was the network that said which end is near. */
  readonly depth:
    | { readonly file: string; readonly near: NearEnd; readonly decided: boolean }
    | { readonly estimated: string; readonly weightsSha256: string }
    | null;
  /** Sentences on files that are probably not what was meant. */
  readonly warnings: readonly string[];
  /** null where the latent was given. */
  readonly seed: number | null;
  /** z of `sample-1.png`, `sample-2.png`, … */
  readonly z: readonly (readonly number[])[];
  readonly prior: { readonly mu: readonly number[]; readonly sigma: readonly number[] };
  /** What `uncertainty.png` shows: bits of entropy of the mean map, or the variance of the samples. */
  readonly uncertainty: UncertaintyKind;
  readonly files: readonly string[];
  /** Milliseconds. */
  readonly timings: Readonly<Record<string, number>>;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** The uncertainty taken apart, whatever `uncertainty.png` shows. */
const PARTS = ['total', 'expected', 'disagreement'] as const;

/** Tells of every sample of a network that runs as a whole for each. */
class SampleTeller {
  private start = 0;

  constructor(private readonly tell: (line: string) => void) {}

  readonly onStep: NonNullable<RunOptions['onStep']> = (step) => {
    if (step === 'image') this.start = performance.now();
  };

  readonly onProgress = (done: number, total: number): void => {
    const left = ((performance.now() - this.start) / 1000 / done) * (total - done);
    const ending = done < total ? `, ${formatDuration(left)} left` : '';
    this.tell(`Sample ${done} of ${total}${ending}`);
  };
}

function requireLatent(z: readonly number[] | undefined, latentDim: number): void {
  if (z !== undefined && latentDim === 0) {
    throw new BadInput('--z needs a model with latents, and this one has none: leave it out.');
  }
  if (z !== undefined && z.length !== latentDim) {
    throw new BadInput(
      `--z has ${z.length} ${z.length === 1 ? 'number' : 'numbers'}, and this model's latent has ${latentDim}: give ${latentDim}, separated by commas.`,
    );
  }
}

function describeDepth(
  { rgb, depth: file }: PredictOptions,
  { near, nearBy }: PreparedDepth,
  model: LoadedModel | null,
): PredictResult['depth'] {
  if (model !== null) return { estimated: model.folder, weightsSha256: model.sha256 };
  return near === null ? null : { file: file ?? rgb, near, decided: nearBy === 'network' };
}

/** The depth map that was given, else the one that the photo's file holds. */
async function depthFile(
  { rgb, depth, depthIn }: PredictOptions,
  photo: Photo,
): Promise<DepthFile | null> {
  if (depth === ESTIMATE || depth === WITHOUT_DEPTH) return null;
  return depth === undefined ? readDepthInPhoto(rgb, photo, depthIn ?? null) : readDepth(depth);
}

/** What is read before the network starts. */
interface PredictInput {
  readonly model: LoadedNetwork;
  /** Null where depth is not to be estimated. */
  readonly depthModel: LoadedModel | null;
  readonly photo: Photo;
  /** Null where the photo runs without depth, or with an estimate. */
  readonly depth: DepthFile | null;
  readonly cutOut: PlannedCutOut | null;
}

/** Reads all that is needed, and makes sure that the results can be written. */
async function readInput(options: PredictOptions): Promise<PredictInput> {
  requireFileToRead(options.depth, options);
  await makeFolder(options.out);
  const model = await readNetwork(options);
  const answers = options.z !== undefined || givesOneMap(model) ? 1 : options.samples;
  const cutOut = await planCutOut(options, answers);
  if (cutOut !== null) await prepareOutput(cutOut.file);
  const photo = await readPhoto(options.rgb, options.depthIn);
  const depth = await depthFile(options, photo);
  const depthModel = options.depth === ESTIMATE ? await readModel(options.depthModel) : null;
  return { model, depthModel, photo, depth, cutOut };
}

/** Runs a network on the photo, with an estimate of its depth where there is an estimator. */
async function runPhoto(
  predictor: Predictor,
  estimator: DepthEstimator | null,
  { photo, depth }: PredictInput,
  options: PredictOptions,
  tell: (line: string) => void,
) {
  const { near = null, fit = null, samples: count, seed, z, uncertainty } = options;
  const estimated = estimator === null ? null : await estimator.estimate(photo);
  const run = await runImage(
    predictor,
    { photo, depth: estimated === null ? depth : { estimated }, truth: null },
    {
      ...{ near, fit, adjust: adjustmentOf(options), count, seed, z, uncertainty },
      nameAmongMany: null,
      scales: [],
      files: ['consensus', 'mean', 'uncertainty', ...PARTS, 'depth', 'samples'],
    },
    new SampleTeller(tell),
  );
  const files = new Map(run.files);
  if (estimated !== null) files.set('estimated-depth', encodeReadingsFile(estimated));
  return { ...run, files };
}

/** Returns the names of the files. */
async function writeMaps(folder: string, files: RunResult['files']): Promise<string[]> {
  const names: string[] = [];
  for (const [map, bytes] of files) {
    const name = map === 'depth' ? 'corrected-depth.png' : `${map}.png`;
    names.push(name);
    await writeOutput(path.join(folder, name), bytes);
  }
  return names;
}

/** Makes the cut-out where one is asked for, and tells of its parts. */
async function makeCutOut(
  { photo, cutOut }: PredictInput,
  run: RunResult,
  tell: (line: string) => void,
) {
  if (cutOut === null) return null;
  const start = performance.now();
  const { bytes, parts } = await cutOutFile(photo, run, cutOut);
  for (const part of parts) tell(part);
  return { file: cutOut.file, bytes, milliseconds: performance.now() - start };
}

/**
 * Runs the network on one picture and writes every map at the photo's size.
 *
 * @throws BadInput or ImageError with one sentence when the input cannot be used
 */
export async function predict(options: PredictOptions, progress: ProgressStream): Promise<void> {
  const tell = (line: string) => progress.write(`${line}\n`);
  const begin = performance.now();
  const input = await readInput(options);
  const { model, depthModel, photo } = input;
  const read = performance.now();

  tell('Starting the network…');
  const { predictor, backend } = await startNetwork(options.backend, model);
  requireLatent(options.z, predictor.latentDim);
  const estimator = depthModel === null ? null : startEstimator(depthModel);
  const started = performance.now();

  tell(`Running it on ${options.rgb}, ${photo.width}×${photo.height} pixels (${backend})…`);
  const run = await runPhoto(predictor, estimator, input, options, tell);
  estimator?.dispose();
  predictor.dispose();
  const offers = input.depth === null ? offersOf(photo) : [];
  const warnings = [...photo.remarks, ...run.depth.warnings, ...offers].map(inEnglish);
  for (const warning of warnings) tell(`Warning: ${warning}`);

  // Before anything is written: where it fails, no new maps lie beside the results of an earlier run.
  const cutOut = await makeCutOut(input, run, tell);
  const names = await writeMaps(options.out, run.files);
  if (cutOut !== null) {
    await writeOutput(cutOut.file, cutOut.bytes);
    tell(`Wrote the cut-out to ${cutOut.file}.`);
  }
  const steps = { read: read - begin, start: started - read, ...run.timings };
  const cutting = cutOut && { cutOut: cutOut.milliseconds };
  const timings = Object.entries({ ...steps, ...cutting, total: performance.now() - begin });

  const result: PredictResult = {
    model: predictor.config.name,
    weightsSha256: model.sha256,
    backend: options.backend,
    backendDescription: backend,
    photo: { file: options.rgb, height: photo.height, width: photo.width },
    depth: describeDepth(options, run.depth, depthModel),
    warnings,
    seed: options.z === undefined ? options.seed : null,
    z: run.z,
    prior: { mu: run.prior.mu, sigma: standardDeviations(run.prior) },
    uncertainty: options.uncertainty,
    files: names,
    timings: Object.fromEntries(timings.map(([step, time]) => [step, round(time)])),
  };
  await writeOutput(path.join(options.out, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  tell(`Wrote ${names.length} maps and result.json to ${options.out}.`);
}
