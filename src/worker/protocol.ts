import type { ScalarMap } from '../image/types.ts';

/** What the page and its worker say to each other. Everything here survives structured cloning. */

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** Why this backend was chosen; the page puts it into words. */
export type BackendReason =
  /** The address asks for it by `?backend=`. */
  | 'forced'
  /** A hardware adapter answered. */
  | 'hardware-adapter'
  /** The browser has no WebGPU (or hides it from insecure pages). */
  | 'no-webgpu'
  /** WebGPU exists and offers no adapter. */
  | 'no-adapter'
  /** The only adapter draws in software, which is slower than wasm. */
  | 'software-adapter'
  /** A hardware adapter was there and the backend failed to start on it. */
  | 'webgpu-failed'
  /** The GPU went away while the page ran. */
  | 'gpu-lost'
  /** Neither WebGPU nor WebAssembly starts. */
  | 'no-wasm';

export interface BackendFacts {
  readonly name: BackendName;
  readonly reason: BackendReason;
  /** The GPU by name, as far as the browser tells; null where no adapter was found. */
  readonly adapter: string | null;
  /** The adapter computes on the processor. */
  readonly software: boolean;
  /** Threads in use; 1 except for wasm on a cross-origin isolated page. */
  readonly threads: number;
  readonly simd: boolean;
}

/** How a model is built: UC-Net with its latent space, or a network that gives one map. */
export const MODEL_KINDS = ['uc-net', 'baseline'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

export interface StartRequest {
  /** Absolute address of the folder holding `model.json`. */
  readonly modelAddress: string;
  /** A backend named by the visitor, or null to choose. */
  readonly forced: BackendName | null;
  /** Set after the GPU went away: start without it. */
  readonly gpuLost: boolean;
}

/** Stages of starting, in order. */
export type StartStage = 'backend' | 'download' | 'build' | 'warm-up';

export interface StartProgress {
  readonly stage: StartStage;
  /** Bytes so far and in all; both 0 outside the download. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** The weights came from this browser's cache. */
  readonly fromCache: boolean;
}

/** `model.json` as downloaded. The page shows it; only the worker interprets it. */
export type ModelCard = Readonly<Record<string, unknown>>;

export interface EngineFacts {
  readonly backend: BackendFacts;
  readonly model: ModelCard;
  readonly latentDim: number;
  /** Side of the square the network works on, in pixels. */
  readonly inputSize: number;
  /** Milliseconds from the first call to ready, and the warm-up's share. */
  readonly startMs: number;
  readonly warmUpMs: number;
  readonly fromCache: boolean;
}

/** A file of the visitor's or a sample's. The key names its bytes: same key, same bytes. */
export interface SourceFile {
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
}

/** Which end of the depth file's values is near the camera. */
export type NearEnd = 'bright' | 'dark';

/** What to do with a depth map whose aspect ratio is not the photo's. */
export type DepthFit = 'stretch' | 'crop';

export interface PhotoFacts {
  readonly width: number;
  readonly height: number;
  /** The photo, upright and shrunk for the screen, as an image file the browser can show. */
  readonly preview: Blob;
}

export interface DepthFacts {
  readonly width: number;
  readonly height: number;
  /** Shrunk for the screen; 1 near, 0 far. */
  readonly preview: ScalarMap;
  /** 1 where the preview's pixel has a reading. */
  readonly previewValid: Uint8Array;
  readonly bitDepth: number;
  /** Share of the pixels without a reading, in [0,1]. */
  readonly missingShare: number;
  /** A sentence for the visitor when the file is probably not what was meant. */
  readonly warning: string | null;
}

export interface ImageRequest {
  readonly photo: SourceFile;
  readonly depth: SourceFile | null;
  readonly near: NearEnd;
  readonly fit: DepthFit;
}

/** The prior over z and what the network saw, after the part that runs once per image. */
export interface ImageFacts {
  readonly priorMu: readonly number[];
  /** Standard deviations of the prior, one per latent dimension. */
  readonly priorSigma: readonly number[];
  /** 1 near, 0 far, at the network's size. */
  readonly correctedDepth: ScalarMap;
  readonly milliseconds: number;
}

export interface SampleRequest {
  readonly count: number;
  readonly seed: number;
}

/** Maps at the network's size, in [0,1]. */
export interface SampleSet {
  readonly count: number;
  readonly seed: number;
  readonly z: readonly (readonly number[])[];
  readonly maps: readonly ScalarMap[];
  readonly consensus: ScalarMap;
  readonly mean: ScalarMap;
  readonly variance: ScalarMap;
  readonly entropy: ScalarMap;
  readonly milliseconds: number;
}

export interface LatentSample {
  readonly z: readonly number[];
  readonly map: ScalarMap;
  readonly milliseconds: number;
}

/** A file to download, made from the worker's latest result. */
export type DownloadKind =
  | { readonly kind: 'consensus' | 'cut-out' | 'mean' | 'variance' | 'entropy' | 'corrected-depth' }
  | { readonly kind: 'sample'; readonly index: number }
  | { readonly kind: 'explored' };

export interface DownloadFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What went wrong, for the catalogue; `detail` is a sentence from where it happened. */
export type ProblemCode =
  /** A file could not be read as an image; `detail` says why. */
  | 'bad-file'
  /** The model's files are missing or damaged. */
  | 'model-unavailable'
  /** The backend stopped working: a lost GPU, or no memory left. */
  | 'backend-lost'
  /** The worker itself died. */
  | 'worker-lost'
  | 'unexpected';

export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
}

/** The answer to every call that can fail: errors lose their class on the way, plain objects do not. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** The worker's side of the bridge. */
export interface InferenceApi {
  start(
    request: StartRequest,
    onProgress: (progress: StartProgress) => void,
    /** Called at most once, when the GPU goes away. */
    onLost: () => void,
  ): Promise<Answer<EngineFacts>>;
  readPhoto(file: SourceFile): Promise<Answer<PhotoFacts>>;
  readDepth(file: SourceFile, near: NearEnd): Promise<Answer<DepthFacts>>;
  setImage(request: ImageRequest): Promise<Answer<ImageFacts>>;
  drawSamples(request: SampleRequest): Promise<Answer<SampleSet>>;
  explore(z: readonly number[]): Promise<Answer<LatentSample>>;
  download(what: DownloadKind): Promise<Answer<DownloadFile>>;
}
