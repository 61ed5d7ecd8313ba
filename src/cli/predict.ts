import path from 'node:path';
import { normaliseDepth } from '../image/normaliseDepth.ts';
import type { DepthMap, RawDepth, RgbImage } from '../image/types.ts';
import { decideNear, type NearEnd } from '../inference/decideNear.ts';
import { encodeDepthFile, encodeMapFile } from '../inference/photoMaps.ts';
import { type SaliencyPredictor, usefulSamples } from '../inference/saliencyPredictor.ts';
import { summariseSamples, type UncertaintyKind } from '../inference/sampleSummary.ts';
import { formatDuration } from '../math/duration.ts';
import { standardDeviations } from '../model/diagonalGaussian.ts';
import type { BackendName } from './backend.ts';
import { BadInput } from './failures.ts';
import type { NearOption, PredictOptions } from './commandOptions.ts';
import { makeFolder, writeOutput } from './files.ts';
import { readNetwork } from './modelFolder.ts';
import { startNetwork } from './network.ts';
import type { ProgressStream } from './progress.ts';
import { readDepthFor, readPhoto } from './readImage.ts';

/** What `result.json` holds. */
interface PredictResult {
  readonly model: string;
  readonly weightsSha256: string;
  readonly backend: BackendName;
  readonly backendDescription: string;
  readonly photo: { readonly file: string; readonly height: number; readonly width: number };
  readonly depth: {
    readonly file: string;
    readonly near: NearEnd;
    readonly decided: boolean;
  } | null;
  /** null where the latent was given. */
  readonly seed: number | null;
  /** z of `sample-1.png`, `sample-2.png`, … */
  readonly z: readonly (readonly number[])[];
  readonly prior: { readonly mu: readonly number[]; readonly sigma: readonly number[] };
  /** What `uncertainty.png` shows: bits of entropy of the mean map, or the variance of the samples. */
  readonly uncertainty: UncertaintyKind;
  readonly files: readonly string[];
  /** Milliseconds. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Milliseconds between calls, by name. */
class Stopwatch {
  readonly timings: Record<string, number> = {};
  private readonly start = performance.now();
  private last = this.start;

  lap(name: string): void {
    const now = performance.now();
    this.timings[name] = round(now - this.last);
    this.last = now;
  }

  total(): void {
    this.timings['total'] = round(performance.now() - this.start);
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

interface Depth {
  readonly map: DepthMap;
  readonly near: NearEnd;
}

async function orientDepth(
  predictor: SaliencyPredictor,
  photo: RgbImage,
  raw: RawDepth | null,
  near: NearOption,
): Promise<Depth | null> {
  if (raw === null) return null;
  const end = near === 'auto' ? (await decideNear(predictor, photo, raw)).near : near;
  return { map: normaliseDepth(raw, { near: end }), near: end };
}

/** Networks that run whole for each sample report each on the way. */
async function drawSamples(
  predictor: SaliencyPredictor,
  { z, samples, seed }: PredictOptions,
  tell: (line: string) => void,
) {
  const start = performance.now();
  const onProgress = (done: number, total: number) => {
    const left = ((performance.now() - start) / 1000 / done) * (total - done);
    const ending = done < total ? `, ${formatDuration(left)} left` : '';
    tell(`Sample ${done} of ${total}${ending}`);
  };
  if (z === undefined) {
    return predictor.samplePrior(usefulSamples(predictor, samples), seed, { onProgress });
  }
  return { z: [z], maps: await predictor.sample([z], { onProgress }) };
}

function requireLatent(z: readonly number[] | undefined, latentDim: number): void {
  if (z !== undefined && latentDim === 0) {
    throw new BadInput('--z needs a model with latents, and this one has none: leave it out.');
  }
  if (z !== undefined && z.length !== latentDim) {
    throw new BadInput(
      `--z has ${z.length} ${z.length === 1 ? 'number' : 'numbers'}, and this model's latent has ${latentDim}: give ${latentDim}, separated by commas.`,
    );
  }
}

/**
 * Runs the network on one picture and writes every map at the photo's size.
 *
 * @throws BadInput or ImageError with one sentence when the input cannot be used
 */
export async function predict(options: PredictOptions, progress: ProgressStream): Promise<void> {
  const tell = (line: string) => progress.write(`${line}\n`);
  const watch = new Stopwatch();
  await makeFolder(options.out);
  const photo = await readPhoto(options.rgb);
  const raw = options.depth === undefined ? null : await readDepthFor(photo, options.depth);
  watch.lap('read');

  tell('Starting the network…');
  const model = await readNetwork(options);
  const { predictor, backend } = await startNetwork(options.backend, model);
  requireLatent(options.z, predictor.latentDim);
  watch.lap('start');

  tell(`Running it on ${options.rgb}, ${photo.width}×${photo.height} pixels (${backend})…`);
  const depth = await orientDepth(predictor, photo, raw, options.near);
  watch.lap('depth');
  const { prior, correctedDepth } = await predictor.setImage(photo, depth?.map ?? null);
  watch.lap('setImage');
  const { z, maps } = await drawSamples(predictor, options, tell);
  watch.lap('samples');
  const summary = summariseSamples(maps);
  predictor.dispose();
  watch.lap('consensus');

  const pictures = new Map([
    ['consensus.png', encodeMapFile(summary.consensus, photo)],
    ['mean.png', encodeMapFile(summary.mean, photo)],
    ['uncertainty.png', encodeMapFile(summary[options.uncertainty], photo)],
  ]);
  if (correctedDepth !== null) {
    pictures.set('corrected-depth.png', encodeDepthFile(correctedDepth, photo));
  }
  maps.forEach((map, i) => pictures.set(`sample-${i + 1}.png`, encodeMapFile(map, photo)));
  for (const [name, bytes] of pictures) await writeOutput(path.join(options.out, name), bytes);
  watch.lap('write');
  watch.total();

  const result: PredictResult = {
    model: predictor.config.name,
    weightsSha256: model.sha256,
    backend: options.backend,
    backendDescription: backend,
    photo: { file: options.rgb, height: photo.height, width: photo.width },
    depth:
      depth === null
        ? null
        : { file: options.depth!, near: depth.near, decided: options.near === 'auto' },
    seed: options.z === undefined ? options.seed : null,
    z,
    prior: { mu: prior.mu, sigma: standardDeviations(prior) },
    uncertainty: options.uncertainty,
    files: [...pictures.keys()],
    timings: watch.timings,
  };
  await writeOutput(path.join(options.out, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  tell(`Wrote ${pictures.size} maps and result.json to ${options.out}.`);
}
