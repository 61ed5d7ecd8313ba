import type { NamedTensorMap, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { channelGates } from '../../src/nn/channelGates.ts';
import type { Conv2dParameters } from '../../src/nn/conv2d.ts';
import { denseAspp } from '../../src/nn/denseAspp.ts';
import { expandedDepthwise } from '../../src/nn/expandedDepthwise.ts';
import { gatedSum } from '../../src/nn/gatedSum.ts';
import { residualConv2d, type ResidualConv2dOptions } from '../../src/nn/residualConv2d.ts';
import { sampleHead } from '../../src/nn/sampleHead.ts';
import { trustedBlend } from '../../src/nn/trustedBlend.ts';
import { upsampledConcat } from '../../src/nn/upsampledConcat.ts';
import { upsampledSigmoid } from '../../src/nn/upsampledSigmoid.ts';
import { upsampledSum } from '../../src/nn/upsampledSum.ts';
import { windowMean } from '../../src/nn/windowMean.ts';

/** An operation on the inputs and attributes that its kernel takes. */
export type PlainOperation = (inputs: NamedTensorMap, attributes: unknown) => Tensor;

/** The parameters of a convolution among a kernel's inputs. */
function parameters(inputs: NamedTensorMap, weight: string, bias: string): Conv2dParameters {
  return { weight: inputs[weight] as Tensor4D, bias: inputs[bias] as Tensor1D };
}

function picture(inputs: NamedTensorMap, name: string): Tensor4D {
  return inputs[name] as Tensor4D;
}

function allOf(inputs: NamedTensorMap): Tensor4D[] {
  return Object.values(inputs) as Tensor4D[];
}

/**
 * What our own kernels compute, as operations that every backend has. A backend without such a kernel makes them of
 * tfjs's operations.
 */
export const PLAIN_OPERATIONS: Readonly<Record<string, PlainOperation>> = {
  [channelGates.kernelName]: (inputs) => {
    const squeeze = parameters(inputs, 'squeezeWeight', 'squeezeBias');
    const excite = parameters(inputs, 'exciteWeight', 'exciteBias');
    return channelGates({ squeeze, excite }, picture(inputs, 'x'));
  },
  [denseAspp.kernelName]: (inputs, attributes) => {
    const { rates } = attributes as { readonly rates: readonly number[] };
    const layer = (index: number) => parameters(inputs, `weight${index}`, `bias${index}`);
    const reduce = rates.map((_, branch) => layer(2 * branch));
    const dilate = rates.map((_, branch) => layer(2 * branch + 1));
    const merge = layer(2 * rates.length);
    return denseAspp({ reduce, dilate, merge }, picture(inputs, 'x'), rates);
  },
  [expandedDepthwise.kernelName]: (inputs, attributes) => {
    const { stride } = attributes as { readonly stride: number };
    const expand = parameters(inputs, 'expandWeight', 'expandBias');
    const depthwise = parameters(inputs, 'filter', 'bias');
    return expandedDepthwise(expand, depthwise, picture(inputs, 'x'), stride);
  },
  [gatedSum.kernelName]: (inputs) =>
    gatedSum(picture(inputs, 'x'), picture(inputs, 'gates'), picture(inputs, 'residual')),
  [residualConv2d.kernelName]: (inputs, attributes) => {
    const { dilations, activation } = attributes as {
      readonly dilations: number;
      readonly activation: NonNullable<ResidualConv2dOptions['activation']>;
    };
    const convolution = parameters(inputs, 'filter', 'bias');
    const options = { dilation: dilations, activation };
    return residualConv2d(convolution, picture(inputs, 'x'), picture(inputs, 'residual'), options);
  },
  [sampleHead.kernelName]: (inputs) => {
    const second = parameters(inputs, 'weight', 'bias');
    const third = parameters(inputs, 'lastWeight', 'lastBias');
    const head = { first: {}, second, third };
    const [z, latentWeight] = [inputs['z'] as Tensor2D, inputs['latentWeight'] as Tensor2D];
    return sampleHead(head, picture(inputs, 'shared'), z, latentWeight);
  },
  [trustedBlend.kernelName]: (inputs) =>
    trustedBlend({
      logits: picture(inputs, 'logits'),
      nearby: picture(inputs, 'nearby'),
      reading: picture(inputs, 'reading'),
      valid: picture(inputs, 'valid'),
    }),
  [upsampledConcat.kernelName]: (inputs) => upsampledConcat(allOf(inputs)),
  [upsampledSigmoid.kernelName]: (inputs, attributes) => {
    const { factor } = attributes as { readonly factor: number };
    return upsampledSigmoid(picture(inputs, 'x'), factor);
  },
  [upsampledSum.kernelName]: (inputs) => upsampledSum(allOf(inputs)),
  [windowMean.kernelName]: (inputs) =>
    windowMean(picture(inputs, 'cells'), picture(inputs, 'coarser')),
};
