import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SeededGaussian } from '../../math/gaussian.ts';
import type { UcNetConfig } from '../../model/config.ts';
import { declareUcNet } from '../../model/ucNet.ts';
import { parameterTable } from '../../nn/parameters.ts';
import { writeSafetensors, type StoredTensor } from '../../weights/safetensors.ts';

/** A network that is small and quick enough for tests of everything around it. */
export const TINY_CONFIG: UcNetConfig = {
  name: 'tiny',
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

/** Random weights that keep the size of activations (He et al., ICCV 2015), and random biases. */
function randomTensor(shape: readonly number[], random: SeededGaussian): StoredTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const inputs = Math.max(1, count / shape.at(-1)!);
  const scale = shape.length === 1 ? 0.5 : Math.sqrt(2 / inputs);
  const values = Float32Array.from({ length: count }, () => scale * random.next());
  return { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) };
}

/** Writes the folder of a model of `TINY_CONFIG` with random weights. */
export async function writeTinyModel(folder: string): Promise<void> {
  const random = new SeededGaussian(4);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, shape] of parameterTable(declareUcNet(TINY_CONFIG))) {
    tensors.set(name, randomTensor(shape, random));
  }
  const weights = new Uint8Array(writeSafetensors(tensors));
  const sha256 = createHash('sha256').update(weights).digest('hex');
  const card = {
    formatVersion: 1,
    configuration: TINY_CONFIG,
    weights: { file: 'weights.safetensors', bytes: weights.length, sha256, dtype: 'F32' },
    provenance: { data: 'none', note: 'random weights' },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'weights.safetensors'), weights);
  await writeFile(path.join(folder, 'model.json'), JSON.stringify(card));
}
