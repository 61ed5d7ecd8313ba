/// <reference lib="esnext.disposable" preserve="true" />
import type { CutOutPart } from '../image/cutOutParts.ts';
import type { ImageSize, ScalarMap } from '../image/types.ts';

export type { CutOutPart } from '../image/cutOutParts.ts';
export type { ImageSize, ScalarMap } from '../image/types.ts';

/** What the network runs on: the GPU, WebAssembly, or plain JavaScript, which is very slow. */
export type Backend = 'webgpu' | 'wasm' | 'cpu';

/** How far a long step is. */
export interface Progress {
  /** The first four are steps of `loadUcNet`, the last two of `look`. */
  readonly stage: 'backend' | 'download' | 'build' | 'warm-up' | 'photo' | 'answers';
  /** Bytes or answers so far and in all; both 0 where a stage counts nothing. */
  readonly done: number;
  readonly total: number;
}

export interface Waiting {
  /** Gives the call up: it fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface LoadOptions extends Waiting {
  /**
   * Address of a folder with `model.json` and the weights that it names; in Node also a path. Without it those of this
   * package are taken.
   */
  readonly weights?: string | URL | undefined;
  /** The same of the network that estimates depth. */
  readonly depthWeights?: string | URL | undefined;
  /** Without it: WebGPU on a hardware GPU (in Node where the package `webgpu` is installed), else WebAssembly. */
  readonly backend?: Backend | undefined;
}

export interface LookOptions<Picture> extends Waiting {
  /**
   * Depth of the same view, as a picture of any size and unit; `'estimate'` has a second network, fetched when it is first
   * asked for, estimate it from the photo; without it, or null, there is none.
   */
  readonly depth?: Picture | 'estimate' | null | undefined;
  /** How many answers are drawn from the network's prior, 1 to 256; 5 without it. */
  readonly answers?: number | undefined;
  /** Any whole number: the same seed gives the same answers everywhere, within 2e-3. 1 without it. */
  readonly seed?: number | undefined;
  /**
   * Which values of the depth picture are near the camera; `'auto'`, the default, is as its file says, and where it says
   * nothing, as the photo has it.
   */
  readonly near?: 'bright' | 'dark' | 'auto' | undefined;
  /** What becomes of a depth picture of another shape than the photo's; without it, such a picture is an error. */
  readonly fit?: 'stretch' | 'crop' | undefined;
}

export interface CutOutOptions {
  /** The map that decides what stays, in [0,1] over the whole photo, say one of the answers; the consensus without it. */
  readonly map?: ScalarMap | undefined;
  /** In [0,1]: the value of the map at which the edge lies; 0.5 without it. */
  readonly threshold?: number | undefined;
  /** Numbers, from 0, of the parts to keep, as `parts` lists them; without it all that the map holds. */
  readonly keep?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the network says about a photo. Maps have the network's size, 352 by 352, whatever the photo's shape. */
export interface LookFacts {
  /** Of the photo, upright, in pixels. */
  readonly size: ImageSize;
  /** What catches the eye, once for each answer, in [0,1]. */
  readonly answers: readonly ScalarMap[];
  /** What most answers say, times their share and their mean, in [0,1] (the paper's saliency consensus). */
  readonly consensus: ScalarMap;
  /** Mean of the answers, in [0,1]. */
  readonly mean: ScalarMap;
  /** Entropy of the mean, in bits, from 0 to 1. */
  readonly uncertainty: ScalarMap;
  /** The part of the uncertainty that is there because the answers differ, in bits; 0 where all say the same. */
  readonly disagreement: ScalarMap;
  /** The depth as the network mended it, in [0,1], 1 is near; null of weights without such a part. */
  readonly correctedDepth: ScalarMap | null;
  /** Where the depth came from, and which end of its values was taken as near; null where there is no picture. */
  readonly depth: {
    readonly from: 'picture' | 'estimate' | 'none';
    readonly near: 'bright' | 'dark' | null;
  };
  readonly seed: number;
  readonly model: {
    readonly name: string;
    /** Of its weights; null where they do not say. */
    readonly sha256: string | null;
  };
  readonly backend: {
    readonly name: Backend;
    /** The GPU by name, as far as it is told. */
    readonly adapter: string | null;
    readonly threads: number;
  };
  /** From the call's turn to its result, without the time to start the network. */
  readonly milliseconds: number;
}

/** The result of `look`. It stays when the network looks at other photos; only `cutOut` needs the network. */
export interface Look extends LookFacts {
  /** A map of any size at the photo's size, interpolated bilinearly. */
  atPhotoSize(map: ScalarMap): ScalarMap;
  /**
   * The connected parts of all answers together, the largest first: what there is to keep or to drop in a cut-out.
   *
   * @throws UcNetError for a map of another size than the answers, or a threshold outside of [0,1]
   */
  parts(options?: Pick<CutOutOptions, 'map' | 'threshold'>): readonly CutOutPart[];
  /**
   * What the map holds, cut out of the photo with its edge refined: a PNG file of the photo's size, transparent elsewhere.
   *
   * @throws UcNetError with one sentence; the signal's reason
   */
  cutOut(options?: CutOutOptions): Promise<Blob>;
}

/** The network in a worker of its own. */
export interface UcNet<Picture> {
  /**
   * Looks at a photo: what catches the eye, several times over, and where the answers differ. Calls may overlap: they run
   * one after another.
   *
   * @throws UcNetError with one sentence; the signal's reason
   */
  look(photo: Picture, options?: LookOptions<Picture>): Promise<Look>;
  /** Ends the worker and frees its memory; what is under way fails. */
  dispose(): void;
  [Symbol.dispose](): void;
}

export type UcNetErrorCode =
  /** A picture cannot be read or used. */
  | 'bad-picture'
  /** An option has a value that it cannot have. */
  | 'bad-option'
  /** Weights cannot be had, are damaged, or of another kind. */
  | 'model-unavailable'
  /** The backend that was asked for does not run here. */
  | 'backend-unavailable'
  /** The GPU or the worker's memory is gone. The next `look` starts anew, without that GPU. */
  | 'backend-lost'
  /** The worker died or cannot be loaded. The next `look` starts another. */
  | 'worker-lost'
  /** `dispose` was called. */
  | 'disposed'
  | 'unexpected';

/** What goes wrong, in one sentence that says what to do. */
export class UcNetError extends Error {
  override readonly name: string = 'UcNetError';
  readonly code: UcNetErrorCode;

  constructor(code: UcNetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
