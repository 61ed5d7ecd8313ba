import { add, maxPool, relu, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from '../nn/conv2d.ts';
import { observed } from '../nn/observer.ts';
import { normedConvolution, type Sources } from './sources.ts';

export interface BottleneckParameters {
  readonly reduce: Conv2dParameters;
  readonly spatial: Conv2dParameters;
  readonly expand: Conv2dParameters;
  /** Where the shape changes: brings the input to the output's shape. */
  readonly shortcut?: Conv2dParameters;
}

export interface ResNet50Parameters {
  readonly stem: Conv2dParameters;
  readonly stages: readonly (readonly BottleneckParameters[])[];
}

interface StageSettings {
  readonly blocks: number;
  /** Width of the 3×3 convolutions; the output has EXPANSION times as many channels. */
  readonly width: number;
  readonly stride: number;
}

const EXPANSION = 4;
const STEM_WIDTH = 64;

/** Table 1 of the paper, column "50-layer". */
const RESNET_50_STAGES: readonly StageSettings[] = [
  { blocks: 3, width: 64, stride: 1 },
  { blocks: 4, width: 128, stride: 2 },
  { blocks: 6, width: 256, stride: 2 },
  { blocks: 3, width: 512, stride: 2 },
];

/** Channels of the four stages. */
export const RESNET_50_STAGE_WIDTHS: readonly number[] = RESNET_50_STAGES.map(
  ({ width }) => width * EXPANSION,
);

/** Channels that block `block` of stage `stage` receives. */
function bottleneckInputs(stage: number, block: number): number {
  if (block > 0) return RESNET_50_STAGE_WIDTHS[stage]!;
  return RESNET_50_STAGE_WIDTHS[stage - 1] ?? STEM_WIDTH;
}

/** ResNet-50 by torchvision's names. @param name in the checkpoint: `sal_encoder.resnet` */
export function resNet50Sources(name: string, inputChannels: number): Sources<ResNet50Parameters> {
  const convolution = (
    path: string,
    norm: string,
    inputs: number,
    outputs: number,
    kernel: number,
  ) => normedConvolution(path, norm, { inputs, outputs, kernel }, { bias: false });
  return {
    stem: convolution(`${name}.conv1`, `${name}.bn1`, inputChannels, 64, 7),
    stages: RESNET_50_STAGES.map(({ blocks, width }, stage) =>
      Array.from({ length: blocks }, (_, block) => {
        const path = `${name}.layer${stage + 1}.${block}`;
        const inputs = bottleneckInputs(stage, block);
        const outputs = RESNET_50_STAGE_WIDTHS[stage]!;
        const shortcut = () =>
          convolution(`${path}.downsample.0`, `${path}.downsample.1`, inputs, outputs, 1);
        return {
          reduce: convolution(`${path}.conv1`, `${path}.bn1`, inputs, width, 1),
          spatial: convolution(`${path}.conv2`, `${path}.bn2`, width, width, 3),
          expand: convolution(`${path}.conv3`, `${path}.bn3`, width, outputs, 1),
          ...(block === 0 ? { shortcut: shortcut() } : {}),
        };
      }),
    ),
  };
}

/**
 * ResNet-50 (He et al., CVPR 2016) up to the max pooling, [B, H/4, W/4, 64]. Zeros on every side, as in PyTorch.
 *
 * @param x [B, H, W, C], H and W multiples of 32
 */
export function resNet50Stem({ stem }: ResNet50Parameters, x: Tensor4D): Tensor4D {
  return tidy(() => {
    const features = conv2d(stem, x, { stride: 2, padding: 3 }); // [B, H/2, W/2, 64]
    return maxPool(features, 3, 2, 1);
  });
}

/**
 * One of the four stages.
 *
 * @param stage 0 to 3
 * @param x what the stage before gave, or the stem
 * @returns [B, h, w, 256], [B, h/2, w/2, 512], [B, h/2, w/2, 1024] or [B, h/2, w/2, 2048]
 */
export function resNet50Stage(
  { stages }: ResNet50Parameters,
  stage: number,
  x: Tensor4D,
): Tensor4D {
  const blocks = stages[stage]!;
  const { stride } = RESNET_50_STAGES[stage]!;
  return tidy(() => {
    let features = x;
    blocks.forEach((block, index) => {
      features = bottleneck(block, features, index === 0 ? stride : 1);
    });
    return observed(blocks, features);
  });
}

/** The 3×3 convolution has the stride ("ResNet 1.5", as torchvision builds it), not the first 1×1. */
function bottleneck(parameters: BottleneckParameters, x: Tensor4D, stride: number): Tensor4D {
  return tidy(() => {
    const { reduce, spatial, expand, shortcut } = parameters;
    const same = shortcut === undefined ? x : conv2d(shortcut, x, { stride, activation: 'linear' });
    const reduced = conv2d(reduce, x); // [B, h, w, width]
    const seen = conv2d(spatial, reduced, { stride, padding: 1 }); // [B, h/stride, w/stride, width]
    const output = conv2d(expand, seen, { activation: 'linear' }); // [B, h/stride, w/stride, 4 · width]
    return observed(parameters, relu(add<Tensor4D>(output, same)));
  });
}
