import { type Rank, reshape, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d } from '../nn/conv2d.ts';
import { linear } from '../nn/linear.ts';
import type { GaussianTensors, LatentEncoderParameters } from '../model/latentNets.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import {
  type CheckpointEntry,
  linearOnPlanes,
  normedConvolution,
  normEntries,
  type Sources,
} from './sources.ts';

const { inputSize, latentDim, latentWidths } = RELEASED_CONFIG;
const LAST_WIDTH = latentWidths[4];
const SIDE = inputSize / 2 ** latentWidths.length;

/** @param name in the checkpoint: `x_encoder` or `xy_encoder` */
export function latentEncoderSources(
  name: string,
  inputChannels: number,
): Sources<LatentEncoderParameters> {
  return {
    layers: latentWidths.map((outputs, index) => {
      const layer = index + 1;
      // Quirk: bn4 follows layer 4 and layer 5 alike.
      const norm = Math.min(layer, 4);
      return normedConvolution(
        `${name}.layer${layer}`,
        `${name}.bn${norm}`,
        { inputs: latentWidths[index - 1] ?? inputChannels, outputs, kernel: 4 },
        { bias: true },
      );
    }),
    mu: linearOnPlanes(`${name}.fc1`, LAST_WIDTH, SIDE * SIDE, latentDim),
    logVar: linearOnPlanes(`${name}.fc2`, LAST_WIDTH, SIDE * SIDE, latentDim),
  };
}

/** Quirk: bn5 is in every checkpoint and never used. */
export function unusedLatentEntries(name: string): CheckpointEntry[] {
  return normEntries(`${name}.bn5`, LAST_WIDTH);
}

/**
 * Five 4×4 convolutions of stride 2 with batch norm and leaky ReLU, flatten, two linear heads.
 *
 * @param x [B, 352, 352, C]
 */
export function releasedLatentEncoder(
  parameters: LatentEncoderParameters,
  x: Tensor4D,
): GaussianTensors {
  return tidy(() => {
    let features = x;
    for (const layer of parameters.layers) {
      features = conv2d(layer, features, { stride: 2, padding: 1, activation: 'leakyRelu' }); // halves h and w
    }
    const flat = reshape<Rank.R2>(features, [x.shape[0], -1]); // [B, 11·11·256]
    const mu = linear(parameters.mu, flat); // [B, K]
    const logVar = linear(parameters.logVar, flat); // [B, K], of the variance
    return { mu, logVar };
  });
}
