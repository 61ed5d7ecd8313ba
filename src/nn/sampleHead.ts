import {
  add,
  engine,
  matMul,
  type NamedTensorMap,
  relu,
  reshape,
  type Rank,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { isObserving, observed } from './observer.ts';
import { offersKernel } from './offeredKernel.ts';

/** Name under which a backend may offer the whole head as one kernel. */
export const SAMPLE_HEAD = 'SampleHead';

/** The shapes that such a kernel takes: it keeps all outputs of the second convolution in registers. */
function isCovered(inner: number, { weight }: Conv2dParameters): boolean {
  const outputs = weight.shape[3];
  return inner % 4 === 0 && outputs % 4 === 0 && outputs <= 16;
}

export interface SampleHeadParameters {
  /** Identifies the layer that `shared` and the latents make up together. */
  readonly first: object;
  /** 1×1, any width. */
  readonly second: Conv2dParameters;
  /** 1×1, one output. */
  readonly third: Conv2dParameters;
}

/**
 * third(relu(second(relu(shared + z · latentWeight)))) for every sample, in one kernel where the backend has one.
 *
 * @param shared what all samples have in common, [1, h, w, C]
 * @param z the same at every pixel, [B, K]
 * @param latentWeight [K, C]
 * @returns [B, h, w, 1]
 */
export function sampleHead(
  { first, second, third }: SampleHeadParameters,
  shared: Tensor4D,
  z: Tensor2D,
  latentWeight: Tensor2D,
): Tensor4D {
  const [batch] = z.shape;
  const [, channels] = latentWeight.shape;
  // An observer wants to see what is between the layers, which the kernel never stores.
  if (offersKernel(SAMPLE_HEAD) && isCovered(channels, second) && !isObserving()) {
    const inputs: NamedTensorMap = {
      shared,
      z,
      latentWeight,
      weight: second.weight,
      bias: second.bias,
      lastWeight: third.weight,
      lastBias: third.bias,
    };
    return engine().runKernel(SAMPLE_HEAD, inputs, {}) as Tensor4D;
  }
  const tiled = reshape<Rank.R4>(matMul(z, latentWeight), [batch, 1, 1, channels]);
  const mixed = observed(first, relu(add<Tensor4D>(shared, tiled))); // [B, h, w, C]
  const seen = conv2d(second, mixed); // [B, h, w, outputs of second]
  return conv2d(third, seen, { activation: 'linear' }); // [B, h, w, 1]
}
