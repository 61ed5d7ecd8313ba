import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { channelPlace } from './channelPlace.ts';
import { geometryOf, geometryUniforms } from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { runProgram } from './program.ts';

/** A part of the channels of a tensor. */
interface Channels {
  readonly of: TensorInfo;
  readonly first: number;
}

/**
 * `denseAspp` without a concatenation: input and branches lie in one tensor from the start. A 1×1 convolution
 * reads its first channels, a dilated one writes those that follow.
 */
export const denseAspp: KernelFunc = ({ inputs, attrs, backend: anyBackend }) => {
  const backend = anyBackend as WebGPUBackend;
  const { x, ...parameters } = inputs as Record<string, TensorInfo>;
  const { rates } = attrs as unknown as { rates: readonly number[] };
  const layer = (index: number) => ({
    weight: parameters[`weight${index}`]!,
    bias: parameters[`bias${index}`]!,
  });
  const merge = 2 * rates.length;
  const [batch, height, width, channels] = x!.shape as [number, number, number, number];
  const total = layer(merge).weight.shape[2]!;
  const features = backend.makeTensorInfo([batch, height, width, total], 'float32');

  const convolve = (input: TensorInfo, index: number, dilation: number, to?: Channels) => {
    const { weight, bias } = layer(index);
    const shape = [batch, height, width, weight.shape[2]!];
    const attributes = { strides: 1, pad: 'same', dilations: dilation } as const;
    const geometry = geometryOf(shape, weight.shape, attributes);
    const program = convolutionFor(backend, geometry, true);
    const uniforms = geometryUniforms(geometry, 0, to?.first);
    return runProgram(backend, program, [input, weight, bias], uniforms, to?.of);
  };

  runProgram(backend, channelPlace(x!.shape), [x!], [], features);
  let filled = channels;
  rates.forEach((dilation, branch) => {
    const reduced = convolve(features, 2 * branch, 1);
    convolve(reduced, 2 * branch + 1, dilation, { of: features, first: filled });
    backend.disposeData(reduced.dataId);
    filled += layer(2 * branch + 1).weight.shape[3]!;
  });
  const output = convolve(features, merge, 1);
  backend.disposeData(features.dataId);
  return output;
};
