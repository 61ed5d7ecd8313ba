import {
  add,
  matMul,
  type Rank,
  relu,
  reshape,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { fusedOp } from './fusedOp.ts';
import { observed } from './observer.ts';

export interface SampleHeadParameters {
  /** Identifies the layer that `shared` and the latents make up together. */
  readonly first: object;
  /** 1×1, any width. */
  readonly second: Conv2dParameters;
  /** 1×1, one output. */
  readonly third: Conv2dParameters;
}

/**
 * third(relu(second(relu(shared + z · latentWeight)))) for every sample.
 *
 * @param shared what all samples have in common, [1, h, w, C]
 * @param z the same at every pixel, [B, K]
 * @param latentWeight [K, C]
 * @returns [B, h, w, 1]
 */
export const sampleHead = fusedOp({
  name: 'SampleHead',
  // A kernel keeps all outputs of the second convolution in registers.
  covers({ second }, _, __, latentWeight) {
    const outputs = second.weight.shape[3];
    return latentWeight.shape[1] % 4 === 0 && outputs % 4 === 0 && outputs <= 16;
  },
  inputs: ({ second, third }, shared, z, latentWeight) => ({
    shared,
    z,
    latentWeight,
    weight: second.weight,
    bias: second.bias,
    lastWeight: third.weight,
    lastBias: third.bias,
  }),
  fallback(
    { first, second, third }: SampleHeadParameters,
    shared: Tensor4D,
    z: Tensor2D,
    latentWeight: Tensor2D,
  ): Tensor4D {
    const [batch] = z.shape;
    const [, channels] = latentWeight.shape;
    const tiled = reshape<Rank.R4>(matMul(z, latentWeight), [batch, 1, 1, channels]);
    const mixed = observed(first, relu(add<Tensor4D>(shared, tiled))); // [B, h, w, C]
    const seen = conv2d(second, mixed); // [B, h, w, outputs of second]
    return conv2d(third, seen, { activation: 'linear' }); // [B, h, w, 1]
  },
});
