import { requireSameShape } from '../image/fitDepth.ts';
import type { DepthMap, ImageSize, RgbImage, ScalarMap } from '../image/types.ts';
import type { People } from '../metrics/people.ts';
import type { NearEnd } from './decideNear.ts';
import { drawSamples, sampleAt, seedOfImage } from './drawSamples.ts';
import type { ImageMaps, ImageMeasurement } from './measureImage.ts';
import type {
  ImageSummary,
  Predictor,
  PriorDraws,
  SampleOptions,
  SummarisedSamples,
  Variant,
} from './predictor.ts';
import {
  type DepthChoices,
  type DepthFile,
  type EstimatedDepth,
  NO_DEPTH,
  type PreparedDepth,
  prepareDepth,
} from './prepareDepth.ts';
import { fitToPhoto } from './networkMaps.ts';
import { type UncertaintyKind, uncertaintyOf, type UncertaintyParts } from './sampleSummary.ts';

/** What an image is run with. */
export type RunningPredictor = Pick<
  Predictor,
  'latentDim' | 'setImage' | 'sample' | 'summarisePrior'
>;

/** A decoded ground truth, and how messages call its file. */
export interface TruthFile {
  readonly name: string;
  readonly map: ScalarMap;
  /** What several people answered; null where only one did. */
  readonly people: People | null;
}

/** The decoded files of one image. */
export interface ImageFiles {
  readonly photo: RgbImage;
  readonly depth: DepthFile | EstimatedDepth | null;
  readonly truth: TruthFile | null;
}

/** How maps are scored: stretched to [0,1], as the published benchmarks do, or as they are. */
export type Scale = 'minMax' | 'raw';

/** Files that can be made of an image's maps; `single` is the first of the samples. */
export type MapFile =
  'consensus' | 'mean' | 'uncertainty' | keyof UncertaintyParts | 'depth' | 'single' | 'samples';

export interface RunRequest extends DepthChoices, PriorDraws {
  /** Name of an image among many, which gives it noise of its own; null for an image alone. */
  readonly nameAmongMany: string | null;
  /** Exactly this latent instead of draws from the prior. */
  readonly z?: readonly number[] | undefined;
  readonly uncertainty: UncertaintyKind;
  /** How the maps are scored where there is a ground truth. */
  readonly scales: readonly Scale[];
  readonly files: readonly MapFile[];
}

/** An image that the network has seen. */
export interface AnalysedImage extends ImageSummary {
  readonly depth: PreparedDepth;
}

/** What became of one image. */
export interface RunResult extends AnalysedImage, SummarisedSamples {
  /** Of the noise, which for an image among many is its own. */
  readonly seed: number;
  /** The maps at the size of the ground truth; null without one. */
  readonly fitted: ImageMaps | null;
  /** Empty without ground truth. */
  readonly measured: Readonly<Partial<Record<Scale, ImageMeasurement>>>;
  /**
   * PNG files of the size of the ground truth where there is one, else of the photo, by name: `samples` are `sample-1`,
   * `sample-2` …; 8 bits, and 16 for `depth`, which only networks that correct it have.
   */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Milliseconds of each step. */
  readonly timings: Readonly<Record<'image' | 'samples' | 'scores' | 'files', number>>;
}

type Step = keyof RunResult['timings'];

export interface RunOptions extends SampleOptions {
  /** Called after each step. */
  readonly onStep?: (step: Step) => void;
}

/** What else an image may be analysed with. */
export interface AnalysisOptions {
  /** Gives a near end that was decided before, or decides and keeps it. */
  readonly remember?: (decide: () => Promise<NearEnd>) => Promise<NearEnd>;
  readonly signal?: AbortSignal | undefined;
  /** What becomes of a depth map after all is decided about it. */
  readonly alter?: ((depth: DepthMap) => DepthMap) | undefined;
  readonly variant?: Variant | undefined;
}

/**
 * Decides about the depth map and makes the image the predictor's own: what is needed once per image.
 *
 * @throws DepthMisfit when the depth map is of another shape and `fit` is null; the signal's reason
 */
export async function analyseImage(
  predictor: Pick<Predictor, 'setImage' | 'sample'>,
  { photo, depth: file }: Omit<ImageFiles, 'truth'>,
  choices: DepthChoices,
  { remember, signal, alter, variant }: AnalysisOptions = {},
): Promise<AnalysedImage> {
  let depth = NO_DEPTH;
  if (file !== null) {
    depth =
      'estimated' in file
        ? { ...NO_DEPTH, map: file.estimated }
        : await prepareDepth(predictor, photo, file, choices, remember);
  }
  signal?.throwIfAborted();
  if (alter !== undefined && depth.map !== null) depth = { ...depth, map: alter(depth.map) };
  const { prior, correctedDepth } = await predictor.setImage(photo, depth.map, variant);
  return { depth, prior, correctedDepth };
}

/**
 * The recipe for one image, from its decoded files to maps, scores and encoded files: what `predict`, `evaluate` and the
 * page's batch do with it. The page's own image takes the same steps one by one. It is the predictor's image afterwards.
 *
 * @throws ImageError or MetricInputError with one sentence when files do not go together; the signal's reason
 */
export async function runImage(
  predictor: RunningPredictor,
  files: ImageFiles,
  request: RunRequest,
  options: RunOptions = {},
): Promise<RunResult> {
  const { photo, truth } = files;
  const { z, nameAmongMany, uncertainty } = request;
  const watch = new Stopwatch(options.onStep);
  if (truth !== null) requireSameShape(photo, truth.map, truth.name);
  const image = await analyseImage(predictor, files, request, options);
  watch.lap('image');
  const seed = nameAmongMany === null ? request.seed : seedOfImage(request.seed, nameAmongMany);
  const samples =
    z === undefined
      ? await drawSamples(predictor, image.prior, { count: request.count, seed }, options)
      : await sampleAt(predictor, [[...z]], options);
  watch.lap('samples');
  const fitted = truth === null ? null : fitMaps(samples, uncertainty, truth.map);
  const measured = fitted === null ? {} : await measure(fitted, truth!, request.scales);
  watch.lap('scores');
  options.signal?.throwIfAborted();
  const result = { ...image, ...samples, seed, fitted, measured };
  const encoded = await encodeFiles(result, request, truth?.map ?? photo);
  watch.lap('files');
  return { ...result, files: encoded, timings: watch.timings };
}

function fitMaps(
  { maps, summary }: SummarisedSamples,
  uncertainty: UncertaintyKind,
  size: ImageSize,
): ImageMaps {
  const fit = (map: ScalarMap) => fitToPhoto(map, size);
  return {
    consensus: fit(summary.consensus),
    mean: fit(summary.mean),
    uncertainty: fit(uncertaintyOf(summary, uncertainty)),
    samples: maps.map(fit),
  };
}

async function measure(
  maps: ImageMaps,
  { map, people }: TruthFile,
  scales: readonly Scale[],
): Promise<RunResult['measured']> {
  // Scoring is for those who bring a ground truth; the others do not load it.
  const { measureImage } = await import('./measureImage.ts');
  const entries = scales.map((scale) => {
    const options = { normalise: scale === 'minMax' };
    return [scale, measureImage(maps, map, options, people)] as const;
  });
  return Object.fromEntries(entries);
}

/** One map at the photo's size at a time: all of them together may need gigabytes. */
async function encodeFiles(
  { maps, summary, correctedDepth }: SummarisedSamples & ImageSummary,
  { files: wanted, uncertainty }: RunRequest,
  size: ImageSize,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  // The page's own image needs none of it until it is saved.
  const { encodeDepthFile, encodeMapFile } = await import('./photoMaps.ts');
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const add = (name: string, map: ScalarMap) => files.set(name, encodeMapFile(map, size));
  for (const name of wanted) {
    if (name === 'samples') maps.forEach((map, i) => add(`sample-${i + 1}`, map));
    else if (name === 'single') add(name, maps[0]!);
    else if (name === 'uncertainty') add(name, uncertaintyOf(summary, uncertainty));
    else if (name !== 'depth') add(name, summary[name]);
    else if (correctedDepth !== null) files.set(name, encodeDepthFile(correctedDepth, size));
  }
  return files;
}

/** Milliseconds of each step. */
class Stopwatch {
  readonly timings = { image: 0, samples: 0, scores: 0, files: 0 };
  private last = performance.now();

  constructor(private readonly onStep: RunOptions['onStep']) {}

  lap(step: Step): void {
    const now = performance.now();
    this.timings[step] = now - this.last;
    this.last = now;
    this.onStep?.(step);
  }
}
