import { add, concat, mul, relu, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from '../nn/conv2d.ts';
import { observed } from '../nn/observer.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import {
  type ChannelAffineParameters,
  loneNorm,
  normedConvolution,
  plainConvolution,
  type Sources,
} from './sources.ts';

export interface DenseAsppBranchParameters {
  /** Batch norm of everything so far. Quirk: the first branch has none. */
  readonly norm?: ChannelAffineParameters;
  readonly reduce: Conv2dParameters;
  readonly dilate: Conv2dParameters;
}

export interface ReleasedDenseAsppParameters {
  readonly branches: readonly DenseAsppBranchParameters[];
  readonly merge: Conv2dParameters;
}

const { denseRates } = RELEASED_CONFIG;

/** @param name in the checkpoint: `sal_encoder.asppconv1` */
export function releasedDenseAsppSources(
  name: string,
  width: number,
): Sources<ReleasedDenseAsppParameters> {
  const branches = denseRates.map((rate, branch) => {
    const inputs = width * (branch + 1);
    const path = `${name}.ASPP_${rate}.asppconv`;
    // Without its batch norm the first branch's layers are numbered one lower.
    const at = branch === 0 ? 1 : 2;
    return {
      ...(branch === 0 ? {} : { norm: loneNorm(`${path}.0`, inputs) }),
      reduce: normedConvolution(
        `${path}.${at}`,
        `${path}.${at + 1}`,
        { inputs, outputs: 2 * width, kernel: 1 },
        { bias: true },
      ),
      dilate: plainConvolution(`${path}.${at + 3}`, {
        inputs: 2 * width,
        outputs: width,
        kernel: 3,
      }),
    };
  });
  const inputs = width * (denseRates.length + 1);
  const merge = plainConvolution(`${name}.classification.1`, { inputs, outputs: width, kernel: 1 });
  return { branches, merge };
}

/**
 * DenseASPP (Yang et al., CVPR 2018): each branch is [batch norm,] ReLU, 1×1, batch norm, ReLU, dilated 3×3
 * on the input and all earlier branches.
 *
 * Quirks: the first branch's ReLU works in place, so that every later branch and the merging convolution see
 * the input without its negative values as well; new features go before the old ones.
 *
 * @param x [B, h, w, width]
 * @returns [B, h, w, width]
 */
export function releasedDenseAspp(parameters: ReleasedDenseAsppParameters, x: Tensor4D): Tensor4D {
  return tidy(() => {
    let features = relu(x); // [B, h, w, width · (1 + branches so far)]
    parameters.branches.forEach((branch, index) => {
      features = tidy(() => {
        const seen = denseBranch(branch, features, denseRates[index]!);
        return concat([seen, features], 3);
      });
    });
    return observed(parameters, conv2d(parameters.merge, features, { activation: 'linear' }));
  });
}

function denseBranch(
  { norm, reduce, dilate }: DenseAsppBranchParameters,
  features: Tensor4D,
  dilation: number,
): Tensor4D {
  const active = norm === undefined ? features : relu(channelAffine(norm, features));
  const reduced = conv2d(reduce, active); // [B, h, w, 2 · width]
  return conv2d(dilate, reduced, { dilation, activation: 'linear' }); // [B, h, w, width]
}

/**
 * scale · x + shift for every channel.
 *
 * @param x [B, h, w, C]
 * @returns [B, h, w, C]
 */
function channelAffine(parameters: ChannelAffineParameters, x: Tensor4D): Tensor4D {
  return observed(parameters, add<Tensor4D>(mul(x, parameters.scale), parameters.shift));
}
