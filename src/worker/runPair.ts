import { requirePhoto } from '../image/decodePhoto.ts';
import { imageSays } from '../image/sentences.ts';
import type { DepthMap, Photo, RgbImage, ScalarMap } from '../image/types.ts';
import { runImage, type RunningPredictor } from '../inference/runImage.ts';
import type { Told } from '../languages/sentence.ts';
import { resizeArea, resizeBilinear, sizeWithin } from '../math/resize.ts';
import { mean } from '../math/statistics.ts';
import { DecodedFiles } from './decodedFiles.ts';
import type { PreviewMaker } from './fileFacts.ts';
import type { DepthSource, PairFacts, PairRequest, SourceFile } from './protocol.ts';

/**
 * Runs one pair of many, and keeps nothing of it: what the page's session holds stays. The network holds the pair
 * afterwards, so the page's own image has to be set again.
 *
 * @param estimate gives the depth of a photo where the request asks for an estimate
 * @param makePreview makes a small picture of pixels
 * @throws ImageError or MetricInputError when a file cannot be used; what `estimate` throws; the signal's reason
 */
export async function runPair(
  predictor: RunningPredictor,
  request: PairRequest,
  estimate: (photo: RgbImage) => Promise<DepthMap>,
  makePreview: PreviewMaker,
  signal?: AbortSignal,
): Promise<PairFacts> {
  const start = performance.now();
  const { truth, name, near, fit, adjust, count, seed } = request;
  const files = new DecodedFiles();
  const photo = await files.photo(request.photo);
  requirePhoto(photo, request.photo.name);
  // Of a pair without a depth map, the one that the photo's own file holds.
  const inner = photo.depthInFile === 'inner' ? request.photo : null;
  const depth = isFile(request.depth) ? request.depth : (inner ?? request.depth);
  const mask = truth === null ? null : await files.truth(truth);
  const { measured, summary, ...run } = await runImage(
    predictor,
    {
      photo,
      depth: await files.depthFrom(depth, () => estimate(photo)),
      truth:
        mask === null
          ? null
          : { name: truth!.name, map: mask, people: await files.peopleOf(truth!) },
    },
    {
      ...{ near, fit, adjust, count, seed },
      nameAmongMany: name,
      uncertainty: 'entropy',
      scales: ['minMax', 'raw'],
      files: ['consensus', 'mean', 'uncertainty', 'depth'],
    },
    { signal },
  );
  return {
    files: Object.fromEntries(run.files),
    thumbs: await thumbsOf(photo, summary.consensus, makePreview),
    meanUncertainty: mean(summary.total.data),
    meanDisagreement: mean(summary.disagreement.data),
    measured: mask === null ? null : { minMax: measured.minMax!, raw: measured.raw! },
    depth: isFile(depth) ? 'file' : (depth ?? 'none'),
    near: run.depth.near,
    seed: run.seed,
    warnings: [
      ...photo.remarks,
      ...run.depth.warnings,
      ...(isFile(depth) ? [] : offersOf(photo)),
      ...(mask === null || mask.note === null ? [] : [mask.note]),
    ],
    milliseconds: performance.now() - start,
  };
}

function offersOf({ depthInFile: place }: Photo): Told[] {
  return place === null || place === 'inner' ? [] : [imageSays.looksLikeBoth(place)];
}

function isFile(depth: DepthSource): depth is SourceFile {
  return depth !== null && depth !== 'estimated';
}

/** Longer side of a small picture, in pixels. */
const THUMB_SIDE = 128;
/** What is left of the photo where nothing is marked. */
const DARKEST = 0.25;

async function thumbsOf(
  photo: RgbImage,
  map: ScalarMap,
  makePreview: PreviewMaker,
): Promise<PairFacts['thumbs']> {
  const { height, width } = sizeWithin(photo, THUMB_SIDE);
  const data = Uint8Array.from(
    resizeArea(photo.data, photo.height, photo.width, 3, height, width),
    Math.round,
  );
  const shares = resizeBilinear(map.data, map.height, map.width, 1, height, width);
  const lit = data.map(
    (value, i) => value * (DARKEST + (1 - DARKEST) * shares[Math.floor(i / 3)]!),
  );
  return {
    photo: await makePreview({ height, width, data }),
    map: await makePreview({ height, width, data: lit }),
  };
}
