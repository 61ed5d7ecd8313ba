import type { ModuleTimes } from '../../../inference/ucNetLens.ts';
import type { ModuleCost } from '../../../model/moduleTable.ts';

/** The parts of the paper's figure 2. */
export const MODULES = [
  'truth',
  'posteriorNet',
  'loss',
  'photo',
  'priorNet',
  'latent',
  'predictionNet',
  'consensus',
  'depth',
  'depthCorrectionNet',
  'saliencyNet',
] as const;
export type ModuleName = (typeof MODULES)[number];

/** Column and row. */
export type Place = readonly [number, number];

export interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  readonly places: Readonly<Record<ModuleName, Place>>;
}

export const WIDE: Arrangement = {
  columns: 5,
  rows: 4,
  places: {
    truth: [0, 0],
    loss: [4, 0],
    posteriorNet: [1, 1],
    photo: [0, 2],
    priorNet: [1, 2],
    latent: [2, 2],
    predictionNet: [3, 2],
    consensus: [4, 2],
    depth: [0, 3],
    depthCorrectionNet: [1, 3],
    saliencyNet: [2, 3],
  },
};

export const NARROW: Arrangement = {
  columns: 2,
  rows: 6,
  places: {
    photo: [0, 0],
    depth: [1, 0],
    priorNet: [0, 1],
    depthCorrectionNet: [1, 1],
    latent: [0, 2],
    saliencyNet: [1, 2],
    posteriorNet: [0, 3],
    predictionNet: [1, 3],
    truth: [0, 4],
    consensus: [1, 4],
    loss: [0, 5],
  },
};

/** Training only, and new photos only. */
const ONLY: Readonly<Partial<Record<ModuleName, Mode>>> = {
  truth: 'training',
  posteriorNet: 'training',
  loss: 'training',
  consensus: 'test',
};

export const MODES = ['test', 'training'] as const;
export type Mode = (typeof MODES)[number];

export function isUsed(name: ModuleName, mode: Mode): boolean {
  return (ONLY[name] ?? mode) === mode;
}

/** How the rows of the table of costs begin. */
const COST_NAMES: Readonly<Partial<Record<ModuleName, string>>> = {
  priorNet: 'PriorNet',
  posteriorNet: 'PosteriorNet',
  depthCorrectionNet: 'DepthCorrectionNet',
  saliencyNet: 'SaliencyNet',
  predictionNet: 'PredictionNet',
};

/** What a module holds and costs. */
export interface Cost {
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Of these, what runs again for each further answer. */
  readonly again: number;
}

/** Of a module; null of what is no network. */
export function costOf(name: ModuleName, table: readonly ModuleCost[]): Cost | null {
  const start = COST_NAMES[name];
  if (start === undefined) return null;
  const rows = table.filter((row) => row.name.split(':', 1)[0] === start);
  const multiplyAdds = (some: readonly ModuleCost[]) =>
    some.reduce((sum, row) => sum + row.multiplyAdds, 0);
  return {
    parameters: rows.reduce((sum, row) => sum + row.parameters, 0),
    multiplyAdds: multiplyAdds(rows),
    again: multiplyAdds(rows.filter(({ run }) => run === 'sample')),
  };
}

/** Milliseconds that a module took; null of what was not run. */
export function timeOf(name: ModuleName, times: ModuleTimes): number | null {
  return name in times ? times[name as keyof ModuleTimes] : null;
}

/** The layers whose feature maps can be looked at, in the order in which they run. */
export const LAYERS = [
  'prior_net.layers.0',
  'prior_net.layers.2',
  'prior_net.layers.4',
  'depth_correction_net.stages.0',
  'depth_correction_net.stages.2',
  'depth_correction_net.stages.4',
  'depth_correction_net.refine4',
  'depth_correction_net.refine2',
  'depth_correction_net.output',
  'saliency_net.backbone.stem',
  'saliency_net.backbone.blocks.3',
  'saliency_net.backbone.blocks.6',
  'saliency_net.backbone.blocks.14',
  'saliency_net.backbone.blocks.20',
  'saliency_net.aspp.0',
  'saliency_net.aspp.3',
  'saliency_net.attention.0',
  'prediction_net.first',
  'prediction_net.second',
  'prediction_net.third',
] as const;
export type LayerPath = (typeof LAYERS)[number];

const PREFIXES: Readonly<Partial<Record<ModuleName, string>>> = {
  priorNet: 'prior_net.',
  depthCorrectionNet: 'depth_correction_net.',
  saliencyNet: 'saliency_net.',
  predictionNet: 'prediction_net.',
};

/** Those of one module. */
export function layersOf(name: ModuleName): readonly LayerPath[] {
  const prefix = PREFIXES[name];
  return prefix === undefined ? [] : LAYERS.filter((path) => path.startsWith(prefix));
}
