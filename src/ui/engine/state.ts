import type { LatentEffect } from '../../inference/latentEffect.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { Problem } from '../../worker/problem.ts';
import type {
  Assessment,
  ImageFacts,
  LatentSample,
  SampleProgress,
  SampleSet,
} from '../../worker/protocol.ts';
import type { EngineFacts, StartProgress } from '../../worker/startProtocol.ts';
import type { KeptCutOut } from '../cutout/choices.ts';
import type { Incoming, PlaceQuestion } from '../input/incoming.ts';
import type { ExamplePair } from '../input/exampleList.ts';
import {
  type CheckpointOffer,
  FIRST_ENTRY,
  type ModelEntry,
  type ModelOpening,
  type ModelRequest,
} from '../models/modelMenu.ts';
import type { Appearance } from '../result/appearance.ts';
import { DEFAULT_LINK, type LinkState } from '../link/hashCodec.ts';
import type { Notice } from './notice.ts';
import type { OpenImage, SizeQuestion } from '../input/openImage.ts';
import type { PinLink } from '../link/pinCodec.ts';
import {
  EMPTY_SHELF,
  type Held,
  NOTHING_HELD,
  type Request,
  type Shelf,
  type StageName,
} from './shelf.ts';

export type EngineState =
  | {
      readonly phase: 'starting';
      readonly progress: StartProgress | null;
      /** The GPU went away: it is left alone this time. */
      readonly gpuLost: boolean;
    }
  | { readonly phase: 'ready'; readonly facts: EngineFacts }
  | { readonly phase: 'failed'; readonly problem: Problem };

/** How far a set of samples is that are drawn one after another. */
export interface SamplingProgress extends SampleProgress {
  /** Since the set was begun. */
  readonly milliseconds: number;
}

/** What is shown: the results of the request, and those of the request before until they are there. */
export interface ShownResult {
  readonly image: ImageFacts | null;
  readonly samples: SampleSet | null;
  readonly explored: LatentSample | null;
  /** How far each latent moves the image's map; null where that was not measured. */
  readonly effects: readonly LatentEffect[] | null;
  readonly assessed: Assessment | null;
  /** Title of the model that made it; while there is nothing, of the one that will. */
  readonly model: string;
  /** The maps are those of the settings before the last change. */
  readonly stale: boolean;
  /** Keys of the files that it is about. */
  readonly photo: string | null;
  readonly truth: string | null;
}

export type JobName = StageName | 'start' | 'model' | 'decode' | 'preview';

/** Files are read while the network works. Each lane does one thing at a time. */
export type Lane = 'files' | 'network';

export interface PageState {
  // What the visitor asks for.
  readonly image: OpenImage;
  /** Files on their way to become the image. */
  readonly incoming: Incoming | null;
  /** How a link wants the depth of an image that is yet to be opened. */
  readonly awaitedDepth: Pick<LinkState, 'depth' | 'adjust'> | null;
  /** What a link has pinned beside an image that is yet to be opened: an example's id, or `own`. */
  readonly awaitedPin: { readonly example: string; readonly pin: PinLink } | null;
  readonly wanted: ModelRequest;
  readonly seed: number;
  readonly count: number;
  /** Factor of the prior's standard deviations when samples are drawn. */
  readonly spread: number;
  /** Positions of the latent sliders, in σ of the prior; as long as the latent space once it is known. */
  readonly latent: readonly number[];
  /** Where they stood for models that were in use before, by the models' ids. */
  readonly latents: Readonly<Partial<Record<string, readonly number[]>>>;
  /** Places of the prior, in σ, of which small maps are wanted when there is nothing else to do. */
  readonly places: readonly (readonly number[])[];
  /** How maps are scored. */
  readonly scale: Scale;
  /** What was asked for when a result was pinned: it is kept beside the page's own. */
  readonly pinned: Asked | null;
  /** What a comparison took the place of. */
  readonly pinnedBefore: Asked | null;
  /** Requests whose results are wanted besides. */
  readonly beside: readonly Request[];
  /** The network rests until something else is asked for: the visitor stopped it, or a batch has it on loan. */
  readonly resting: 'stopped' | 'lent' | null;
  readonly appearance: Appearance;
  /** What the visitor has made of the photo's cut-out. */
  readonly cutOut: KeptCutOut | null;

  // What is known.
  readonly engine: EngineState;
  /** Times in a row, without a result between them, that the network was lost. */
  readonly losses: number;
  readonly shelf: Shelf;
  /** Keys of what failed, which is not tried again by itself. */
  readonly failed: ReadonlySet<string>;
  readonly held: Held;
  readonly working: Readonly<Record<Lane, JobName | null>>;
  readonly models: readonly ModelEntry[];
  /** The model of the page's results. */
  readonly model: ModelEntry;
  readonly opening: ModelOpening | null;
  readonly offer: CheckpointOffer | null;
  readonly examplePairs: readonly ExamplePair[];
  readonly sampling: SamplingProgress | null;
  /** From opening the page to its first maps, in milliseconds; null before. */
  readonly firstMapMs: number | null;
  readonly notice: Notice | null;
  readonly question: SizeQuestion | null;
  /** A picture that may be photo and depth in one waits for the visitor's decision. */
  readonly placeQuestion: PlaceQuestion | null;
  /** A depth map that was opened as a photo, by all appearance, waits for the same. */
  readonly depthQuestion: File | null;

  // What the store makes of it.
  readonly result: ShownResult;
  readonly pinnedResult: ShownResult;
  /** The latest results of the photo on the screen whose parts all belong together: the present ones, and those before. */
  readonly runs: { readonly present: ShownResult; readonly before: ShownResult };
}

/** What a result depends on, as the visitor asks for it. */
export type Asked = Pick<
  PageState,
  'image' | 'model' | 'count' | 'seed' | 'spread' | 'latent' | 'scale'
>;

/** What may be set; the rest follows from it. */
export type Change = Partial<Omit<PageState, 'result' | 'pinnedResult' | 'runs'>>;

/** Before the first run of an image. */
export const NO_RESULT: ShownResult = {
  image: null,
  samples: null,
  explored: null,
  effects: null,
  assessed: null,
  model: '',
  stale: false,
  photo: null,
  truth: null,
};

export const INITIAL_STATE: PageState = {
  image: {
    origin: { kind: 'none' },
    photo: null,
    depth: null,
    depthChoice: 'estimated',
    truth: null,
    near: 'bright',
    fit: 'stretch',
    adjust: DEFAULT_LINK.adjust,
  },
  incoming: null,
  awaitedDepth: null,
  awaitedPin: null,
  wanted: { id: FIRST_ENTRY.id },
  seed: DEFAULT_LINK.seed,
  count: DEFAULT_LINK.count,
  spread: DEFAULT_LINK.spread,
  latent: DEFAULT_LINK.latent,
  latents: {},
  places: [],
  scale: DEFAULT_LINK.scale,
  pinned: null,
  pinnedBefore: null,
  beside: [],
  resting: null,
  appearance: DEFAULT_LINK.appearance,
  cutOut: null,
  engine: { phase: 'starting', progress: null, gpuLost: false },
  losses: 0,
  shelf: EMPTY_SHELF,
  failed: new Set(),
  held: NOTHING_HELD,
  working: { files: null, network: null },
  models: [FIRST_ENTRY],
  model: FIRST_ENTRY,
  opening: null,
  offer: null,
  examplePairs: [],
  sampling: null,
  firstMapMs: null,
  notice: null,
  question: null,
  placeQuestion: null,
  depthQuestion: null,
  result: NO_RESULT,
  pinnedResult: NO_RESULT,
  runs: { present: NO_RESULT, before: NO_RESULT },
};
