import { add, mul, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { channelGates, type ChannelGatesParameters } from './channelGates.ts';
import { conv2d, type Conv2dParameters, declareConv2d } from './conv2d.ts';
import { gatedSum } from './gatedSum.ts';
import { isObserving, observed } from './observer.ts';
import type { Declared } from './parameters.ts';

const LEAST_HIDDEN = 4;

export function declareChannelAttention(
  width: number,
  reduction: number,
): Declared<ChannelGatesParameters> {
  const hidden = Math.max(LEAST_HIDDEN, Math.floor(width / reduction));
  return { squeeze: declareConv2d(width, hidden, 1), excite: declareConv2d(hidden, width, 1) };
}

/**
 * Squeeze-and-excitation (Hu et al., CVPR 2018): every channel times a gate in (0,1) that follows from the
 * global averages of all channels.
 *
 * @param x [B, h, w, C]
 * @returns [B, h, w, C]
 */
export function channelAttention(parameters: ChannelGatesParameters, x: Tensor4D): Tensor4D {
  return observed(parameters, mul<Tensor4D>(x, channelGates(parameters, x)));
}

export interface ResidualChannelAttentionParameters {
  readonly first: Conv2dParameters;
  readonly second: Conv2dParameters;
  readonly attention: ChannelGatesParameters;
}

export function declareResidualChannelAttention(
  width: number,
  reduction: number,
): Declared<ResidualChannelAttentionParameters> {
  return {
    first: declareConv2d(width, width, 3),
    second: declareConv2d(width, width, 3),
    attention: declareChannelAttention(width, reduction),
  };
}

/** RCAB (Zhang et al., ECCV 2018): x + attention(conv(relu(conv(x)))), [B, h, w, C] to the same shape. */
export function residualChannelAttention(
  parameters: ResidualChannelAttentionParameters,
  x: Tensor4D,
): Tensor4D {
  return tidy(() => {
    const first = conv2d(parameters.first, x); // [B, h, w, C]
    const second = conv2d(parameters.second, first, { activation: 'linear' }); // [B, h, w, C]
    // An observer wants to see what the attention gives by itself.
    const sum = isObserving()
      ? add<Tensor4D>(x, channelAttention(parameters.attention, second))
      : gatedSum(second, channelGates(parameters.attention, second), x);
    return observed(parameters, sum);
  });
}
