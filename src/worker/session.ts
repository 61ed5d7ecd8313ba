import { stemOf } from '../evaluation/fileRole.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import { drawSamples } from '../inference/drawSamples.ts';
import { type LatentEffect, latentEffects } from '../inference/latentEffect.ts';
import {
  type Predictor,
  PredictorError,
  type PriorDraws,
  type SampleOptions,
} from '../inference/predictor.ts';
import { findRegions, MAX_VOTERS } from '../inference/regions.ts';
import { orientDepth } from '../inference/prepareDepth.ts';
import { analyseImage } from '../inference/runImage.ts';
import { drawLatents } from '../inference/latents.ts';
import { resizeArea } from '../math/resize.ts';
import {
  type DiagonalGaussian,
  klDivergence,
  standardDeviations,
} from '../model/diagonalGaussian.ts';
import { type DecodedFiles, KEPT_FILES, RecentValues } from './decodedFiles.ts';
import type { DepthEstimates } from './depthEstimates.ts';
import { shrinkDepth } from './fileFacts.ts';
import type {
  Assessment,
  AssessmentRequest,
  DepthDamage,
  DownloadFile,
  DownloadKind,
  ImageFacts,
  ImageRequest,
  LatentSample,
  PosteriorFacts,
  SampleSet,
} from './protocol.ts';

/** What a session needs of a predictor. */
export type SessionPredictor = Pick<
  Predictor,
  'latentDim' | 'setImage' | 'sample' | 'summarisePrior' | 'posterior'
>;

/** Files that are made of what the network gave. */
type MapKind = Exclude<DownloadKind, { readonly kind: 'estimated-depth' }>;

const NO_IMAGE = 'There is no image yet: call setImage first.';

/** The image on the screen and what the network made of it. */
export class InferenceSession {
  /** What each network decided. */
  private readonly nearEnds = new WeakMap<SessionPredictor, RecentValues<NearEnd>>();
  private photo: { image: RgbImage; name: string } | null = null;
  private prior: DiagonalGaussian | null = null;
  private correctedDepth: ScalarMap | null = null;
  /** The depth of the image on the screen, where it was estimated. */
  private estimatedDepth: DepthMap | null = null;
  private samples: SampleSet | null = null;
  private explored: LatentSample | null = null;
  /** The posterior of the latest ground truth, and what it depends on besides the image. */
  private posterior: { readonly key: string; readonly facts: PosteriorFacts } | null = null;

  constructor(
    private readonly files: DecodedFiles,
    private readonly estimates: Pick<DepthEstimates, 'ofFile'>,
  ) {}

  /** Runs the part of the network that is needed once per image; before it, what decides on `near` if asked to. */
  async setImage(
    predictor: SessionPredictor,
    { photo: file, depth: source, near, fit, adjust, damage, variant }: ImageRequest,
    signal?: AbortSignal,
  ): Promise<ImageFacts> {
    const photo = await this.files.photo(file);
    const depth = await this.files.depthFrom(source, () => this.estimates.ofFile(file.key, photo));
    const depthKey = source === null || source === 'estimated' ? source : source.key;
    const nearKey = JSON.stringify([file.key, depthKey, adjust]);
    const alter = damage === null ? undefined : await this.damaging(damage);
    const start = performance.now();
    const nearEnds = this.nearEndsOf(predictor);
    const analysed = await analyseImage(
      predictor,
      { photo, depth },
      { near, fit, adjust },
      {
        signal,
        variant,
        alter,
        remember: (decide) => nearEnds.get(nearKey, decide),
      },
    );
    const { prior, correctedDepth } = analysed;
    const milliseconds = performance.now() - start;
    this.photo = { image: photo, name: file.name };
    this.prior = prior;
    this.correctedDepth = correctedDepth;
    this.estimatedDepth = depth !== null && 'estimated' in depth ? depth.estimated : null;
    this.samples = null;
    this.explored = null;
    this.posterior = null;
    const { height, width } = photo;
    return {
      size: { height, width },
      priorMu: prior.mu,
      priorSigma: standardDeviations(prior),
      correctedDepth,
      damagedDepth: damage === null ? null : analysed.depth.map,
      near: analysed.depth.near,
      nearBy: analysed.depth.nearBy,
      milliseconds,
    };
  }

  /** What damages a depth map, at the size of the screen: finer damage would not reach the network. */
  private async damaging(damage: DepthDamage): Promise<(depth: DepthMap) => DepthMap> {
    const { other } = damage;
    const { damageDepth } = await import('../image/damageDepth.ts');
    const theirs = other && orientDepth(await this.files.depth(other.file), other.near).map;
    return (depth) => damageDepth(shrinkDepth(depth), damage, theirs);
  }

  /**
   * Draws samples and what they say together. A network that draws one after another can be stopped in
   * between: the set then holds the samples that were done.
   *
   * @throws Interrupted when nothing is to be kept or nothing was done
   */
  async drawSamples(
    predictor: SessionPredictor,
    draws: PriorDraws,
    options: SampleOptions = {},
  ): Promise<SampleSet> {
    if (this.prior === null) throw new PredictorError(NO_IMAGE);
    const start = performance.now();
    const { z, maps, summary } = await drawSamples(predictor, this.prior, draws, options);
    this.samples = {
      count: maps.length,
      seed: draws.seed,
      z,
      maps,
      ...summary,
      // Of more answers the first ones say enough of where they differ.
      regions: findRegions(maps.slice(0, MAX_VOTERS)),
      milliseconds: performance.now() - start,
    };
    return this.samples;
  }

  async explore(
    predictor: SessionPredictor,
    z: readonly number[],
    options: SampleOptions = {},
  ): Promise<LatentSample> {
    const start = performance.now();
    const [map] = await predictor.sample([z], options);
    this.explored = { z, map: map!, milliseconds: performance.now() - start };
    return this.explored;
  }

  /** Maps at each z, shrunk. None of them becomes the explored one. */
  async smallMaps(
    predictor: SessionPredictor,
    z: readonly (readonly number[])[],
    options: SampleOptions = {},
  ): Promise<readonly ScalarMap[]> {
    const maps = await predictor.sample(z, options);
    return maps.map(shrink);
  }

  /** How far each latent moves the map of the image on the screen. */
  async latentEffects(
    predictor: SessionPredictor,
    options: SampleOptions = {},
  ): Promise<readonly LatentEffect[]> {
    if (this.prior === null) throw new PredictorError(NO_IMAGE);
    return latentEffects(predictor, this.prior, options);
  }

  /**
   * Scores the latest samples, and asks the posterior which latents explain the ground truth.
   *
   * @throws the signal's reason
   */
  async assess(
    predictor: SessionPredictor,
    { truth: file, seed, scale }: AssessmentRequest,
    signal?: AbortSignal,
  ): Promise<Assessment> {
    const { samples, photo } = this;
    if (samples === null || photo === null)
      throw new PredictorError('There are no samples yet: call drawSamples first.');
    const start = performance.now();
    const truth = await this.files.truth(file);
    const posterior = await this.explain(predictor, file.key, truth, seed, signal);
    // Scoring is for those who bring a ground truth; the others do not load it.
    const { reportOnTruth } = await import('../evaluation/truthReport.ts');
    const report = await reportOnTruth(
      { ...samples, samples: samples.maps, posterior: posterior?.map ?? null },
      truth,
      {
        dataset: stemOf(photo.name),
        normalise: scale === 'minMax',
        people: await this.files.peopleOf(file),
        signal,
      },
    );
    return {
      report,
      posterior,
      errorMap: differenceMap(samples.consensus, truth),
      scale,
      milliseconds: performance.now() - start,
    };
  }

  private async explain(
    predictor: SessionPredictor,
    truthKey: string,
    truth: ScalarMap,
    seed: number,
    signal: AbortSignal | undefined,
  ): Promise<PosteriorFacts | null> {
    if (predictor.posterior === undefined) return null;
    const key = `${truthKey} ${seed}`;
    if (this.posterior?.key === key) return this.posterior.facts;
    const prior = this.prior!;
    const gaussian = await predictor.posterior(truth);
    const [z] = drawLatents(gaussian, 1, seed);
    const [map] = await predictor.sample([z!], { signal });
    const facts = {
      mu: gaussian.mu,
      sigma: standardDeviations(gaussian),
      kl: klDivergence(gaussian, prior),
      z: z!,
      map: map!,
    };
    this.posterior = { key, facts };
    return facts;
  }

  /** A result at the photo's size as PNG, values unstretched. The name says where the depth was estimated. */
  async download(what: DownloadKind): Promise<DownloadFile> {
    if (this.photo === null) throw new Error(NO_IMAGE);
    const { image, name } = this.photo;
    const { estimatedDepth } = this;
    const stem = estimatedDepth === null ? stemOf(name) : `${stemOf(name)}-estimated-depth`;
    if (what.kind === 'estimated-depth') {
      if (estimatedDepth === null)
        throw new Error('No depth was estimated for this image: set it with an estimate first.');
      const { encodeReadingsFile } = await import('../inference/photoMaps.ts');
      return { name: `${stem}.png`, bytes: encodeReadingsFile(estimatedDepth) };
    }
    const title = what.kind === 'sample' ? `sample-${what.index + 1}` : what.kind;
    return { name: `${stem}-${title}.png`, bytes: await encode(what, this.mapFor(what), image) };
  }

  private mapFor(what: MapKind): ScalarMap {
    const map = this.latestMap(what);
    if (map === null || map === undefined)
      throw new Error('This map is not there yet: ask for it before its file.');
    return map;
  }

  private latestMap(what: MapKind): ScalarMap | null | undefined {
    switch (what.kind) {
      case 'corrected-depth':
        return this.correctedDepth;
      case 'explored':
        return this.explored?.map;
      case 'posterior':
        return this.posterior?.facts.map;
      case 'sample':
        return this.samples?.maps[what.index];
      default:
        return this.samples?.[what.kind];
    }
  }

  /** What a network decides about the near end of a pair is decided once. */
  private nearEndsOf(predictor: SessionPredictor): RecentValues<NearEnd> {
    const decided = this.nearEnds.get(predictor) ?? new RecentValues<NearEnd>(KEPT_FILES);
    this.nearEnds.set(predictor, decided);
    return decided;
  }
}

async function encode(
  what: MapKind,
  map: ScalarMap,
  photo: RgbImage,
): Promise<Uint8Array<ArrayBuffer>> {
  const { encodeDepthFile, encodeMapFile } = await import('../inference/photoMaps.ts');
  if (what.kind === 'corrected-depth') return encodeDepthFile(map, photo);
  return encodeMapFile(map, photo);
}

/** Side of a small map, in pixels. */
const SMALL_SIDE = 96;

function shrink({ data, height, width }: ScalarMap): ScalarMap {
  const side = Math.min(SMALL_SIDE, height, width);
  return {
    height: side,
    width: side,
    data: resizeArea(data, height, width, 1, side, side),
  };
}

/** A map minus a ground truth of any size, at the map's size. */
function differenceMap({ height, width, data }: ScalarMap, truth: ScalarMap): ScalarMap {
  const shrunk = resizeArea(truth.data, truth.height, truth.width, 1, height, width);
  return { height, width, data: data.map((value, i) => value - shrunk[i]!) };
}
