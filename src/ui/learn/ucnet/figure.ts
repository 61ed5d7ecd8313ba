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
  rows: 3,
  places: {
    truth: [0, 0],
    posteriorNet: [1, 0],
    loss: [4, 0],
    photo: [0, 1],
    priorNet: [1, 1],
    latent: [2, 1],
    predictionNet: [3, 1],
    consensus: [4, 1],
    depth: [0, 2],
    depthCorrectionNet: [1, 2],
    saliencyNet: [2, 2],
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

/** What flows where. */
export const EDGES: readonly (readonly [from: ModuleName, to: ModuleName])[] = [
  ['truth', 'posteriorNet'],
  ['photo', 'posteriorNet'],
  ['depth', 'posteriorNet'],
  ['photo', 'priorNet'],
  ['depth', 'priorNet'],
  ['photo', 'depthCorrectionNet'],
  ['depth', 'depthCorrectionNet'],
  ['photo', 'saliencyNet'],
  ['depthCorrectionNet', 'saliencyNet'],
  ['priorNet', 'latent'],
  ['posteriorNet', 'latent'],
  ['latent', 'predictionNet'],
  ['saliencyNet', 'predictionNet'],
  ['predictionNet', 'consensus'],
  ['predictionNet', 'loss'],
  ['truth', 'loss'],
];

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

/** Parameters and multiply-adds of a module; null of what is no network. */
export function costOf(
  name: ModuleName,
  table: readonly ModuleCost[],
): { readonly parameters: number; readonly multiplyAdds: number } | null {
  const start = COST_NAMES[name];
  if (start === undefined) return null;
  const rows = table.filter((row) => row.name.split(':', 1)[0] === start);
  return {
    parameters: rows.reduce((sum, row) => sum + row.parameters, 0),
    multiplyAdds: rows.reduce((sum, row) => sum + row.multiplyAdds, 0),
  };
}

/** Milliseconds that a module took; null of what was not run. */
export function timeOf(name: ModuleName, times: ModuleTimes): number | null {
  return name in times ? times[name as keyof ModuleTimes] : null;
}
