import type { DepthAdjustment } from '../image/adjustDepth.ts';
import { hideObject, hidePatches, largestPart, withRim } from '../image/hidePhoto.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import type { BaselineInspection, BaselineLens } from '../inference/baselineLens.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import { type DepthFit, prepareDepth } from '../inference/prepareDepth.ts';
import type { LatentSamples, Variant } from '../inference/predictor.ts';
import { type GateWeights, type Inspection, UcNetLens } from '../inference/ucNetLens.ts';
import type { UcNetPredictor } from '../inference/ucNetPredictor.ts';
import { drawLatents } from '../inference/latents.ts';
import { resizeArea } from '../math/resize.ts';
import type { UcNetConfig } from '../model/config.ts';
import { type DiagonalGaussian, klDivergence, pooledGaussian } from '../model/diagonalGaussian.ts';
import type { SaliencyScores } from '../metrics/saliencyScores.ts';
import { type ModuleCost, moduleTable } from '../model/moduleTable.ts';
import { DecodedFiles, RecentValues } from './decodedFiles.ts';
import { DepthEstimates, openDepthEstimator } from './depthEstimates.ts';
import { downloadModel, type ModelSources } from './modelFiles.ts';
import type { DepthSource, SourceFile } from './protocol.ts';
import type { ModelCard } from './startProtocol.ts';

/** Where the networks of the course are: absolute addresses of folders, ending in a slash. */
export interface CourseAddresses {
  readonly model: string;
  readonly depthModel: string;
}

/** A picture that the course computes on. */
export interface CoursePicture {
  /** Same key, same picture and depth. */
  readonly key: string;
  readonly photo: SourceFile;
  readonly depth: DepthSource;
  readonly near: NearEnd;
  readonly fit: DepthFit;
  readonly adjust: DepthAdjustment;
}

/** What is filled with the photo's mean colour before the network sees it. It sees no depth then, which would still show it. */
export type Hidden =
  /** Patches of the 4×4 grid, by number. */
  | { readonly kind: 'patches'; readonly patches: readonly number[] }
  /** What these maps hold. */
  | { readonly kind: 'objects'; readonly maps: readonly ScalarMap[] };

export interface InspectRequest {
  readonly picture: CoursePicture;
  /** Null hides nothing, and lets the network see the depth as well. */
  readonly hidden: Hidden | null;
  /** Paths of the layers whose outputs are wanted. */
  readonly watched: readonly string[];
}

export interface Answered extends Inspection {
  /** At the prior's mean. */
  readonly map: ScalarMap;
}

/** The network of the course. */
export interface CourseFacts {
  readonly card: ModelCard;
  readonly config: UcNetConfig;
  readonly modules: readonly ModuleCost[];
}

/** Which latents explain a ground truth, and how far they lie from the prior. */
export interface PosteriorOfTruth extends DiagonalGaussian {
  /** KL(posterior ‖ prior) in nats, one number a dimension. */
  readonly kl: readonly number[];
  /** At the size of the maps. */
  readonly truth: ScalarMap;
  /** Maps at the means of prior and posterior. */
  readonly atPrior: ScalarMap;
  readonly atPosterior: ScalarMap;
}

export interface CommonPrior extends DiagonalGaussian {
  readonly priors: readonly DiagonalGaussian[];
}

/** The networks that chapters look into. Calls run one after another. */
export class CourseSession {
  private readonly files = new DecodedFiles();
  private readonly baselines = new RecentValues<BaselineLens>(4);
  private predictor: UcNetPredictor | null = null;
  private readonly estimates: DepthEstimates;
  private network: { readonly lens: UcNetLens; readonly facts: CourseFacts } | null = null;
  /** The picture that the network holds, where nothing of it is hidden. */
  private held: { readonly key: string; readonly prior: DiagonalGaussian } | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly addresses: CourseAddresses,
    private readonly sources: ModelSources,
  ) {
    this.estimates = new DepthEstimates(() => openDepthEstimator(addresses.depthModel, sources));
  }

  /** @throws ModelUnavailable when the network cannot be had */
  facts(): Promise<CourseFacts> {
    return this.next(async () => (await this.opened()).facts);
  }

  /** @throws ImageError for files that are no pictures */
  inspect(request: InspectRequest): Promise<Inspection> {
    return this.next(() => this.look(request));
  }

  /** As `inspect`, with the map at the prior's mean. */
  answer(request: InspectRequest): Promise<Answered> {
    return this.next(() => this.lookAndAnswer(request));
  }

  /** Maps of a picture, one for each z. */
  sample(picture: CoursePicture, z: readonly (readonly number[])[]): Promise<ScalarMap[]> {
    return this.next(async () => (await this.holding(picture)).lens.sample(z));
  }

  samplePrior(picture: CoursePicture, count: number, seed: number): Promise<LatentSamples> {
    return this.next(async () => (await this.holding(picture)).lens.samplePrior(count, seed));
  }

  /** @throws ImageError for a file that is no ground truth */
  posterior(picture: CoursePicture, file: SourceFile): Promise<PosteriorOfTruth> {
    return this.next(async () => {
      const { lens, prior } = await this.holding(picture);
      const truth = await this.truthOf(file);
      const posterior = await lens.posterior(truth);
      const [atPrior, atPosterior] = await lens.sample([prior.mu, posterior.mu]);
      return {
        ...posterior,
        kl: klDivergence(posterior, prior),
        truth,
        atPrior: atPrior!,
        atPosterior: atPosterior!,
      };
    });
  }

  /** Of SaliencyNet's channel attention, from the finest stage on. */
  gateWeights(): Promise<GateWeights[]> {
    return this.next(async () => (await this.opened()).lens.gateWeights());
  }

  /**
   * The largest part of the map at the prior's mean, then again after it was hidden, and so on, without what lies there, as
   * `training/annotate.py` finds what another annotator might mark.
   */
  answersInTurn(picture: CoursePicture, count: number): Promise<ScalarMap[]> {
    return this.next(async () => {
      const maps: ScalarMap[] = [];
      while (maps.length < count) {
        const hidden: Hidden = { kind: 'objects', maps };
        const { map } = await this.lookAndAnswer({ picture, hidden, watched: [] });
        const held = maps.map(withRim);
        const data = map.data.map((value, i) => (held.some((each) => each[i] === 1) ? 0 : value));
        maps.push(largestPart({ ...map, data }));
      }
      return maps;
    });
  }

  /** One Gaussian for all pictures, that of draws from the priors of these together, and those priors. */
  commonPrior(pictures: readonly CoursePicture[]): Promise<CommonPrior> {
    return this.next(async () => {
      const { lens } = await this.opened();
      const priors: DiagonalGaussian[] = [];
      for (const picture of pictures) {
        const photo = await this.files.photo(picture.photo);
        priors.push(await lens.prior(photo, await this.depthOf(picture, photo)));
      }
      return { ...pooledGaussian(priors), priors };
    });
  }

  /**
   * Samples of a variant of the network, on the same weights.
   *
   * @param common what M4 draws from: weights that never met a standard normal z need one of their own scale
   */
  variant(
    picture: CoursePicture,
    variant: Variant,
    count: number,
    seed: number,
    common: DiagonalGaussian | null,
  ): Promise<LatentSamples> {
    return this.next(async () => {
      const predictor = (this.predictor ??= await this.openPredictor());
      const photo = await this.files.photo(picture.photo);
      const isCommon = variant === 'm4' && common !== null;
      const depth = await this.depthOf(picture, photo);
      await predictor.setImage(photo, depth, isCommon ? 'full' : variant);
      if (!isCommon) return predictor.samplePrior(count, seed);
      const z = drawLatents(common, count, seed);
      return { z, maps: await predictor.sample(z) };
    });
  }

  /** Scores of maps against a ground truth of their size. */
  async score(maps: readonly ScalarMap[], truth: ScalarMap): Promise<SaliencyScores[]> {
    const { SaliencyEvaluator } = await import('../metrics/saliencyEvaluator.ts');
    return maps.map((map) => new SaliencyEvaluator({ normalise: false }).step(map, truth));
  }

  /** A ground truth at the size of the maps. @throws ImageError for a file that is none */
  truth(file: SourceFile): Promise<ScalarMap> {
    return this.next(async () => this.truthOf(file));
  }

  /** @param address of the baseline's folder */
  baseline(
    address: string,
    picture: CoursePicture,
    silent: readonly number[],
  ): Promise<BaselineInspection> {
    return this.next(async () => {
      const lens = await this.baselines.get(address, () => this.openBaseline(address));
      const photo = await this.files.photo(picture.photo);
      return lens.inspect(photo, await this.depthOf(picture, photo), silent);
    });
  }

  private async look({ picture, hidden, watched }: InspectRequest): Promise<Inspection> {
    const { lens } = await this.opened();
    const photo = await this.files.photo(picture.photo);
    const depth = hidden === null ? await this.depthOf(picture, photo) : null;
    const inspection = await lens.inspect(hide(photo, hidden), depth, watched);
    this.held = hidden === null ? { key: picture.key, prior: inspection.prior } : null;
    return inspection;
  }

  /** The network with this picture, which a worker that took another's place has not seen yet. */
  private async holding(picture: CoursePicture) {
    if (this.held?.key !== picture.key) await this.look({ picture, hidden: null, watched: [] });
    const { lens } = await this.opened();
    return { lens, prior: this.held!.prior };
  }

  private async lookAndAnswer(request: InspectRequest): Promise<Answered> {
    const inspection = await this.look(request);
    const { lens } = await this.opened();
    const [map] = await lens.sample([inspection.prior.mu]);
    return { ...inspection, map: map! };
  }

  private async truthOf(file: SourceFile): Promise<ScalarMap> {
    const { height, width, data } = await this.files.truth(file);
    const { inputSize: size } = (await this.opened()).facts.config;
    return { height: size, width: size, data: resizeArea(data, height, width, 1, size, size) };
  }

  private next<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async opened() {
    if (this.network === null) {
      const { card, weights } = await downloadModel(
        this.addresses.model,
        this.sources,
        () => undefined,
      );
      const lens = UcNetLens.load({ config: card, weights });
      const facts = { card, config: lens.config, modules: moduleTable(lens.config) };
      this.network = { lens, facts };
    }
    return this.network;
  }

  private async openPredictor(): Promise<UcNetPredictor> {
    const [{ UcNetPredictor }, { card, weights }] = await Promise.all([
      import('../inference/ucNetPredictor.ts'),
      downloadModel(this.addresses.model, this.sources, () => undefined),
    ]);
    return UcNetPredictor.load({ config: card, weights });
  }

  private async openBaseline(address: string): Promise<BaselineLens> {
    const [{ BaselineLens }, { card, weights }] = await Promise.all([
      import('../inference/baselineLens.ts'),
      downloadModel(address, this.sources, () => undefined),
    ]);
    return BaselineLens.load({ config: card, weights });
  }

  /** As the page prepares it. */
  private async depthOf(
    { photo: { key }, depth: source, near, fit, adjust }: CoursePicture,
    photo: RgbImage,
  ): Promise<DepthMap | null> {
    const depth = await this.files.depthFrom(source, () => this.estimates.ofFile(key, photo));
    if (depth === null) return null;
    if ('estimated' in depth) return depth.estimated;
    return (await prepareDepth(null, photo, depth, { near, fit, adjust })).map;
  }
}

function hide(photo: RgbImage, hidden: Hidden | null): RgbImage {
  if (hidden === null) return photo;
  return hidden.kind === 'patches'
    ? hidePatches(photo, hidden.patches)
    : hidden.maps.reduce(hideObject, photo);
}
