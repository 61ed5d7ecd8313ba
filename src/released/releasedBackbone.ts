import {
  bottleneckInputs,
  RESNET_50_STAGE_WIDTHS,
  RESNET_50_STAGES,
  type ResNet50Parameters,
} from './resNet50.ts';
import { normedConvolution, type Sources } from './sources.ts';

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
