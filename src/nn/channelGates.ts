import { mean, sigmoid, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { fusedOp } from './fusedOp.ts';

export interface ChannelGatesParameters {
  /** 1×1, to fewer channels. */
  readonly squeeze: Conv2dParameters;
  /** 1×1, back to all channels. */
  readonly excite: Conv2dParameters;
}

/**
 * σ(excite(relu(squeeze(averages of all pixels)))): a gate in (0,1) for every channel (Hu et al., CVPR 2018).
 *
 * @param x [B, h, w, C]
 * @returns [B, 1, 1, C]
 */
export const channelGates = fusedOp({
  name: 'ChannelGates',
  // One workgroup keeps the averages of all channels.
  covers: ({ squeeze }, { shape: [, , , channels] }) =>
    channels % 4 === 0 && channels <= 256 && squeeze.weight.shape[3] <= 64,
  inputs: ({ squeeze, excite }, x) => ({
    x,
    squeezeWeight: squeeze.weight,
    squeezeBias: squeeze.bias,
    exciteWeight: excite.weight,
    exciteBias: excite.bias,
  }),
  fallback({ squeeze, excite }: ChannelGatesParameters, x: Tensor4D): Tensor4D {
    const averages = mean<Tensor4D>(x, [1, 2], true); // [B, 1, 1, C]
    const hidden = conv2d(squeeze, averages); // [B, 1, 1, C/reduction]
    return sigmoid(conv2d(excite, hidden, { activation: 'linear' }));
  },
});
