import type { TruthReport } from '../evaluation/truthReport.ts';
import type { DepthAdjustment } from '../image/adjustDepth.ts';
import type { Damage } from '../image/damage.ts';
import type { DepthReport } from '../image/depthReport.ts';
import type { PlainPainting } from '../image/paintMap.ts';
import type { DepthMap, DepthPlace, ImageSize, Photo, ScalarMap } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type { Interruption } from '../inference/drawSamples.ts';
import type { LatentEffect } from '../inference/latentEffect.ts';
import type { ImageMeasurement } from '../inference/measureImage.ts';
import type { PriorDraws, Variant } from '../inference/predictor.ts';
import type { DepthChoices, NearChoice, NearSource } from '../inference/prepareDepth.ts';
import type { AnswerRegions } from '../inference/regions.ts';
import type { Scale } from '../inference/runImage.ts';
import type { SampleSummary } from '../inference/sampleSummary.ts';
import type { Told } from '../languages/sentence.ts';
import type {
  EngineFacts,
  ModelFacts,
  ModelSource,
  StartProgress,
  StartRequest,
} from './startProtocol.ts';

/** What the page and its worker say to each other. Everything here survives structured cloning, and pictures of a video move. */

/** A file of the visitor's or a sample's. The key names its bytes: same key, same bytes. */
export interface SourceFile {
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
  /** Of a picture that is photo and depth in one: where it has its depth. */
  readonly depthIn?: DepthPlace;
  /** Of a ground truth: what further people answered about the same photo. */
  readonly others?: readonly SourceFile[];
}

/** Where an image's depth comes from: a file, an estimate from the photo, or nowhere. */
export type DepthSource = SourceFile | 'estimated' | null;

export interface PhotoFacts {
  readonly width: number;
  readonly height: number;
  /** Depth that the file holds besides, or seems to hold. */
  readonly depthInFile: Photo['depthInFile'];
  /** What is told to the visitor where the file was not simply read. */
  readonly remarks: readonly Told[];
  /** The photo, upright and shrunk for the screen, as an image file the browser can show. */
  readonly preview: Blob;
}

export interface DepthRequest {
  readonly file: SourceFile;
  /** The photo that it belongs to, as which it is laid; null where there is none. */
  readonly photo: SourceFile | null;
  readonly near: NearEnd;
  readonly adjust: DepthAdjustment;
  /** Of the photo that the preview is cropped to; null shows the whole map. */
  readonly shape: ImageSize | null;
}

export interface DepthFacts {
  /** Of the map, once it is turned. */
  readonly width: number;
  readonly height: number;
  /** What the network is given of it, shrunk for the screen; 1 near, 0 far. */
  readonly preview: ScalarMap;
  /** 1 where the preview's pixel has a reading. */
  readonly previewValid: Uint8Array;
  readonly bitDepth: number;
  /** Share of the pixels without a reading, in [0,1]. */
  readonly missingShare: number;
  /** What is told to the visitor: a file that is probably not what was meant, or was read in an unusual way. */
  readonly remarks: readonly Told[];
  /** What its readings are; null of an estimate, which has no file. */
  readonly report: DepthReport | null;
}

export interface TruthFacts {
  readonly width: number;
  readonly height: number;
  /** Shrunk for the screen; 1 is foreground. */
  readonly preview: ScalarMap;
  /** Separate objects in it. */
  readonly objects: number;
  /** One sentence on what the file was taken for; null of white objects on black. */
  readonly note: Told | null;
}

/** Damage of the depth that is tried out. */
export interface DepthDamage extends Damage {
  /** Another picture's depth, for the damage of that name. */
  readonly other: { readonly file: SourceFile; readonly near: NearEnd } | null;
}

export interface ImageRequest extends DepthChoices {
  readonly near: NearChoice;
  readonly adjust: DepthAdjustment;
  readonly photo: SourceFile;
  readonly depth: DepthSource;
  readonly damage: DepthDamage | null;
  readonly variant: Variant;
}

/** The prior over z and what the network saw, after the part that runs once per image. */
export interface ImageFacts {
  /** Of the photo, upright. */
  readonly size: ImageSize;
  readonly priorMu: readonly number[];
  /** Standard deviations of the prior, one per latent dimension. */
  readonly priorSigma: readonly number[];
  /** 1 near, 0 far, at the network's size; null of networks that do not correct depth. */
  readonly correctedDepth: ScalarMap | null;
  /** What the network was given, where the depth was damaged; else null. */
  readonly damagedDepth: DepthMap | null;
  /** Which end of the depth file's values was taken as near; null without a file. */
  readonly near: NearEnd | null;
  /** Null where `near` is. */
  readonly nearBy: NearSource | null;
  readonly milliseconds: number;
}

/** Maps at the network's size, in [0,1]. */
export interface SampleSet extends SampleSummary {
  readonly count: number;
  readonly seed: number;
  readonly z: readonly (readonly number[])[];
  readonly maps: readonly ScalarMap[];
  /** Where the samples agree and where they differ. */
  readonly regions: AnswerRegions;
  readonly milliseconds: number;
}

export interface LatentSample {
  readonly z: readonly number[];
  readonly map: ScalarMap;
  readonly milliseconds: number;
}

/** What a glimpse is to be of, and how it is to be painted. */
export interface GlimpseRequest {
  readonly z: readonly number[];
  readonly painting: PlainPainting;
}

/** A sample's picture, painted where it was computed: its values were not read. */
export interface Glimpse {
  readonly z: readonly number[];
  /** Of the map's size. Whoever has it closes it. */
  readonly picture: ImageBitmap;
}

export interface AssessmentRequest {
  readonly truth: SourceFile;
  /** Of the draw from the posterior. */
  readonly seed: number;
  readonly scale: Scale;
}

/** q(z | image, ground truth): where the latents lie that explain the ground truth. */
export interface PosteriorFacts {
  readonly mu: readonly number[];
  /** Standard deviations, one per latent dimension. */
  readonly sigma: readonly number[];
  /** KL(posterior ‖ prior) in nats, one per latent dimension; their sum is the whole. */
  readonly kl: readonly number[];
  /** A draw from it, and the map that it gives. */
  readonly z: readonly number[];
  readonly map: ScalarMap;
}

/** The samples on the screen, held against a ground truth. */
export interface Assessment {
  readonly report: TruthReport;
  /** Null of a network without latents. */
  readonly posterior: PosteriorFacts | null;
  /** Consensus minus ground truth, in [-1,1], at the network's size. */
  readonly errorMap: ScalarMap;
  readonly scale: Scale;
  readonly milliseconds: number;
}

/** One pair of many. */
export interface PairRequest extends PriorDraws, DepthChoices {
  readonly near: NearChoice;
  /**
   * Its name in the data set, without folders and extension. The pair's noise depends on it, as in `ucnet evaluate`.
   */
  readonly name: string;
  readonly photo: SourceFile;
  readonly depth: DepthSource;
  readonly truth: SourceFile | null;
}

/** Maps that are made of every pair of a batch. */
export type PairMap = 'consensus' | 'mean' | 'uncertainty' | 'depth';

/** What the network makes of one pair of many. */
export interface PairFacts {
  /**
   * PNG files of the size of the ground truth where there is one, else of the photo: 8 bits, and 16 for the corrected
   * depth, which only networks that correct it have. Uncertainty is the entropy.
   */
  readonly files: Readonly<Partial<Record<PairMap, Uint8Array<ArrayBuffer>>>>;
  /** Small pictures for a list: the photo, and the photo with what the consensus leaves out in the dark. */
  readonly thumbs: { readonly photo: Blob; readonly map: Blob };
  /** Mean entropy of the pixels, in bits, and the samples' disagreement in it. */
  readonly meanUncertainty: number;
  readonly meanDisagreement: number;
  /** Scores of maps stretched to [0,1], and of maps as they are; null without a ground truth. */
  readonly measured: Readonly<Record<Scale, ImageMeasurement>> | null;
  /** Where its depth came from: a file, which may be the photo's own, an estimate, or nowhere. */
  readonly depth: 'file' | 'estimated' | 'none';
  readonly near: NearEnd | null;
  /** Of the pair's noise, which is its own. */
  readonly seed: number;
  /** Sentences on files that are probably not what was meant. */
  readonly warnings: readonly Told[];
  readonly milliseconds: number;
}

/** A picture of a video, of any size. */
export type Frame = VideoFrame | ImageBitmap;

/** What is drawn over a frame: one of its maps, or a line around what each answer marks. */
export type FrameLayer =
  | {
      readonly of: 'mean' | 'total' | 'disagreement' | 'depth';
      readonly painting: PlainPainting;
    }
  | {
      readonly of: 'outlines';
      /** In (0,1): an answer marks what is above. */
      readonly level: number;
    };

/** A frame to run, about which nothing is kept. */
export interface FrameRequest extends PriorDraws {
  /** It moves to the worker, which closes it. */
  readonly frame: Frame;
  /** Side of the square that the network works on, in pixels: the frame is brought to it. */
  readonly side: number;
  readonly layer: FrameLayer;
}

/** What is drawn over a frame, painted where it was computed. */
export interface FramePicture {
  readonly of: FrameLayer['of'];
  /** Of the network's square; of lines at twice its size. Whoever has it closes it. */
  readonly picture: ImageBitmap;
  /** How many answers were drawn: none for the estimated depth alone. */
  readonly answers: number;
  readonly milliseconds: number;
}

/** A file to download, made from the worker's latest result. */
export type DownloadKind =
  | { readonly kind: 'consensus' | 'mean' | 'variance' | 'corrected-depth' }
  | { readonly kind: 'total' | 'expected' | 'disagreement' }
  | { readonly kind: 'estimated-depth' }
  | { readonly kind: 'sample'; readonly index: number }
  | { readonly kind: 'explored' | 'posterior' };

export interface DownloadFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How many samples of a set are there. */
export interface SampleProgress {
  readonly done: number;
  readonly total: number;
}

/** A map, and the photo of any earlier call that it is the opacity of. */
export interface OpacityRequest {
  readonly photo: SourceFile;
  /** In [0,1], of any size. */
  readonly map: ScalarMap;
  /** What stays is where the map is at least this, with a refined edge; null takes one half. */
  readonly threshold: number | null;
}

/**
 * Every call of the worker: what it takes, what it gives and, where it has any, the news that it tells on the way. A new
 * call is added here, to `METHODS` in `client.ts`, and to the worker's own table.
 */
export interface Calls {
  /** Puts another network in the place of the present one, which stays when this fails. */
  readonly openModel: { request: ModelSource; result: ModelFacts; news: StartProgress };
  readonly readPhoto: { request: SourceFile; result: PhotoFacts };
  readonly readDepth: { request: DepthRequest; result: DepthFacts };
  readonly readTruth: { request: SourceFile; result: TruthFacts };
  /** Estimates the depth of a photo. The network keeps the image that it holds. */
  readonly estimateDepth: { request: SourceFile; result: DepthFacts };
  /** Runs the part of the network that is needed once per image. The later calls are about this image. */
  readonly setImage: { request: ImageRequest; result: ImageFacts };
  /** News come from networks that draw one sample after another. */
  readonly drawSamples: { request: PriorDraws; result: SampleSet; news: SampleProgress };
  /** One sample at z. */
  readonly explore: { request: readonly number[]; result: LatentSample };
  /** The picture of one sample at z; null where the backend cannot paint. */
  readonly glimpse: { request: GlimpseRequest; result: Glimpse | null };
  /** Maps at each z, shrunk for a table of many. */
  readonly smallMaps: { request: readonly (readonly number[])[]; result: readonly ScalarMap[] };
  /** How far each latent moves the image's map. */
  readonly latentEffects: { request: null; result: readonly LatentEffect[] };
  /** Holds the latest samples against a ground truth. */
  readonly assess: { request: AssessmentRequest; result: Assessment };
  /** Runs one pair of many. The network holds its image afterwards. */
  readonly runPair: { request: PairRequest; result: PairFacts };
  /** Runs a frame of a video, with estimated depth. The network may hold it afterwards. */
  readonly runFrame: { request: FrameRequest; result: FramePicture };
  readonly download: { request: DownloadKind; result: DownloadFile };
  /** A PNG file of the photo's size. */
  readonly cutOut: { request: OpacityRequest; result: Uint8Array<ArrayBuffer> };
}

export type CallName = keyof Calls;
export type RequestOf<Name extends CallName> = Calls[Name]['request'];
export type ResultOf<Name extends CallName> = Calls[Name]['result'];
export type NewsOf<Name extends CallName> = Calls[Name] extends { news: infer News } ? News : never;

/** All calls as functions. What fails is thrown, and arrives as an `InferenceProblem`. */
export type CallTable = {
  [Name in CallName]: (
    request: RequestOf<Name>,
    tell: (news: NewsOf<Name>) => void,
  ) => Promise<ResultOf<Name>>;
};

/** The worker's side of the bridge. */
export interface InferenceApi extends CallTable {
  /** @param onLost is called at most once, when the GPU goes away */
  start(
    request: StartRequest,
    tell: (news: StartProgress) => void,
    onLost: () => void,
  ): Promise<EngineFacts>;
  /** Ends the network call under way before its next sample. */
  interrupt(how: Interruption): Promise<void>;
}

/** The worker as the page reaches it. */
export interface WorkerApi extends InferenceApi {
  /**
   * Holds a lock of this name until the worker ends, however it ends. Browsers without locks (insecure pages) do nothing.
   */
  live(lock: string): Promise<void>;
}
