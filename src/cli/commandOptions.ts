import { InvalidArgumentError } from 'commander';
import { type DepthAdjustment, MOST_SHIFT, QUARTER_TURNS } from '../image/adjustDepth.ts';
import type { ZeroChoice } from '../image/depthReadings.ts';
import type { DepthPlace } from '../image/types.ts';
import type { DepthFit, NearChoice } from '../inference/prepareDepth.ts';
import type { UncertaintyKind } from '../inference/sampleSummary.ts';
import type { BackendName } from '../worker/startProtocol.ts';

/** What stands in the place of a depth map to have the depth estimated from the photo. */
export const ESTIMATE = 'estimate';
/** … and to have no depth, not even that which the photo's file holds. */
export const WITHOUT_DEPTH = 'none';

/** Options of the commands that run the network. */
interface NetworkOptions {
  readonly backend: BackendName;
  /** Folder of the model. */
  readonly modelDir: string;
}

/** How a depth map is read, other than its file says. */
export interface ReadingOptions {
  /** Without it, the end that the file itself says, else bright. */
  readonly near?: NearChoice;
  /** What becomes of a depth map of another shape than its photo's; without it, it is refused. */
  readonly fit?: DepthFit;
  /** Whether 0 of a depth map means "no reading". */
  readonly zeroIsHole: ZeroChoice;
  /** Degrees clockwise. */
  readonly depthRotate?: 90 | 180 | 270;
  readonly depthMirror?: boolean;
  /** Percent of its width and height, to the right and down. */
  readonly depthShift?: readonly [number, number];
  /** The readings that become the two ends, in the file's own values. */
  readonly depthRange?: readonly [number, number];
}

/** What these options say together. */
export function adjustmentOf(options: Omit<ReadingOptions, 'near'>): DepthAdjustment {
  const { depthRotate = 0, depthMirror = false, depthShift = [0, 0], depthRange = null } = options;
  return {
    turns: QUARTER_TURNS[depthRotate / 90]!,
    ...{ mirror: depthMirror, shift: depthShift, range: depthRange, zeros: options.zeroIsHole },
  };
}

/** How one picture is run. */
interface RunOptions extends NetworkOptions, ReadingOptions {
  /** A checkpoint of the authors' network to use instead of the model's folder. */
  readonly weights?: string;
  /** Where pictures that are photo and depth in one have their depth. */
  readonly depthIn?: DepthPlace;
  readonly samples: number;
  readonly seed: number;
  readonly uncertainty: UncertaintyKind;
}

/** Depth estimated from the photo instead of a depth map. */
interface EstimateOptions {
  /** Folder of the network that estimates depth. */
  readonly depthModel: string;
}

/** How an object is cut out of its photo. */
export interface CutOutFileOptions {
  /** The file to write. */
  readonly cutOut?: string;
  /** The consensus, the mean, or a sample by its number from 1. */
  readonly cutFrom?: 'consensus' | 'mean' | number;
  readonly cutThreshold?: number;
  /** In pixels of the photo. */
  readonly cutFeather?: number;
  /** `blur`, a colour or a file. */
  readonly cutBackground?: string;
  readonly cutTrim?: boolean;
  /** Numbers of the parts that are kept. */
  readonly cutParts?: readonly number[] | 'all';
}

export interface PredictOptions extends RunOptions, EstimateOptions, CutOutFileOptions {
  readonly rgb: string;
  /** A depth map, `ESTIMATE` or `WITHOUT_DEPTH`. */
  readonly depth?: string;
  /** Exactly this latent instead of draws from the prior. */
  readonly z?: readonly number[];
  readonly out: string;
}

/** Files that a table goes into. */
interface TableOptions {
  readonly json?: string;
  readonly csv?: string;
  readonly latex?: string;
}

export interface EvaluateOptions extends RunOptions, EstimateOptions, TableOptions {
  readonly dataset: readonly string[];
  /** Whether depth maps are used where there are any, or depth is estimated for all photos. */
  readonly depth: boolean | typeof ESTIMATE;
  readonly raw: boolean;
  /** Whether to measure how far each latent moves the map. */
  readonly latents: boolean;
  /** The truth is share maps of that many people. */
  readonly truthLevels?: number;
  readonly limit?: number;
  readonly saveMaps?: string;
  readonly json: string;
  readonly threads?: number;
}

export interface MetricsOptions extends TableOptions {
  readonly pred: readonly string[];
  readonly gt: string;
  /** What the maps' names have more than the ground truths', at their end. */
  readonly suffix?: string;
  readonly raw: boolean;
  readonly resize: boolean;
  readonly threads?: number;
}

export interface ConvertOptions {
  readonly checkpoint: string;
  readonly out: string;
  /** Whether kernels are stored in 16 bits. */
  readonly fp16: boolean;
}

export interface DepthOptions extends Pick<NetworkOptions, 'backend'>, EstimateOptions {
  /** A photo, or a folder of photos. */
  readonly rgb: string;
  /** The file, or the folder, that depth goes to. */
  readonly out: string;
}

export type InfoOptions = Pick<NetworkOptions, 'modelDir'>;

/** The files that a table is to go into. */
export function tableFiles({ json, csv, latex }: TableOptions): string[] {
  return [json, csv, latex].filter((file) => file !== undefined);
}

/** Most samples that one command draws of one image. */
export const MAXIMUM_SAMPLES = 256;

/** A parser of whole numbers from `least` to `most`, for commander. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text.trim()) || value < least || value > most) {
      const range =
        most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`Give a whole number ${range}.`);
    }
    return value;
  };
}

/** Any seed that the generator takes. */
export const seed = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** Numbers separated by commas: `0.5,-1,2`. */
export function numberList(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  const values = parts.map(Number);
  if (parts.includes('') || !values.every(Number.isFinite)) {
    throw new InvalidArgumentError('Give numbers separated by commas, such as 0.5,-1,2.');
  }
  return values;
}

/** Two numbers separated by a comma. */
function numberPair(text: string): readonly [number, number] {
  const [first, second, ...more] = numberList(text);
  if (first !== undefined && second !== undefined && more.length === 0) return [first, second];
  throw new InvalidArgumentError('Give two numbers separated by a comma.');
}

/** `--depth-rotate`: degrees clockwise. */
export function quarterTurn(text: string): 90 | 180 | 270 {
  const degrees = ([90, 180, 270] as const).find((each) => String(each) === text.trim());
  if (degrees !== undefined) return degrees;
  throw new InvalidArgumentError('It must be 90, 180 or 270.');
}

/** `--depth-shift`: to the right and down. */
export function shiftPair(text: string): readonly [number, number] {
  const pair = numberPair(text);
  if (pair.every((share) => Math.abs(share) <= MOST_SHIFT)) return pair;
  throw new InvalidArgumentError(`Give percentages from -${MOST_SHIFT} to ${MOST_SHIFT}.`);
}

/** `--depth-range`: two different values. */
export function rangePair(text: string): readonly [number, number] {
  const pair = numberPair(text);
  if (pair[0] !== pair[1]) return pair;
  throw new InvalidArgumentError('Give two different values, such as 500,4000.');
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** A number within a range, both ends included. */
export function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };
}

/** `--cut-parts`: numbers from 1, or all. */
export function partNumbers(text: string): readonly number[] | 'all' {
  if (text === 'all') return text;
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new InvalidArgumentError('Give all, or numbers of parts separated by commas, such as 1,3.');
}

/** `--cut-from`: the consensus, the mean, or a sample by its number from 1. */
export function answerName(text: string): 'consensus' | 'mean' | number {
  if (text === 'consensus' || text === 'mean') return text;
  if (/^[1-9][0-9]*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be consensus, mean, or the number of a sample.');
}
