import type { ImageSize } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type { LatentEffect } from '../inference/latentEffect.ts';
import type { DepthFit, NearChoice } from '../inference/prepareDepth.ts';
import type {
  Assessment,
  DepthFacts,
  EngineFacts,
  ImageFacts,
  LatentSample,
  PhotoFacts,
  Problem,
  SampleSet,
  SourceFile,
  StartProgress,
  TruthFacts,
} from '../worker/protocol.ts';
import type { Appearance } from './result/appearance.ts';
import type { KeepOutcome } from './models/checkpointStore.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import { FIRST_ENTRY, type ModelEntry } from './models/modelMenu.ts';
import type { SamplePair } from './input/sampleList.ts';

export type Engine =
  | { readonly phase: 'starting'; readonly progress: StartProgress | null }
  | { readonly phase: 'ready'; readonly facts: EngineFacts }
  | { readonly phase: 'failed'; readonly problem: Problem };

/** Where the image on the screen comes from. */
export type ImageOrigin =
  | { readonly kind: 'none' }
  | { readonly kind: 'sample'; readonly id: string }
  | { readonly kind: 'own' };

export interface OpenPhoto {
  readonly file: SourceFile;
  readonly facts: PhotoFacts;
  /** Address of the preview, valid while the photo is open. */
  readonly address: string;
}

export interface OpenDepth {
  readonly file: SourceFile;
  readonly facts: DepthFacts;
  /** The end that the preview shows as near. */
  readonly near: NearEnd;
}

/** A ground truth beside the image, to score the maps against. */
export interface OpenTruth {
  readonly file: SourceFile;
  readonly facts: TruthFacts;
}

/** The image that the network sees, and what is known about it. */
export interface OpenImage {
  readonly origin: ImageOrigin;
  readonly photo: OpenPhoto | null;
  readonly depth: OpenDepth | null;
  readonly truth: OpenTruth | null;
  readonly near: NearChoice;
  readonly fit: DepthFit;
}

/** What the worker is doing for the image, or nothing. */
export type Stage = 'idle' | 'reading' | 'network' | 'sampling' | 'exploring';

/** How far a set of samples is that are drawn one after another. */
export interface SamplingProgress {
  readonly done: number;
  readonly total: number;
  /** Since the set was begun. */
  readonly milliseconds: number;
}

/** A model on its way into use. */
export interface ModelOpening {
  readonly title: string;
  readonly progress: StartProgress | null;
}

/** A checkpoint that waits for the visitor's decision. */
export interface CheckpointOffer {
  readonly file: File;
  /** Bytes that the browser still grants this page; null where it does not say. */
  readonly room: number | null;
}

/** An assessment with the samples that it is about. */
export interface AssessedSamples {
  readonly assessment: Assessment;
  readonly samples: SampleSet;
}

export interface Result {
  readonly image: ImageFacts | null;
  readonly samples: SampleSet | null;
  readonly explored: LatentSample | null;
  /** How far each latent moves the image's map; null where that was not measured. */
  readonly effects: readonly LatentEffect[] | null;
  /** Against the ground truth; perhaps of the samples before the present ones. */
  readonly assessed: AssessedSamples | null;
  /** Title of the model that made it. */
  readonly model: string;
  /** The maps are those of the settings before the last change. */
  readonly stale: boolean;
}

/** Something to tell the visitor; the catalogue has the words. */
export type Notice =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'waiting-for-photo' }
  | { readonly kind: 'own-link' }
  | { readonly kind: 'unknown-sample'; readonly id: string }
  | { readonly kind: 'samples-unavailable' }
  | { readonly kind: 'restarting'; readonly gpuLost: boolean }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unknown-model' }
  | { readonly kind: 'model-gone'; readonly title: string }
  | {
      readonly kind: 'not-kept';
      readonly title: string;
      readonly reason: Exclude<KeepOutcome, 'kept'>;
    }
  | { readonly kind: 'depth-left-out'; readonly problem: Problem }
  | { readonly kind: 'truth-left-out'; readonly problem: Problem }
  | { readonly kind: 'truth-misfit'; readonly photo: ImageSize; readonly truth: ImageSize };

/** An image whose depth has another shape, waiting for the visitor's decision. */
export interface SizeQuestion {
  readonly image: OpenImage & { readonly photo: OpenPhoto; readonly depth: OpenDepth };
  /** The shapes would agree after a quarter turn. */
  readonly turned: boolean;
}

export interface PageState {
  readonly engine: Engine;
  readonly models: readonly ModelEntry[];
  /** The model in use. */
  readonly model: ModelEntry;
  readonly opening: ModelOpening | null;
  readonly offer: CheckpointOffer | null;
  readonly samplePairs: readonly SamplePair[];
  readonly image: OpenImage;
  readonly seed: number;
  readonly count: number;
  /** Positions of the latent sliders, in σ of the prior; as long as the latent space once it is known. */
  readonly latent: readonly number[];
  readonly appearance: Appearance;
  /** Maps are stretched to [0,1] before they are scored. */
  readonly normalise: boolean;
  /** The samples are being held against the ground truth, or wait for it. */
  readonly scoring: boolean;
  readonly stage: Stage;
  readonly sampling: SamplingProgress | null;
  /** From opening the page to its first maps, in milliseconds; null before. */
  readonly firstMapMs: number | null;
  readonly result: Result;
  readonly notice: Notice | null;
  readonly question: SizeQuestion | null;
}

/** Before the first run of an image. */
export const NO_RESULT: Result = {
  image: null,
  samples: null,
  explored: null,
  effects: null,
  assessed: null,
  model: '',
  stale: false,
};

export const INITIAL_STATE: PageState = {
  engine: { phase: 'starting', progress: null },
  models: [FIRST_ENTRY],
  model: FIRST_ENTRY,
  opening: null,
  offer: null,
  samplePairs: [],
  image: {
    origin: { kind: 'none' },
    photo: null,
    depth: null,
    truth: null,
    near: 'bright',
    fit: 'stretch',
  },
  seed: DEFAULT_LINK.seed,
  count: DEFAULT_LINK.count,
  latent: DEFAULT_LINK.latent,
  appearance: DEFAULT_LINK.appearance,
  normalise: true,
  scoring: false,
  stage: 'idle',
  sampling: null,
  firstMapMs: null,
  result: NO_RESULT,
  notice: null,
  question: null,
};
