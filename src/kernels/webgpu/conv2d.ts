import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { Conv2D, FusedConv2D, type TensorInfo } from '@tensorflow/tfjs-core';
import { residualConv2d } from '../../nn/residualConv2d.ts';
import { fusedKernel, replacingKernel } from '../ownKernel.ts';
import {
  type ConvolutionAttributes,
  type ConvolutionGeometry,
  geometryOf,
  geometryUniforms,
  slopeOf,
} from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { runProgram } from './program.ts';

export interface ConvolveOptions {
  /** The activation's slope below zero; default 0, which is ReLU. */
  readonly slope?: number;
  /** Channels of a tensor to write into, from `first` on; default a new tensor. */
  readonly into?: { readonly of: TensorInfo; readonly first: number };
}

/**
 * Queues a convolution by the variant that the device runs.
 *
 * @param tensors input and weights, then the bias and a residual if there is one, which is added before the
 *   activation
 */
export function convolve(
  backend: WebGPUBackend,
  geometry: ConvolutionGeometry,
  tensors: readonly TensorInfo[],
  { slope = 0, into }: ConvolveOptions = {},
): TensorInfo {
  const program = convolutionFor(backend, geometry, tensors.length > 2, tensors.length > 3);
  const uniforms = geometryUniforms(geometry, slope, into?.first);
  return runProgram(backend, program, tensors, uniforms, into?.of);
}

type Inputs = 'x' | 'filter' | 'bias' | 'preluActivationWeights';

/** Convolutions with and without an activation. */
export const conv2dKernels = [Conv2D, FusedConv2D].map((name) =>
  replacingKernel<Inputs, ConvolutionAttributes>(
    name,
    ({ x, filter, bias, preluActivationWeights }, backend, attributes) => {
      const slope = slopeOf(attributes.activation, attributes.leakyreluAlpha);
      if (slope === null || preluActivationWeights || attributes.dataFormat === 'NCHW') return null;
      const geometry = geometryOf(x.shape, filter.shape, attributes);
      return convolve(backend, geometry, bias ? [x, filter, bias] : [x, filter], { slope });
    },
  ),
);

/** The variants of a convolution add the residual themselves. */
export const residualConv2dKernel = fusedKernel(
  residualConv2d,
  ({ x, filter, bias, residual }, backend, attributes) => {
    const geometry = geometryOf(x.shape, filter.shape, attributes);
    const slope = slopeOf(attributes.activation)!;
    return convolve(backend, geometry, [x, filter, bias, residual], { slope });
  },
);
