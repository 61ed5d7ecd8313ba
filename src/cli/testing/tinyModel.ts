import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { UcNetConfig } from '../../model/config.ts';
import { declarePhotoDepthNet, type PhotoDepthConfig } from '../../model/photoDepthNet.ts';
import { randomWeights } from '../../model/testing/randomWeights.ts';
import { declareUcNet } from '../../model/ucNet.ts';
import type { Declared } from '../../nn/parameters.ts';

/** A network that is small and quick enough for tests of everything around it. */
export const TINY_CONFIG: UcNetConfig = {
  name: 'tiny',
  backbone: 'mobilenetv2',
  inputSize: 64,
  latentDim: 3,
  featureWidth: 8,
  stageWidths: [8, 8, 8, 8],
  dilationRates: [3],
  growthDivisor: 2,
  attentionReduction: 4,
  dropout: 0,
  latentInputSize: 32,
  latentWidths: [4, 4, 4, 4, 4],
  depthWidths: [4, 4, 4, 4, 4],
  depthLevelWidth: 4,
  depthFusionWidth: 4,
  depthRefineWidths: [4, 4],
  depthDilationRates: [2],
  predictionWidths: [8, 4],
  channelOrder: [10, 3, 0, 7, 9, 1, 5, 2, 8, 4, 6],
};

/** A depth network of the same kind. */
const TINY_DEPTH_CONFIG: PhotoDepthConfig = {
  name: 'tiny-depth',
  inputSize: 64,
  contextWidths: [8, 8],
  decoderWidths: [8, 8, 4, 4],
};

/** Writes the folder of a model with random weights. */
async function writeRandomModel<P>(
  folder: string,
  configuration: object,
  declared: Declared<P>,
): Promise<void> {
  const weights = new Uint8Array(randomWeights(declared));
  const sha256 = createHash('sha256').update(weights).digest('hex');
  const card = {
    formatVersion: 1,
    configuration,
    weights: { file: 'weights.safetensors', bytes: weights.length, sha256, dtype: 'F32' },
    provenance: { data: 'none', note: 'random weights' },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'weights.safetensors'), weights);
  await writeFile(path.join(folder, 'model.json'), JSON.stringify(card));
}

/** Writes the folder of a model of `TINY_CONFIG` with random weights. */
export async function writeTinyModel(folder: string): Promise<void> {
  await writeRandomModel(folder, TINY_CONFIG, declareUcNet(TINY_CONFIG));
}

/** Writes the folder of a small depth network with random weights. */
export async function writeTinyDepthModel(folder: string): Promise<void> {
  await writeRandomModel(folder, TINY_DEPTH_CONFIG, declarePhotoDepthNet(TINY_DEPTH_CONFIG));
}
