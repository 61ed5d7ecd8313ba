import { DEPTH_PLACE_NAMES } from '../image/rgbdParts.ts';
import type { Truth } from '../image/truthMask.ts';
import type { Photo } from '../image/types.ts';
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
  const { truth, name, near, fit, count, seed } = request;
  const files = new DecodedFiles();
  const photo = await files.photo(request.photo);
  // Of a pair without a depth map, the one that the photo's own file holds.
  const depth = request.depth ?? (photo.depthInFile === 'inner' ? request.photo : null);
  const mask = truth === null ? null : await files.truth(truth);
  const { measured, summary, ...run } = await runImage(
    predictor,
    {
      photo,
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
    meanUncertainty: mean(summary.total.data),
    measured: mask === null ? null : { minMax: measured.minMax!, raw: measured.raw! },
    near: run.depth.near,
    seed: run.seed,
    warnings: [
      ...run.depth.warnings,
      ...(depth === null ? offersOf(photo) : []),
      ...(mask === null || mask.note === null ? [] : [mask.note]),
    ],
    milliseconds: performance.now() - start,
  };
}

function offersOf({ depthInFile: place }: Photo): string[] {
  if (place === null || place === 'inner') return [];
  return [
    `The photo looks like photo and depth in one, with depth in ${DEPTH_PLACE_NAMES[place]}, and is run as a photo: open it alone on the page to have it read so.`,
  ];
}

/** Those whose answers a mask is made of; null of one that is one person's. */
async function peopleOf({ counts }: Truth): Promise<People | null> {
  return counts === null ? null : (await import('../metrics/people.ts')).levelSets(counts);
}
