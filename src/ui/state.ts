import type { ImageSize } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type {
  Assessment,
  DepthFacts,
  DepthFit,
  EngineFacts,
  ImageFacts,
  LatentSample,
  ModelFacts,
  NearChoice,
  PhotoFacts,
  Problem,
  SampleSet,
  SourceFile,
  StartProgress,
  TruthFacts,
} from '../worker/protocol.ts';
import type { Appearance } from './appearance.ts';
import type { KeepOutcome } from './checkpointStore.ts';
import { DEFAULT_LINK, type LinkState } from './hashCodec.ts';
import { FIRST_ENTRY, type ModelEntry } from './models.ts';
import type { SamplePair } from './sampleList.ts';

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
  readonly stage: Stage;
  readonly sampling: SamplingProgress | null;
  /** From opening the page to its first maps, in milliseconds; null before. */
  readonly firstMapMs: number | null;
  readonly result: Result;
  readonly notice: Notice | null;
  readonly question: SizeQuestion | null;
}

export type Action =
  | { readonly type: 'engineProgress'; readonly progress: StartProgress | null }
  | { readonly type: 'engineReady'; readonly facts: EngineFacts }
  | { readonly type: 'engineFailed'; readonly problem: Problem }
  | { readonly type: 'modelsListed'; readonly models: readonly ModelEntry[] }
  | { readonly type: 'modelOpening'; readonly opening: ModelOpening | null }
  | { readonly type: 'modelOpened'; readonly model: ModelEntry; readonly facts: ModelFacts }
  | { readonly type: 'checkpointOffered'; readonly offer: CheckpointOffer | null }
  | { readonly type: 'sampleDone'; readonly sampling: SamplingProgress }
  | { readonly type: 'samplesListed'; readonly pairs: readonly SamplePair[] }
  | { readonly type: 'linkOpened'; readonly link: LinkState }
  | { readonly type: 'imageOpened'; readonly image: OpenImage }
  | { readonly type: 'nearChosen'; readonly near: NearChoice }
  /** The preview of the depth map on the screen, for another near end. */
  | { readonly type: 'depthReread'; readonly depth: OpenDepth }
  | { readonly type: 'truthOpened'; readonly truth: OpenTruth | null }
  | { readonly type: 'normaliseChosen'; readonly normalise: boolean }
  | { readonly type: 'assessed'; readonly assessed: AssessedSamples }
  | { readonly type: 'stageChanged'; readonly stage: Stage }
  | { readonly type: 'settingChanged'; readonly seed: number; readonly count: number }
  | { readonly type: 'latentMoved'; readonly latent: readonly number[] }
  | { readonly type: 'appearanceChanged'; readonly change: Partial<Appearance> }
  | { readonly type: 'imageAnalysed'; readonly image: ImageFacts }
  | { readonly type: 'samplesDrawn'; readonly samples: SampleSet }
  | { readonly type: 'firstMapShown'; readonly milliseconds: number }
  | { readonly type: 'latentExplored'; readonly explored: LatentSample }
  | { readonly type: 'noticed'; readonly notice: Notice | null }
  | { readonly type: 'asked'; readonly question: SizeQuestion | null };

/** Before the first run of an image. */
export const NO_RESULT: Result = {
  image: null,
  samples: null,
  explored: null,
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
  stage: 'idle',
  sampling: null,
  firstMapMs: null,
  result: NO_RESULT,
  notice: null,
  question: null,
};

export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case 'engineProgress':
      return { ...state, engine: { phase: 'starting', progress: action.progress } };
    case 'engineReady':
      return {
        ...state,
        engine: { phase: 'ready', facts: action.facts },
        model: FIRST_ENTRY,
        latent: fitLatent(state.latent, action.facts.latentDim),
      };
    case 'engineFailed':
      return { ...state, engine: { phase: 'failed', problem: action.problem }, stage: 'idle' };
    case 'modelsListed':
      return { ...state, models: action.models };
    case 'modelOpening':
      return { ...state, opening: action.opening };
    case 'modelOpened':
      return {
        ...state,
        engine: withModel(state.engine, action.facts),
        model: action.model,
        latent: fitLatent(state.latent, action.facts.latentDim),
        result: { ...state.result, stale: true },
      };
    case 'checkpointOffered':
      return { ...state, offer: action.offer };
    case 'sampleDone':
      return { ...state, sampling: action.sampling };
    case 'samplesListed':
      return { ...state, samplePairs: action.pairs };
    case 'linkOpened':
      return {
        ...state,
        seed: action.link.seed,
        count: action.link.count,
        latent: fitLatent(action.link.latent, latentDimOf(state)),
        appearance: action.link.appearance,
      };
    case 'imageOpened':
      return {
        ...state,
        image: action.image,
        result: keepsPhoto(state.image, action.image)
          ? {
              ...state.result,
              assessed: keepsTruth(state.image, action.image) ? state.result.assessed : null,
              stale: true,
            }
          : NO_RESULT,
        question: null,
        notice: null,
      };
    case 'nearChosen':
      return {
        ...state,
        image: { ...state.image, near: action.near },
        result: { ...state.result, stale: true },
      };
    case 'depthReread':
      return {
        ...state,
        image: { ...state.image, depth: action.depth },
      };
    case 'truthOpened':
      return {
        ...state,
        image: { ...state.image, truth: action.truth },
        result: { ...state.result, assessed: null },
        notice: null,
      };
    case 'normaliseChosen':
      return { ...state, normalise: action.normalise };
    case 'assessed':
      return { ...state, result: { ...state.result, assessed: action.assessed } };
    case 'stageChanged':
      return { ...state, stage: action.stage, sampling: null };
    case 'settingChanged': {
      const { seed, count } = action;
      // Of other networks the new maps are there before a dimmed one is seen.
      const { result } = state;
      return {
        ...state,
        seed,
        count,
        result: drawsSlowly(state) ? { ...result, stale: true } : result,
      };
    }
    case 'latentMoved':
      return { ...state, latent: action.latent };
    case 'appearanceChanged':
      return { ...state, appearance: { ...state.appearance, ...action.change } };
    case 'imageAnalysed':
      return { ...state, result: withImage(state, action.image) };
    case 'samplesDrawn':
      return { ...state, result: { ...state.result, samples: action.samples, stale: false } };
    case 'firstMapShown':
      return { ...state, firstMapMs: state.firstMapMs ?? action.milliseconds };
    case 'latentExplored':
      return { ...state, result: { ...state.result, explored: action.explored } };
    case 'noticed':
      return { ...state, notice: action.notice };
    case 'asked':
      return { ...state, question: action.question };
  }
}

/** Maps of another model do not stay beside the new one's. */
function withImage({ result, model }: PageState, image: ImageFacts): Result {
  const kept = result.model === model.title ? result : { ...NO_RESULT, stale: result.stale };
  return { ...kept, image, model: model.title };
}

function withModel(engine: Engine, facts: ModelFacts): Engine {
  return engine.phase === 'ready'
    ? { phase: 'ready', facts: { ...engine.facts, ...facts } }
    : engine;
}

/** What the address bar's hash holds for a state. */
export function linkOf(state: PageState): LinkState {
  const { origin, depth, near } = state.image;
  return {
    sample: origin.kind === 'sample' ? origin.id : 'own',
    model: state.model.id === FIRST_ENTRY.id ? null : state.model.id,
    seed: state.seed,
    count: state.count,
    latent: state.latent,
    depth: depth === null ? 'off' : near,
    appearance: state.appearance,
  };
}

/** The latent that the sliders stand for: μ + σ · position. */
export function latentPoint(image: ImageFacts, latent: readonly number[]): number[] {
  return image.priorMu.map((mu, axis) => mu + image.priorSigma[axis]! * (latent[axis] ?? 0));
}

function keepsPhoto(before: OpenImage, after: OpenImage): boolean {
  return before.photo !== null && before.photo.file.key === after.photo?.file.key;
}

function keepsTruth(before: OpenImage, after: OpenImage): boolean {
  return before.truth?.file.key === after.truth?.file.key;
}

/** Whether an assessment is about what the page shows and asks for. */
export function isCurrent({ result, normalise }: PageState): boolean {
  const { assessed, samples, stale } = result;
  return (
    assessed !== null &&
    !stale &&
    assessed.samples === samples &&
    assessed.assessment.normalise === normalise
  );
}

/** The image's prior, unless it is a former network's with latents of another kind. */
export function priorInUse({ result, latent }: PageState): ImageFacts | null {
  return result.image?.priorMu.length === latent.length ? result.image : null;
}

/** Whether each sample takes a run of the whole network: seconds, where ours takes milliseconds. */
export function drawsSlowly({ engine }: Pick<PageState, 'engine'>): boolean {
  return engine.phase === 'ready' && engine.facts.wholeRunPerSample;
}

/** Whether the network has no latents: no samples to compare and nothing to explore. */
export function givesOneMap(state: PageState): boolean {
  return latentDimOf(state) === 0;
}

function latentDimOf(state: PageState): number | null {
  return state.engine.phase === 'ready' ? state.engine.facts.latentDim : null;
}

function fitLatent(latent: readonly number[], latentDim: number | null): readonly number[] {
  if (latentDim === null || latent.length === latentDim) return latent;
  return Array.from({ length: latentDim }, (_, axis) => latent[axis] ?? 0);
}

/** The inverse of `latentPoint`: where a latent lies, in σ of the prior. */
export function sigmaPosition(image: ImageFacts, z: readonly number[]): number[] {
  return z.map((value, axis) => (value - image.priorMu[axis]!) / image.priorSigma[axis]!);
}
