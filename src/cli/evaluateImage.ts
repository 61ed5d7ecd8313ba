import path from 'node:path';
import { type DepthMeasurement, measureDepth } from '../evaluation/measureDepth.ts';
import { requirePhoto } from '../image/decodePhoto.ts';
import { requireSameShape } from '../image/fitDepth.ts';
import { requireOneSize } from '../image/truthMask.ts';
import type { DepthAdjustment } from '../image/adjustDepth.ts';
import type { DepthPlace, ImageSize, Photo, ScalarMap } from '../image/types.ts';
import type { DepthEstimator } from '../inference/depthEstimator.ts';
import { type LatentEffect, latentEffects } from '../inference/latentEffect.ts';
import type { ImageMeasurement } from '../inference/measureImage.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { DepthFit, NearChoice, PreparedDepth } from '../inference/prepareDepth.ts';
import { fitToPhoto } from '../inference/networkMaps.ts';
import {
  type ImageFiles,
  runImage,
  type RunResult,
  type TruthFile,
} from '../inference/runImage.ts';
import type { UncertaintyKind } from '../inference/sampleSummary.ts';
import { inEnglish } from '../languages/sentence.ts';
import { levelSets, majorityOf, type People, peopleBehind } from '../metrics/people.ts';
import { measurePeople, type PeopleMeasurement } from '../metrics/peopleEvaluator.ts';
import type { DatasetItem } from './dataset.ts';
import { makeFolder, writeOutput } from './files.ts';
import {
  offersOf,
  readClean,
  readDepth,
  readDepthInPhoto,
  readPhoto,
  readShares,
  readTruthMask,
} from './readImage.ts';

/** What is done with every image of a run. */
export interface ImageRecipe {
  readonly near: NearChoice | null;
  readonly fit: DepthFit | null;
  /** How else depth maps are read. */
  readonly adjust: DepthAdjustment;
  /** Whether depth is used where there is any, be it in the photo's own file. */
  readonly useDepth: boolean;
  /** Where pictures that are photo and depth in one have their depth; null of others. */
  readonly depthIn: DepthPlace | null;
  readonly samples: number;
  readonly seed: number;
  readonly uncertainty: UncertaintyKind;
  readonly normalise: boolean;
  /** How many people the truth's share maps are made of; null where the truth is a mask. */
  readonly truthLevels: number | null;
  /** Whether to measure how far each latent moves the map. */
  readonly latents: boolean;
}

/** One image to evaluate. */
export interface ImageJob {
  readonly item: DatasetItem;
  /** Folder for this data set's maps, or null to keep none. */
  readonly mapFolder: string | null;
}

/** What comes of it. */
export interface EvaluatedImage extends Pick<PreparedDepth, 'near' | 'nearBy'> {
  readonly measurement: ImageMeasurement;
  /** What the ground truth was taken for; null of white on black. */
  readonly truthNote: string | null;
  /** Sentences on files that are probably not what was meant. */
  readonly warnings: readonly string[];
  /** The samples against what several people answered; null where only one did. */
  readonly people: PeopleMeasurement | null;
  /** How depth correction fared, where there is clean depth to compare with. */
  readonly depth: DepthMeasurement | null;
  /** How far each latent moves the map; empty unless asked for. */
  readonly latentEffects: readonly LatentEffect[];
}

interface NotedTruth extends TruthFile {
  /** What the file was taken for; null where it is white on black, or where the user said what it is. */
  readonly note: string | null;
}

async function truthOf(
  { truth: name, otherTruths }: DatasetItem,
  truthLevels: number | null,
): Promise<NotedTruth> {
  if (truthLevels !== null) {
    const people = levelSets(await readShares(name, truthLevels), name);
    return { name, map: majorityOf(people), people, note: null };
  }
  const map = await readTruthMask(name);
  const note = map.note === null ? null : inEnglish(map.note);
  const others = await Promise.all(
    otherTruths.map(async (file) => ({ name: file, truth: await readTruthMask(file) })),
  );
  const all = [{ name, truth: map }, ...others];
  requireOneSize(all);
  return { name, map, people: peopleBehind(all.map(({ truth }) => truth)), note };
}

async function depthOf(
  photo: Photo,
  item: DatasetItem,
  { useDepth, depthIn }: ImageRecipe,
  estimator: DepthEstimator | null,
): Promise<ImageFiles['depth']> {
  if (estimator !== null) return { estimated: await estimator.estimate(photo) };
  if (!useDepth) return null;
  return item.depth === null ? readDepthInPhoto(item.photo, photo, depthIn) : readDepth(item.depth);
}

/** @throws BadInput or ImageError with one sentence when the file cannot be used, or is not of the photo's shape */
async function cleanOf(photo: Photo, file: string): Promise<ScalarMap> {
  const clean = await readClean(file);
  requireSameShape(photo, clean, file);
  return clean;
}

async function saveMaps(folder: string, image: string, files: RunResult['files']): Promise<void> {
  for (const [name, bytes] of files) {
    await makeFolder(path.join(folder, name));
    await writeOutput(path.join(folder, name, `${image}.png`), bytes);
  }
}

function againstPeople(
  { fitted, summary }: Pick<RunResult, 'fitted' | 'summary'>,
  people: People,
  size: ImageSize,
): PeopleMeasurement {
  return measurePeople({
    people,
    samples: fitted!.samples,
    meanMap: fitted!.mean,
    varianceMap: fitToPhoto(summary.variance, size),
    entropyMap: fitToPhoto(summary.total, size),
  });
}

/**
 * Runs the network on one image and measures its maps at the size of the ground truth.
 *
 * @param estimator where depth is to be estimated from the photo instead of read
 * @throws BadInput, ImageError or MetricInputError with one sentence when a file cannot be used
 */
export async function evaluateImage(
  predictor: Predictor,
  estimator: DepthEstimator | null,
  recipe: ImageRecipe,
  { item, mapFolder }: ImageJob,
): Promise<EvaluatedImage> {
  const photo = await readPhoto(item.photo, recipe.depthIn);
  requirePhoto(photo, item.photo);
  const truth = await truthOf(item, recipe.truthLevels);
  const file = await depthOf(photo, item, recipe, estimator);
  const { near, fit, adjust, seed, uncertainty, samples, latents } = recipe;
  const scale = recipe.normalise ? 'minMax' : 'raw';
  const { depth, prior, correctedDepth, measured, ...run } = await runImage(
    predictor,
    { photo, depth: file, truth },
    {
      ...{ near, fit, adjust, seed, uncertainty, count: samples },
      nameAmongMany: item.stem,
      scales: [scale],
      files: mapFolder === null ? [] : ['consensus', 'mean', 'single', 'uncertainty'],
    },
  );
  const clean = depth.map === null || item.clean === null ? null : await cleanOf(photo, item.clean);
  if (mapFolder !== null) await saveMaps(mapFolder, item.name, run.files);
  return {
    measurement: measured[scale]!,
    near: depth.near,
    nearBy: depth.nearBy,
    truthNote: truth.note,
    warnings: [
      ...photo.remarks.map(inEnglish),
      ...depth.warnings.map(inEnglish),
      ...(recipe.useDepth && file === null ? offersOf(photo) : []),
    ],
    people: truth.people === null ? null : againstPeople(run, truth.people, truth.map),
    latentEffects: latents ? await latentEffects(predictor, prior) : [],
    depth:
      clean === null || correctedDepth === null
        ? null
        : measureDepth(depth.map!, correctedDepth, clean, photo),
  };
}
