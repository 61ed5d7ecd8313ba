import {
  type Backbone,
  BACKBONE_TITLES,
  type BackboneParameters,
  BACKBONES,
} from '../nn/backbone.ts';
import { type Declared, parameterTable } from '../nn/parameters.ts';
import { elementCount } from '../weights/safetensors.ts';
import type { UcNetConfig } from './config.ts';
import type { LatentEncoderParameters } from './latentNets.ts';
import { declareUcNet, type UcNetParameters } from './ucNet.ts';

/** When a module runs: once an image, once a sample, or only when a ground truth is given. */
export type ModuleRun = 'image' | 'sample' | 'truth';

export interface ModuleCost {
  readonly name: string;
  readonly run: ModuleRun;
  /** Weights and biases. */
  readonly parameters: number;
  /** Of convolutions and linear layers, in one run; resizing, pooling and activations are not counted. */
  readonly multiplyAdds: number;
}

/** Declared layers, and at how many places each of them gives its output. */
export type LayersAt = readonly [layers: object, positions: number];

/**
 * What every module holds and costs, from the configuration alone. Every weight, of whatever kind of layer, is
 * multiplied once at every place of the layer's output.
 *
 * @param inputSize side of the square input in pixels, a multiple of 32
 */
export function moduleTable(config: UcNetConfig, inputSize = config.inputSize): ModuleCost[] {
  const network = declareUcNet(config);
  const saliency = network.saliencyNet;
  const stages = saliency.aspp.map((_, stage) => area(inputSize / 2 ** (stage + 2)));
  const atStages = (layers: readonly object[]): LayersAt[] =>
    layers.map((layer, stage) => [layer, stages[stage]!]);
  const [deterministic, stochastic] = predictionLayers(network, config, stages[0]!);
  return [
    cost('PriorNet', 'image', latentEncoderLayers(network.priorNet, config)),
    cost('DepthCorrectionNet', 'image', depthLayers(network, inputSize)),
    cost(
      `SaliencyNet: ${BACKBONE_TITLES[config.backbone]}`,
      'image',
      backboneLayers(BACKBONES[config.backbone], saliency.backbone, inputSize),
    ),
    cost('SaliencyNet: lateral convolutions', 'image', [
      ...atStages(saliency.lateral),
      ...atStages(saliency.depthLateral),
    ]),
    cost('SaliencyNet: DenseASPP', 'image', atStages(saliency.aspp)),
    cost('SaliencyNet: fusion and attention', 'image', [
      ...saliency.fusion.flatMap((row, stage) =>
        row.map((layer, deeper): LayersAt => [layer, stages[stage + deeper]!]),
      ),
      ...atStages(saliency.attention.map(({ first, second }) => [first, second])),
      ...saliency.attention.map(({ attention }): LayersAt => [attention, 1]),
    ]),
    cost('PredictionNet: deterministic part', 'image', deterministic),
    cost('PredictionNet: the rest', 'sample', stochastic),
    cost('PosteriorNet', 'truth', latentEncoderLayers(network.posteriorNet, config)),
  ];
}

/** Sums over the modules that run at this occasion, or over all. */
export function totalCost(
  table: readonly ModuleCost[],
  run?: ModuleRun,
): { parameters: number; multiplyAdds: number } {
  const counted = table.filter((row) => run === undefined || row.run === run);
  return {
    parameters: counted.reduce((sum, row) => sum + row.parameters, 0),
    multiplyAdds: counted.reduce((sum, row) => sum + row.multiplyAdds, 0),
  };
}

const RUN_TEXTS: Readonly<Record<ModuleRun, string>> = {
  image: 'once an image',
  sample: 'every sample',
  truth: 'with a ground truth',
};

/** The table as Markdown, one line a module and the totals below. */
export function formatModuleTable(table: readonly ModuleCost[]): string {
  const line = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
  const numbers = ({ parameters, multiplyAdds }: { parameters: number; multiplyAdds: number }) => [
    parameters.toLocaleString('en-US'),
    `${(multiplyAdds / 1e6).toFixed(1)} M`,
  ];
  const runs: readonly ModuleRun[] = ['image', 'sample', 'truth'];
  return [
    line('Module', 'Runs', 'Parameters', 'Multiply-adds'),
    line('---', '---', '---:', '---:'),
    ...table.map((row) => line(row.name, RUN_TEXTS[row.run], ...numbers(row))),
    ...runs.map((run) => line('**Total**', RUN_TEXTS[run], ...numbers(totalCost(table, run)))),
    line('**All weights**', '', totalCost(table).parameters.toLocaleString('en-US'), ''),
  ].join('\n');
}

/** What one module holds and costs. */
export function cost(name: string, run: ModuleRun, groups: readonly LayersAt[]): ModuleCost {
  let parameters = 0;
  let multiplyAdds = 0;
  for (const [layers, positions] of groups) {
    for (const [path, shape] of parameterTable(layers as Declared<unknown>)) {
      const count = elementCount(shape);
      parameters += count;
      if (path.endsWith('weight')) multiplyAdds += count * positions;
    }
  }
  return { name, run, parameters, multiplyAdds };
}

function area(side: number): number {
  return side * side;
}

function latentEncoderLayers(
  { layers, mu, logVar }: Declared<LatentEncoderParameters>,
  { latentInputSize }: UcNetConfig,
): LayersAt[] {
  const convolutions = layers.map((layer, index): LayersAt => [
    layer,
    area(latentInputSize / 2 ** (index + 1)),
  ]);
  return [...convolutions, [[mu, logVar], 1]];
}

function depthLayers(
  { depthCorrectionNet }: Declared<UcNetParameters>,
  inputSize: number,
): LayersAt[] {
  const { stages, levels, context, refine4, refine2, output } = depthCorrectionNet;
  return [
    ...stages.map((stage, index): LayersAt => [stage, area(inputSize / 2 ** (index + 1))]),
    ...levels.map((level, index): LayersAt => [level, area(inputSize / 2 ** (index + 2))]),
    [context, area(inputSize / 8)],
    [refine4, area(inputSize / 4)],
    [[refine2, output], area(inputSize / 2)],
  ];
}

/** The layers of a backbone, or of its first blocks, for an input of this side. */
export function backboneLayers(
  backbone: Backbone,
  { stem, blocks }: Declared<BackboneParameters>,
  inputSize: number,
): LayersAt[] {
  let side = inputSize / 2;
  const layers: LayersAt[] = [[stem, area(side)]];
  blocks.forEach(({ expand, depthwise, project }, index) => {
    if (expand !== undefined) layers.push([expand, area(side)]);
    side /= backbone.blocks[index]!.stride;
    layers.push([[depthwise, project], area(side)]);
  });
  return layers;
}

/** PredictionNet split into what an image and what a sample needs. */
function predictionLayers(
  { predictionNet }: Declared<UcNetParameters>,
  { featureWidth, latentDim }: UcNetConfig,
  positions: number,
): [deterministic: LayersAt[], stochastic: LayersAt[]] {
  const { first, second, third } = predictionNet;
  const [, , , width] = first.weight.shape as [number, number, number, number];
  const ofFeatures = { weight: { shape: [featureWidth, width] }, bias: first.bias };
  const ofLatent = { weight: { shape: [latentDim, width] } };
  return [
    [[ofFeatures, positions]],
    [
      [ofLatent, 1],
      [[second, third], positions],
    ],
  ];
}
