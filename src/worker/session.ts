import { stemOf } from '../evaluation/stemMatching.ts';
import { cutOut } from '../image/cutOut.ts';
import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { decodeMap } from '../image/decodeMap.ts';
import { decodePhoto } from '../image/decodePhoto.ts';
import { encodeRgbaPng } from '../image/encodePng.ts';
import { checkDepthFit, resizeDepth } from '../image/fitDepth.ts';
import { ImageError } from '../image/imageError.ts';
import { normaliseDepth } from '../image/normaliseDepth.ts';
import type { DepthMap, ImageSize, RawDepth, RgbImage, ScalarMap } from '../image/types.ts';
import { decideNear, type NearEnd } from '../inference/decideNear.ts';
import { encodeDepthFile, encodeMapFile, fitToPhoto } from '../inference/photoMaps.ts';
import { drawLatents, PredictorError, type SummarisedSamples } from '../inference/predictor.ts';
import {
  type SaliencyPredictor,
  type SampleOptions,
  usefulSamples,
} from '../inference/saliencyPredictor.ts';
import { summariseSamples } from '../inference/sampleSummary.ts';
import { resizeArea } from '../math/resize.ts';
import { mean } from '../math/statistics.ts';
import { toMask } from '../metrics/metricInput.ts';
import { objectCount } from '../metrics/objectCount.ts';
import {
  type DiagonalGaussian,
  klDivergence,
  standardDeviations,
} from '../model/diagonalGaussian.ts';
import { cropToAspect } from './cropDepth.ts';
import type {
  Assessment,
  AssessmentRequest,
  DepthFacts,
  DownloadFile,
  DownloadKind,
  ImageFacts,
  ImageRequest,
  Interruption,
  LatentSample,
  PairFacts,
  PairRequest,
  PhotoFacts,
  PosteriorFacts,
  SampleRequest,
  SampleSet,
  SourceFile,
  TruthFacts,
} from './protocol.ts';
import { RecentValues } from './recentValues.ts';

/** What a session needs of a predictor. */
export type SessionPredictor = Pick<
  SaliencyPredictor,
  'latentDim' | 'setImage' | 'sample' | 'summarisePrior' | 'posterior'
>;

/** The reason of a signal that ends a call of the network. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly how: Interruption) {
    super('The call was interrupted.');
  }
}

/** Makes an image file of a photo for the screen. */
export type PreviewMaker = (photo: RgbImage) => Promise<Blob>;

/** Longer side of a preview of a depth map or a ground truth, in pixels. */
const PREVIEW_SIDE = 640;
/** Decoded files kept: the image on the screen, and one that may replace it. */
const KEPT_FILES = 2;

/** The image on the screen and what the network made of it. Files are decoded once. */
export class InferenceSession {
  private readonly photos = new RecentValues<RgbImage>(KEPT_FILES);
  private readonly depths = new RecentValues<RawDepth>(KEPT_FILES);
  private readonly truths = new RecentValues<ScalarMap>(KEPT_FILES);
  private readonly nearEnds = new RecentValues<NearEnd>(KEPT_FILES);
  private readonly makePreview: PreviewMaker;
  private photo: { image: RgbImage; name: string } | null = null;
  private prior: DiagonalGaussian | null = null;
  private correctedDepth: ScalarMap | null = null;
  private samples: SampleSet | null = null;
  private explored: LatentSample | null = null;
  /** The posterior of the latest ground truth, and what it depends on besides the image. */
  private posterior: { readonly key: string; readonly facts: PosteriorFacts } | null = null;

  constructor(makePreview: PreviewMaker) {
    this.makePreview = makePreview;
  }

  async readPhoto(file: SourceFile): Promise<PhotoFacts> {
    const photo = await this.decodedPhoto(file);
    return { width: photo.width, height: photo.height, preview: await this.makePreview(photo) };
  }

  async readDepth(file: SourceFile, near: NearEnd): Promise<DepthFacts> {
    const raw = await this.decodedDepth(file);
    const depth = normaliseDepth(raw, { near });
    const readings = depth.valid.reduce((sum, valid) => sum + valid, 0);
    const preview = shrinkDepth(depth);
    return {
      width: depth.width,
      height: depth.height,
      preview: { height: preview.height, width: preview.width, data: preview.data },
      previewValid: preview.valid,
      bitDepth: raw.bitDepth,
      missingShare: 1 - readings / depth.valid.length,
      warning: raw.warning,
    };
  }

  /** @throws ImageError or MetricInputError for a file that is no mask */
  async readTruth(file: SourceFile): Promise<TruthFacts> {
    const truth = await this.decodedTruth(file);
    const { height, width } = truth;
    const size = previewSize(truth);
    const preview = resizeArea(truth.data, height, width, 1, size.height, size.width);
    return {
      width,
      height,
      preview: { ...size, data: preview },
      objects: objectCount(toMask(truth)),
    };
  }

  /** Runs the part of the network that is needed once per image; before it, what decides on `near` if asked to. */
  async setImage(predictor: SessionPredictor, request: ImageRequest): Promise<ImageFacts> {
    const photo = await this.decodedPhoto(request.photo);
    const start = performance.now();
    const near = await this.nearEnd(predictor, photo, request);
    const depth = near === null ? null : await this.fittedDepth(photo, request, near);
    const { prior, correctedDepth } = await predictor.setImage(photo, depth);
    const milliseconds = performance.now() - start;
    this.photo = { image: photo, name: request.photo.name };
    this.prior = prior;
    this.correctedDepth = correctedDepth;
    this.samples = null;
    this.explored = null;
    this.posterior = null;
    return {
      priorMu: prior.mu,
      priorSigma: standardDeviations(prior),
      correctedDepth,
      near,
      milliseconds,
    };
  }

  /**
   * Draws samples and what they say together. A network that draws one after another can be stopped in
   * between: the set then holds the samples that were done.
   *
   * @throws Interrupted when nothing is to be kept or nothing was done
   */
  async drawSamples(
    predictor: SessionPredictor,
    request: SampleRequest,
    options: SampleOptions = {},
  ): Promise<SampleSet> {
    const { seed } = request;
    const count = usefulSamples(predictor, request.count);
    const start = performance.now();
    const { z, maps, summary } =
      predictor.summarisePrior === undefined
        ? await this.drawOneByOne(predictor, { count, seed }, options)
        : await predictor.summarisePrior(count, seed);
    this.samples = {
      count: maps.length,
      seed,
      z,
      maps,
      ...summary,
      milliseconds: performance.now() - start,
    };
    return this.samples;
  }

  private async drawOneByOne(
    predictor: SessionPredictor,
    { count, seed }: SampleRequest,
    { onProgress, signal }: SampleOptions,
  ): Promise<SummarisedSamples> {
    if (this.prior === null) throw new PredictorError('There is no image yet.');
    const z = drawLatents(this.prior, count, seed);
    const done: ScalarMap[] = [];
    const maps = await predictor
      .sample(z, {
        ...(signal === undefined ? {} : { signal }),
        onProgress: (number, total, map) => {
          done.push(map);
          onProgress?.(number, total, map);
        },
      })
      .catch((error: unknown) => {
        if (error instanceof Interrupted && error.how === 'stop' && done.length > 0) return done;
        throw error;
      });
    return { z: z.slice(0, maps.length), maps, summary: summariseSamples(maps) };
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

  /**
   * Scores the latest samples, and asks the posterior which latents explain the ground truth.
   *
   * @throws the signal's reason
   */
  async assess(
    predictor: SessionPredictor,
    { truth: file, seed, normalise }: AssessmentRequest,
    signal?: AbortSignal,
  ): Promise<Assessment> {
    const { samples, photo } = this;
    if (samples === null || photo === null) throw new PredictorError('There are no samples yet.');
    const start = performance.now();
    const truth = await this.decodedTruth(file);
    const posterior = await this.explain(predictor, file.key, truth, seed, signal);
    // Scoring is for those who bring a ground truth; the others do not load it.
    const { reportOnTruth } = await import('../evaluation/truthReport.ts');
    const report = await reportOnTruth(
      { ...samples, samples: samples.maps, posterior: posterior?.map ?? null },
      truth,
      { dataset: stemOf(photo.name), normalise, signal },
    );
    return {
      report,
      posterior,
      errorMap: differenceMap(samples.consensus, truth),
      normalise,
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
    const [map] = await predictor.sample([z!], signal === undefined ? {} : { signal });
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

  /**
   * Runs one pair of many, and keeps nothing of it. The network holds its image afterwards, so the page's own has to
   * be set again.
   *
   * @throws ImageError or MetricInputError when a file cannot be used; the signal's reason
   */
  async runPair(
    predictor: SessionPredictor,
    request: PairRequest,
    signal?: AbortSignal,
  ): Promise<PairFacts> {
    const pair = new InferenceSession(this.makePreview);
    const { photo: file, depth, near, count, seed } = request;
    const start = performance.now();
    const photo = await pair.decodedPhoto(file);
    const truth = request.truth === null ? null : await pair.decodedTruth(request.truth);
    if (depth !== null) requireSameShape(photo, await pair.decodedDepth(depth), depth.name);
    if (truth !== null) requireSameShape(photo, truth, request.truth!.name);
    const facts = await pair.setImage(predictor, { photo: file, depth, near, fit: 'stretch' });
    const options = signal === undefined ? {} : { signal };
    const samples = await pair.drawSamples(predictor, { count, seed }, options);
    return {
      files: {
        consensus: encodeMapFile(samples.consensus, photo),
        mean: encodeMapFile(samples.mean, photo),
        uncertainty: encodeMapFile(samples.entropy, photo),
        ...(facts.correctedDepth && { depth: encodeDepthFile(facts.correctedDepth, photo) }),
      },
      meanUncertainty: mean(samples.entropy.data),
      measured: truth === null ? null : await measureSamples(samples, truth),
      near: facts.near,
      milliseconds: performance.now() - start,
    };
  }

  /** A result at the photo's size as PNG, values unstretched. */
  download(what: DownloadKind): DownloadFile {
    if (this.photo === null) throw new Error('There is no result to download yet.');
    const { image, name } = this.photo;
    const title = what.kind === 'sample' ? `sample-${what.index + 1}` : what.kind;
    return { name: `${stemOf(name)}-${title}.png`, bytes: encode(what, this.mapFor(what), image) };
  }

  private mapFor(what: DownloadKind): ScalarMap {
    const map = this.latestMap(what);
    if (map === null || map === undefined) throw new Error('This map is not there yet.');
    return map;
  }

  private latestMap(what: DownloadKind): ScalarMap | null | undefined {
    switch (what.kind) {
      case 'corrected-depth':
        return this.correctedDepth;
      case 'explored':
        return this.explored?.map;
      case 'posterior':
        return this.posterior?.facts.map;
      case 'sample':
        return this.samples?.maps[what.index];
      case 'cut-out':
        return this.samples?.consensus;
      default:
        return this.samples?.[what.kind];
    }
  }

  private async decodedPhoto(file: SourceFile): Promise<RgbImage> {
    return this.photos.get(file.key, async () => decodePhoto(await bytesOf(file), file.name));
  }

  private async decodedDepth(file: SourceFile): Promise<RawDepth> {
    return this.depths.get(file.key, async () => decodeDepthRaw(await bytesOf(file), file.name));
  }

  private async decodedTruth(file: SourceFile): Promise<ScalarMap> {
    return this.truths.get(file.key, async () => {
      const truth = await decodeMap(await bytesOf(file), file.name);
      toMask(truth);
      return truth;
    });
  }

  private async nearEnd(
    predictor: SessionPredictor,
    photo: RgbImage,
    request: ImageRequest,
  ): Promise<NearEnd | null> {
    const { depth, near } = request;
    if (depth === null) return null;
    if (near !== 'auto') return near;
    return this.nearEnds.get(`${request.photo.key} ${depth.key}`, async () => {
      const decision = await decideNear(predictor, photo, await this.decodedDepth(depth));
      return decision.near;
    });
  }

  private async fittedDepth(
    photo: RgbImage,
    request: ImageRequest,
    near: NearEnd,
  ): Promise<DepthMap> {
    const raw = await this.decodedDepth(request.depth!);
    const depth = normaliseDepth(raw, { near });
    return request.fit === 'crop' ? cropToAspect(depth, photo) : depth;
  }
}

function encode(what: DownloadKind, map: ScalarMap, photo: RgbImage): Uint8Array<ArrayBuffer> {
  if (what.kind === 'corrected-depth') return encodeDepthFile(map, photo);
  if (what.kind === 'cut-out') return encodeRgbaPng(cutOut(photo, fitToPhoto(map, photo)));
  return encodeMapFile(map, photo);
}

function previewSize({ height, width }: ImageSize): ImageSize {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(height, width));
  const shrink = (side: number) => Math.max(1, Math.round(side * scale));
  return { height: shrink(height), width: shrink(width) };
}

function shrinkDepth(depth: DepthMap): DepthMap {
  const { height, width } = previewSize(depth);
  return width === depth.width && height === depth.height
    ? depth
    : resizeDepth(depth, height, width);
}

/** @throws ImageError when a depth map or a ground truth is not of the photo's shape */
function requireSameShape(photo: ImageSize, other: ImageSize, name: string): void {
  if (checkDepthFit(photo, other).ok) return;
  throw new ImageError(
    'differentShape',
    `${name} is ${other.width}×${other.height} pixels and its photo ${photo.width}×${photo.height}: they do not belong together.`,
  );
}

/** As `ucnet evaluate` measures an image; its single sample is the first. */
async function measureSamples(set: SampleSet, truth: ScalarMap): Promise<PairFacts['measured']> {
  const { measureImage } = await import('../evaluation/measureImage.ts');
  const fit = (map: ScalarMap) => fitToPhoto(map, truth);
  const samples = set.maps.map(fit);
  const maps = {
    consensus: fit(set.consensus),
    mean: fit(set.mean),
    single: samples[0]!,
    uncertainty: fit(set.entropy),
    samples,
  };
  return {
    minMax: measureImage(maps, truth, { normalise: true }),
    raw: measureImage(maps, truth, { normalise: false }),
  };
}

/** A map minus a ground truth of any size, at the map's size. */
function differenceMap({ height, width, data }: ScalarMap, truth: ScalarMap): ScalarMap {
  const shrunk = resizeArea(truth.data, truth.height, truth.width, 1, height, width);
  return { height, width, data: data.map((value, i) => value - shrunk[i]!) };
}

async function bytesOf(file: SourceFile): Promise<Uint8Array> {
  return new Uint8Array(await file.blob.arrayBuffer());
}
