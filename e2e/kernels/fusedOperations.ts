import { round, sigmoid, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { channelGates } from '../../src/nn/channelGates.ts';
import { denseAspp } from '../../src/nn/denseAspp.ts';
import { expandedDepthwise } from '../../src/nn/expandedDepthwise.ts';
import { gatedSum } from '../../src/nn/gatedSum.ts';
import { residualConv2d } from '../../src/nn/residualConv2d.ts';
import { trustedBlend } from '../../src/nn/trustedBlend.ts';
import { upsampledConcat } from '../../src/nn/upsampledConcat.ts';
import { upsampledSigmoid } from '../../src/nn/upsampledSigmoid.ts';
import { upsampledSum } from '../../src/nn/upsampledSum.ts';
import { windowMean } from '../../src/nn/windowMean.ts';
import type { DenseAsppCase, FusedCase } from './fusedCases.ts';
import { noise4d, noisyConvolution } from './noise.ts';

/** The operations of the cases. */
const OPERATIONS = {
  residualConvolution: residualConv2d,
  upsampledSum,
  upsampledConcat,
  channelGates,
  gatedSum,
  denseAspp,
  expandedDepthwise,
  trustedBlend,
  windowMean,
  upsampledSigmoid,
} as const satisfies Readonly<Record<FusedCase['kind'], { readonly kernelName: string }>>;

/** The kernel that a case is there for. */
export function kernelOf({ kind }: FusedCase): string {
  return OPERATIONS[kind].kernelName;
}

/** One of our own operations on noise, on the active backend. */
export function computeFused(which: FusedCase): Tensor {
  const { batch, height, width } = which;
  switch (which.kind) {
    case 'residualConvolution': {
      const { inputs, outputs, kernel } = which;
      const parameters = noisyConvolution(inputs, outputs, kernel, 2);
      const residual = noise4d(batch, height, width, outputs, 4);
      return residualConv2d(parameters, noise4d(batch, height, width, inputs, 1), residual, which);
    }
    case 'upsampledSum':
      return upsampledSum(
        which.factors.map((factor, seed) =>
          noise4d(batch, height / factor, width / factor, which.channels, seed),
        ),
      );
    case 'upsampledConcat':
      return upsampledConcat(
        which.factors.map((factor, seed) =>
          noise4d(batch, height / factor, width / factor, which.channels[seed]!, seed),
        ),
      );
    case 'channelGates': {
      const squeeze = noisyConvolution(which.channels, which.hidden, 1, 2);
      const excite = noisyConvolution(which.hidden, which.channels, 1, 4);
      return channelGates({ squeeze, excite }, noise4d(batch, height, width, which.channels, 1));
    }
    case 'gatedSum': {
      const { channels } = which;
      const gates = noise4d(batch, 1, 1, channels, 2);
      const [x, residual] = [1, 3].map((seed) => noise4d(batch, height, width, channels, seed));
      return gatedSum(x!, gates, residual!);
    }
    case 'denseAspp':
      return asppOf(which);
    case 'trustedBlend': {
      const logits = noise4d(batch, height / 2, width / 2, 2, 1);
      const [nearby, reading, valid] = [2, 3, 4].map((seed) =>
        sigmoid(noise4d(batch, height, width, 1, seed)),
      ) as [Tensor4D, Tensor4D, Tensor4D];
      return trustedBlend({ logits, nearby, reading, valid: round(valid) });
    }
    case 'windowMean': {
      const { factor } = which;
      // As shares of pixels: none is negative, so that the divisor is never near 0.
      const cells = sigmoid(noise4d(batch, height, width, 2, 1));
      return windowMean(cells, noise4d(batch, height / factor, width / factor, 1, 2));
    }
    case 'upsampledSigmoid':
      return upsampledSigmoid(noise4d(batch, height, width, which.channels, 1), which.factor);
    case 'expandedDepthwise': {
      const { inputs, hidden, stride } = which;
      const expand = noisyConvolution(inputs, hidden, 1, 2);
      const { bias } = noisyConvolution(1, hidden, 3, 4);
      const depthwise = { weight: noise4d(3, 3, hidden, 1, 6), bias };
      return expandedDepthwise(expand, depthwise, noise4d(batch, height, width, inputs, 1), stride);
    }
  }
}

function asppOf({ batch, height, width, channels, growth, rates }: DenseAsppCase): Tensor {
  const parameters = {
    reduce: rates.map((_, i) => noisyConvolution(channels + growth * i, channels, 1, 10 * i)),
    dilate: rates.map((_, i) => noisyConvolution(channels, growth, 3, 10 * i + 5)),
    merge: noisyConvolution(channels + growth * rates.length, channels, 1, 1000),
  };
  return denseAspp(parameters, noise4d(batch, height, width, channels, 1), rates);
}
