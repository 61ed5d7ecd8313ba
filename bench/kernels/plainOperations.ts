import type { NamedTensorMap, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { CHANNEL_GATES, channelGates } from '../../src/nn/channelGates.ts';
import type { Conv2dParameters } from '../../src/nn/conv2d.ts';
import { DENSE_ASPP, denseAspp } from '../../src/nn/denseAspp.ts';
import { EXPANDED_DEPTHWISE, expandedDepthwise } from '../../src/nn/expandedDepthwise.ts';
import { GATED_SUM, gatedSum } from '../../src/nn/gatedSum.ts';
import {
  RESIDUAL_CONV_2D,
  residualConv2d,
  type ResidualConv2dOptions,
} from '../../src/nn/residualConv2d.ts';
import { SAMPLE_HEAD, sampleHead } from '../../src/nn/sampleHead.ts';
import { TRUSTED_BLEND, trustedBlend } from '../../src/nn/trustedBlend.ts';
import { UPSAMPLED_CONCAT, upsampledConcat } from '../../src/nn/upsampledConcat.ts';
import { UPSAMPLED_SUM, upsampledSum } from '../../src/nn/upsampledSum.ts';

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
 * What our own kernels compute, as the operations that offer them: on a backend without such a kernel they are made
 * of tfjs's operations, as the network was before the kernel.
 */
export const PLAIN_OPERATIONS: Readonly<Record<string, PlainOperation>> = {
  [CHANNEL_GATES]: (inputs) => {
    const squeeze = parameters(inputs, 'squeezeWeight', 'squeezeBias');
    const excite = parameters(inputs, 'exciteWeight', 'exciteBias');
    return channelGates({ squeeze, excite }, picture(inputs, 'x'));
  },
  [DENSE_ASPP]: (inputs, attributes) => {
    const { rates } = attributes as { readonly rates: readonly number[] };
    const layer = (index: number) => parameters(inputs, `weight${index}`, `bias${index}`);
    const reduce = rates.map((_, branch) => layer(2 * branch));
    const dilate = rates.map((_, branch) => layer(2 * branch + 1));
    const merge = layer(2 * rates.length);
    return denseAspp({ reduce, dilate, merge }, picture(inputs, 'x'), rates);
  },
  [EXPANDED_DEPTHWISE]: (inputs, attributes) => {
    const { stride } = attributes as { readonly stride: number };
    const expand = parameters(inputs, 'expandWeight', 'expandBias');
    const depthwise = parameters(inputs, 'filter', 'bias');
    return expandedDepthwise(expand, depthwise, picture(inputs, 'x'), stride);
  },
  [GATED_SUM]: (inputs) =>
    gatedSum(picture(inputs, 'x'), picture(inputs, 'gates'), picture(inputs, 'residual')),
  [RESIDUAL_CONV_2D]: (inputs, attributes) => {
    const { dilations, activation } = attributes as {
      readonly dilations: number;
      readonly activation: NonNullable<ResidualConv2dOptions['activation']>;
    };
    const convolution = parameters(inputs, 'filter', 'bias');
    const options = { dilation: dilations, activation };
    return residualConv2d(convolution, picture(inputs, 'x'), picture(inputs, 'residual'), options);
  },
  [SAMPLE_HEAD]: (inputs) => {
    const second = parameters(inputs, 'weight', 'bias');
    const third = parameters(inputs, 'lastWeight', 'lastBias');
    const head = { first: {}, second, third };
    const [z, latentWeight] = [inputs['z'] as Tensor2D, inputs['latentWeight'] as Tensor2D];
    return sampleHead(head, picture(inputs, 'shared'), z, latentWeight);
  },
  [TRUSTED_BLEND]: (inputs) =>
    trustedBlend({
      logits: picture(inputs, 'logits'),
      nearby: picture(inputs, 'nearby'),
      reading: picture(inputs, 'reading'),
      valid: picture(inputs, 'valid'),
    }),
  [UPSAMPLED_CONCAT]: (inputs) => upsampledConcat(allOf(inputs)),
  [UPSAMPLED_SUM]: (inputs) => upsampledSum(allOf(inputs)),
};
