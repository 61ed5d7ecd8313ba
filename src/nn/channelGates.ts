import { engine, mean, type NamedTensorMap, sigmoid, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { isObserving } from './observer.ts';
import { offersKernel } from './offeredKernel.ts';

/** Name under which a backend may offer the gates as one kernel. */
export const CHANNEL_GATES = 'ChannelGates';

export interface ChannelGatesParameters {
  /** 1×1, to fewer channels. */
  readonly squeeze: Conv2dParameters;
  /** 1×1, back to all channels. */
  readonly excite: Conv2dParameters;
}

/** The shapes that such a kernel takes: one workgroup keeps the averages of all channels. */
function isCovered(channels: number, { weight }: Conv2dParameters): boolean {
  return channels % 4 === 0 && channels <= 256 && weight.shape[3] <= 64;
}

/**
 * σ(excite(relu(squeeze(averages of all pixels)))): a gate in (0,1) for every channel (Hu et al., CVPR 2018).
 *
 * @param x [B, h, w, C]
 * @returns [B, 1, 1, C]
 */
export function channelGates({ squeeze, excite }: ChannelGatesParameters, x: Tensor4D): Tensor4D {
  // An observer wants to see what is between the layers, which the kernel never stores.
  if (offersKernel(CHANNEL_GATES) && isCovered(x.shape[3], squeeze) && !isObserving()) {
    const inputs: NamedTensorMap = {
      x,
      squeezeWeight: squeeze.weight,
      squeezeBias: squeeze.bias,
      exciteWeight: excite.weight,
      exciteBias: excite.bias,
    };
    return engine().runKernel(CHANNEL_GATES, inputs, {}) as Tensor4D;
  }
  const averages = mean<Tensor4D>(x, [1, 2], true); // [B, 1, 1, C]
  const hidden = conv2d(squeeze, averages); // [B, 1, 1, C/reduction]
  return sigmoid(conv2d(excite, hidden, { activation: 'linear' }));
}
