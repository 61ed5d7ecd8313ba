import { mul, type Tensor, type Tensor1D, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { SeededGaussian } from '../../src/math/gaussian.ts';
import type { Conv2dParameters } from '../../src/nn/conv2d.ts';

/** A tensor of Gaussian noise, the same for the same seed on every backend. */
export function noise(shape: number[], seed: number): Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  return tensor(new SeededGaussian(seed).fill(size), shape);
}

export function noise4d(
  batch: number,
  height: number,
  width: number,
  channels: number,
  seed: number,
): Tensor4D {
  return noise([batch, height, width, channels], seed) as Tensor4D;
}

/** Weights of such a scale that outputs are about as large as inputs. */
export function noisyConvolution(
  inputs: number,
  outputs: number,
  kernel: number,
  seed: number,
): Conv2dParameters {
  const scale = 1 / Math.sqrt(inputs * kernel * kernel);
  return {
    weight: mul(noise4d(kernel, kernel, inputs, outputs, seed), scale),
    bias: noise([outputs], seed + 1) as Tensor1D,
  };
}
