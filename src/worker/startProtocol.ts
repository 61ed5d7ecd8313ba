/** What the page and its worker say to each other about starting and about opening a model. */

/** What the network can run on, the fastest first. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

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
  /** WebGPU exists, was asked for an adapter, and does not answer. */
  | 'no-answer'
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
  /** The GPU by name, as far as the browser tells; null where it found none, gave no answer or was not asked. */
  readonly adapter: string | null;
  /** The adapter computes on the processor. */
  readonly software: boolean;
  /** Threads in use; 1 except for wasm on a cross-origin isolated page. */
  readonly threads: number;
  readonly simd: boolean;
}

/** What the list of shipped models calls UC-Net with its latent space, and a network that gives one map. `model.json` alone decides how a model is built. */
export const MODEL_KINDS = ['uc-net', 'baseline'] as const;

export interface StartRequest {
  /** Absolute address of the folder holding `model.json`. */
  readonly modelAddress: string;
  /** The same of the network that estimates depth, which is fetched when a photo asks for it. */
  readonly depthModelAddress: string;
  /** A backend named by the visitor, or null to choose. */
  readonly forced: BackendName | null;
  /** Set after the GPU went away: start without it. */
  readonly gpuLost: boolean;
}

/** What a network is made of. */
export type ModelSource =
  | {
      readonly kind: 'shipped';
      /** Absolute address of the folder holding `model.json`. */
      readonly address: string;
    }
  | {
      /** Weights of the visitor's: `.pth` or `.safetensors`, of the authors' network or of ours. */
      readonly kind: 'checkpoint';
      readonly name: string;
      readonly blob: Blob;
      /** Absolute address of the folder whose `model.json` describes our network. */
      readonly ownAddress: string;
      /** Asks for a copy to keep. */
      readonly keep: boolean;
      /** What the bytes had when they were kept; null of a file that comes from the visitor. */
      readonly sha256: string | null;
    };

/** A checkpoint as the browser keeps it. */
export interface CheckpointCopy {
  readonly file: Blob;
  /** In hexadecimal; empty on insecure pages. */
  readonly sha256: string;
}

/** Stages of starting and of opening a model, in order; each leaves out what it does not need. */
export type StartStage = 'backend' | 'download' | 'read' | 'build' | 'warm-up';

export interface StartProgress {
  readonly stage: StartStage;
  /** Bytes so far and in all; both 0 where it is not about bytes. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** The weights came from this browser's cache. */
  readonly fromCache: boolean;
}

/** `model.json` as downloaded. The page shows it; only the worker interprets it. */
export type ModelCard = Readonly<Record<string, unknown>>;

/** A network that is ready. */
export interface ModelFacts {
  readonly model: ModelCard;
  /** 0 of a network that gives one map. */
  readonly latentDim: number;
  /** Side of the square the network works on, in pixels. */
  readonly inputSize: number;
  /** Every sample is a run of the whole network: samples come one by one and can be stopped. */
  readonly wholeRunPerSample: boolean;
  readonly fromCache: boolean;
  /** Of a checkpoint only: what tells its file from others, whatever they are called, and the copy that was asked for. */
  readonly checkpoint: { readonly mark: string; readonly copy: CheckpointCopy | null } | null;
}

export interface EngineFacts extends ModelFacts {
  readonly backend: BackendFacts;
  /** Milliseconds from the first call to ready, and the warm-up's share. */
  readonly startMs: number;
  readonly warmUpMs: number;
}
