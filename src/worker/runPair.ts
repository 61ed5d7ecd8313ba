import { requireSameShape } from '../image/fitDepth.ts';
import type { Truth } from '../image/truthMask.ts';
import type { ScalarMap } from '../image/types.ts';
import { encodeDepthFile, encodeMapFile, fitToPhoto } from '../inference/photoMaps.ts';
import { mean } from '../math/statistics.ts';
import { DecodedFiles } from './decodedFiles.ts';
import type { PairFacts, PairRequest, SampleSet } from './protocol.ts';
import { InferenceSession, type SessionPredictor } from './session.ts';

/**
 * Runs one pair of many, and keeps nothing of it: what the page's session holds stays. The network holds the pair
 * afterwards, so the page's own image has to be set again.
 *
 * @throws ImageError or MetricInputError when a file cannot be used; the signal's reason
 */
export async function runPair(
  predictor: SessionPredictor,
  request: PairRequest,
  signal?: AbortSignal,
): Promise<PairFacts> {
  const files = new DecodedFiles();
  const session = new InferenceSession(files);
  const { photo: file, depth, near, count, seed } = request;
  const start = performance.now();
  const photo = await files.photo(file);
  const truth = request.truth === null ? null : await files.truth(request.truth);
  if (depth !== null) requireSameShape(photo, await files.depth(depth), depth.name);
  if (truth !== null) requireSameShape(photo, truth, request.truth!.name);
  const facts = await session.setImage(predictor, { photo: file, depth, near, fit: 'stretch' });
  const options = signal === undefined ? {} : { signal };
  const samples = await session.drawSamples(predictor, { count, seed }, options);
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

/** As `ucnet evaluate` measures an image. */
async function measureSamples(set: SampleSet, truth: Truth): Promise<PairFacts['measured']> {
  const [{ measureImage }, { levelSets }] = await Promise.all([
    import('../evaluation/measureImage.ts'),
    import('../metrics/people.ts'),
  ]);
  const fit = (map: ScalarMap) => fitToPhoto(map, truth);
  const maps = {
    consensus: fit(set.consensus),
    mean: fit(set.mean),
    uncertainty: fit(set.entropy),
    samples: set.maps.map(fit),
  };
  const people = truth.counts === null ? null : levelSets(truth.counts);
  return {
    minMax: measureImage(maps, truth, { normalise: true }, people),
    raw: measureImage(maps, truth, { normalise: false }, people),
  };
}
