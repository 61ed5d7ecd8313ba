import path from 'node:path';
import { measureDepth, type DepthMeasurement } from '../evaluation/measureDepth.ts';
import { measureImage, type ImageMaps, type ImageMeasurement } from '../evaluation/measureImage.ts';
import { encodeGreyPng } from '../image/encodePng.ts';
import { requireSameShape } from '../image/fitDepth.ts';
import { ImageError } from '../image/imageError.ts';
import { normaliseDepth } from '../image/normaliseDepth.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { decideNear, type NearEnd } from '../inference/decideNear.ts';
import { latentEffects, type LatentEffect } from '../inference/latentEffect.ts';
import { fitToPhoto } from '../inference/photoMaps.ts';
import type { SaliencyPredictor } from '../inference/saliencyPredictor.ts';
import { summariseSamples, type UncertaintyKind } from '../inference/sampleSummary.ts';
import { crc32 } from '../math/crc32.ts';
import { toMask } from '../metrics/metricInput.ts';
import { levelSets, majorityOf, peopleOf, type People } from '../metrics/people.ts';
import { measurePeople, type PeopleMeasurement } from '../metrics/peopleEvaluator.ts';
import type { NearOption } from './commandOptions.ts';
import type { DatasetItem } from './dataset.ts';
import { makeFolder, writeOutput } from './files.ts';
import { readClean, readDepthFor, readPhoto, readShares, readTruthMask } from './readImage.ts';

/** What is done with every image of a run. */
export interface ImageRecipe {
  readonly near: NearOption;
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
export interface EvaluatedImage {
  readonly measurement: ImageMeasurement;
  /** Which end of the depth was taken as near; null where there was no reading. */
  readonly near: NearEnd | null;
  /** What the ground truth was taken for; null of white on black. */
  readonly truthNote: string | null;
  /** The samples against what several people answered; null where only one did. */
  readonly people: PeopleMeasurement | null;
  /** How depth correction fared, where there is clean depth to compare with. */
  readonly depth: DepthMeasurement | null;
  /** How far each latent moves the map; empty unless asked for. */
  readonly latentEffects: readonly LatentEffect[];
}

interface Truth {
  /** What maps are scored against, in [0,1]. */
  readonly map: ScalarMap;
  /** What several people answered; null where only one did. */
  readonly people: People | null;
  /** What the file was taken for; null of white on black, and where that was said. */
  readonly note: string | null;
}

async function readTruth(
  { groundTruth, otherTruths }: DatasetItem,
  truthLevels: number | null,
): Promise<Truth> {
  if (truthLevels !== null) {
    const people = levelSets(await readShares(groundTruth, truthLevels), groundTruth);
    return { map: majorityOf(people), people, note: null };
  }
  const map = await readTruthMask(groundTruth);
  const { counts, note } = map;
  if (otherTruths.length > 0) {
    const others = await Promise.all(otherTruths.map((file) => readTruthMask(file)));
    return { map, people: peopleOf([map, ...others].map(toMask)), note };
  }
  return { map, people: counts === null ? null : levelSets(counts), note };
}

interface Depth {
  readonly map: DepthMap;
  readonly near: NearEnd;
}

/** A depth map without a single reading is as good as none. */
async function readDepth(
  predictor: SaliencyPredictor,
  file: string | null,
  photo: RgbImage,
  near: NearOption,
): Promise<Depth | null> {
  if (file === null) return null;
  const raw = await readDepthFor(photo, file);
  try {
    const end = near === 'auto' ? (await decideNear(predictor, photo, raw)).near : near;
    return { map: normaliseDepth(raw, { near: end }), near: end };
  } catch (error) {
    if (error instanceof ImageError && error.code === 'noReading') return null;
    throw error;
  }
}

async function saveMaps(folder: string, stem: string, maps: ImageMaps): Promise<void> {
  const { consensus, mean, uncertainty, samples } = maps;
  for (const [name, map] of Object.entries({ consensus, mean, single: samples[0]!, uncertainty })) {
    await makeFolder(path.join(folder, name));
    await writeOutput(path.join(folder, name, `${stem}.png`), encodeGreyPng(map));
  }
}

/**
 * The seed of one image's noise. With the same noise for all, a mean over any number of images would still measure those
 * few draws. An image keeps its noise whatever the others are, and under another kind of depth.
 */
function imageSeed(seed: number, stem: string): number {
  const ofName = crc32(new TextEncoder().encode(stem));
  // Towards zero, so that it stays a safe integer.
  return seed < 0 ? seed + ofName : seed - ofName;
}

/**
 * Runs the network on one image and measures its maps at the size of the ground truth.
 *
 * @throws BadInput, ImageError or MetricInputError with one sentence when a file cannot be used
 */
export async function evaluateImage(
  predictor: SaliencyPredictor,
  recipe: ImageRecipe,
  { item, mapFolder }: ImageJob,
): Promise<EvaluatedImage> {
  const photo = await readPhoto(item.rgb);
  const { map: groundTruth, people, note } = await readTruth(item, recipe.truthLevels);
  requireSameShape(photo, groundTruth, item.groundTruth);
  const depth = await readDepth(predictor, item.depth, photo, recipe.near);

  const { correctedDepth, prior } = await predictor.setImage(photo, depth?.map ?? null);
  const { maps } = await predictor.samplePrior(recipe.samples, imageSeed(recipe.seed, item.stem));
  const summary = summariseSamples(maps);
  const fit = (map: ScalarMap) => fitToPhoto(map, groundTruth);
  const samples = maps.map(fit);
  const fitted: ImageMaps = {
    consensus: fit(summary.consensus),
    mean: fit(summary.mean),
    uncertainty: fit(summary[recipe.uncertainty]),
    samples,
  };
  if (mapFolder !== null) await saveMaps(mapFolder, item.stem, fitted);
  const options = { normalise: recipe.normalise };
  const measurement = measureImage(fitted, groundTruth, options, people);
  const clean = depth === null || item.clean === null ? null : await readClean(item.clean);
  return {
    measurement,
    near: depth?.near ?? null,
    truthNote: note,
    people:
      people === null
        ? null
        : measurePeople({
            people,
            samples,
            meanMap: fitted.mean,
            varianceMap: fit(summary.variance),
            entropyMap: fit(summary.entropy),
          }),
    latentEffects: recipe.latents ? await latentEffects(predictor, prior) : [],
    depth:
      clean === null || correctedDepth === null
        ? null
        : measureDepth(depth!.map, correctedDepth, clean, photo),
  };
}
