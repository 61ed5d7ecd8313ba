import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { denseAspp } from '../../nn/denseAspp.ts';
import { fusedKernel } from '../ownKernel.ts';
import { convolve, type ConvolveOptions } from './conv2d.ts';
import { geometryOf } from './convolutionGeometry.ts';
import { type Program, runProgram } from './program.ts';

/**
 * All of it without a concatenation: input and branches lie in one tensor from the start. A 1×1 convolution reads its
 * first channels, a dilated one writes those that follow.
 */
export const denseAsppKernel = fusedKernel(denseAspp, (inputs, backend, { rates }) => {
  const { x, ...parameters } = inputs as Record<string, TensorInfo> & { x: TensorInfo };
  const layer = (index: number) => ({
    weight: parameters[`weight${index}`]!,
    bias: parameters[`bias${index}`]!,
  });
  const merge = 2 * rates.length;
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const total = layer(merge).weight.shape[2]!;
  const features = backend.makeTensorInfo([batch, height, width, total], 'float32');

  const run = (
    from: TensorInfo,
    index: number,
    dilations: number,
    into?: ConvolveOptions['into'],
  ) => {
    const { weight, bias } = layer(index);
    const shape = [batch, height, width, weight.shape[2]!];
    const geometry = geometryOf(shape, weight.shape, { strides: 1, pad: 'same', dilations });
    return convolve(backend, geometry, [from, weight, bias], into && { into });
  };

  runProgram(backend, channelPlace(x.shape), [x], [], features);
  let filled = channels;
  rates.forEach((dilation, branch) => {
    const reduced = run(features, 2 * branch, 1);
    run(reduced, 2 * branch + 1, dilation, { of: features, first: filled });
    backend.disposeData(reduced.dataId);
    filled += layer(2 * branch + 1).weight.shape[3]!;
  });
  const output = run(features, merge, 1);
  backend.disposeData(features.dataId);
  return output;
});

/** Copies x, [B, h, w, C] with C a multiple of 4, to the first channels of a result that has more. */
function channelPlace(shape: readonly number[]): Program {
  return {
    key: 'channelPlace',
    inputs: ['x'],
    inputComponents: [4],
    outputComponents: 4,
    outputShape: shape,
    uniforms: '',
    invocations: util.sizeFromShape([...shape]) / 4,
    code: () => `
fn main(index : i32) {
  let groups = uniforms.xShape.w / 4;
  let pixel = index / groups;
  if (pixel < uniforms.outShape.x * uniforms.outShape.y * uniforms.outShape.z) {
    result[pixel * (uniforms.outShape.w / 4) + index - pixel * groups] = x[index];
  }
}`,
  };
}
