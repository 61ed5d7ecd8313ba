import type { ScalarMap } from '../image/types.ts';
import { crc32 } from '../math/crc32.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';
import {
  type Predictor,
  type PriorDraws,
  type SampleOptions,
  type SummarisedSamples,
  usefulSamples,
} from './predictor.ts';
import { summariseSamples } from './sampleSummary.ts';
import { drawLatents } from './latents.ts';

/** What becomes of samples that are interrupted: those that are done are kept, or nothing is. */
export type Interruption = 'stop' | 'discard';

/** The reason of a signal that ends a call of the network. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly how: Interruption) {
    super('The call was interrupted.');
  }
}

/**
 * Draws samples of the predictor's image and what they say together; one sample of a network that has but one map. A
 * network that draws one after another can be stopped in between: the samples that were done are kept then.
 *
 * @param prior of the image
 * @throws PredictorError for a count that is not a whole number above 0; the signal's reason, unless it is a `stop` and a
 *   sample was done
 */
export async function drawSamples(
  predictor: Pick<Predictor, 'latentDim' | 'sample' | 'summarisePrior'>,
  prior: DiagonalGaussian,
  draws: PriorDraws,
  options: SampleOptions = {},
): Promise<SummarisedSamples> {
  const count = usefulSamples(predictor, draws.count);
  options.signal?.throwIfAborted();
  if (predictor.summarisePrior !== undefined)
    return predictor.summarisePrior({ ...draws, count }, count, options);
  return sampleAt(predictor, drawLatents(prior, count, draws.seed, draws.spread), options);
}

/** Whether the samples that are done are to be kept, and no more drawn. */
export function isStopped(reason: unknown): boolean {
  return reason instanceof Interrupted && reason.how === 'stop';
}

/** As `drawSamples`, for latents that are given, `latentDim` numbers each. */
export async function sampleAt(
  predictor: Pick<Predictor, 'sample'>,
  z: number[][],
  { onProgress, signal }: SampleOptions,
): Promise<SummarisedSamples> {
  const done: ScalarMap[] = [];
  const maps = await predictor
    .sample(z, {
      signal,
      onProgress: (number, total, map) => {
        done.push(map);
        onProgress?.(number, total, map);
      },
    })
    .catch((error: unknown) => {
      if (isStopped(error) && done.length > 0) return done;
      throw error;
    });
  return { z: z.slice(0, maps.length), maps, summary: summariseSamples(maps) };
}

/**
 * The seed of one image among many. If all had the same noise, a mean over many images would still measure those few
 * draws. An image keeps its noise whatever the other images and its depth are.
 *
 * @param name of the image in its data set, without folders and extension
 */
export function seedOfImage(seed: number, name: string): number {
  const ofName = crc32(new TextEncoder().encode(name));
  // Towards zero, so that it stays a safe integer.
  return seed < 0 ? seed + ofName : seed - ofName;
}

/** Lets messages in, so that work on the processor can be stopped. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
