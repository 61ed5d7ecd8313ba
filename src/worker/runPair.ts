import type { Truth } from '../image/truthMask.ts';
import { runImage, type RunningPredictor } from '../inference/runImage.ts';
import { mean } from '../math/statistics.ts';
import type { People } from '../metrics/people.ts';
import { DecodedFiles } from './decodedFiles.ts';
import type { PairFacts, PairRequest } from './protocol.ts';

/**
 * Runs one pair of many, and keeps nothing of it: what the page's session holds stays. The network holds the pair
 * afterwards, so the page's own image has to be set again.
 *
 * @throws ImageError or MetricInputError when a file cannot be used; the signal's reason
 */
export async function runPair(
  predictor: RunningPredictor,
  request: PairRequest,
  signal?: AbortSignal,
): Promise<PairFacts> {
  const start = performance.now();
  const { depth, truth, name, near, fit, count, seed } = request;
  const files = new DecodedFiles();
  const mask = truth === null ? null : await files.truth(truth);
  const { measured, summary, ...run } = await runImage(
    predictor,
    {
      photo: await files.photo(request.photo),
      depth: depth === null ? null : { name: depth.name, raw: await files.depth(depth) },
      truth: mask === null ? null : { name: truth!.name, map: mask, people: await peopleOf(mask) },
    },
    {
      ...{ near, fit, count, seed },
      nameAmongMany: name,
      uncertainty: 'entropy',
      scales: ['minMax', 'raw'],
      files: ['consensus', 'mean', 'uncertainty', 'depth'],
    },
    { signal },
  );
  return {
    files: Object.fromEntries(run.files),
    meanUncertainty: mean(summary.entropy.data),
    measured: mask === null ? null : { minMax: measured.minMax!, raw: measured.raw! },
    near: run.depth.near,
    seed: run.seed,
    warnings: [...run.depth.warnings, ...(mask === null || mask.note === null ? [] : [mask.note])],
    milliseconds: performance.now() - start,
  };
}

/** Those whose answers a mask is made of; null of one that is one person's. */
async function peopleOf({ counts }: Truth): Promise<People | null> {
  return counts === null ? null : (await import('../metrics/people.ts')).levelSets(counts);
}
