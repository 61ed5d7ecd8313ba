import { english } from '../messages/english/english.ts';
import type { ModuleName } from './figure.ts';

export type LayerPath = keyof typeof english.ucnet.figure.layers;

/** The layers whose feature maps can be looked at, in the order in which they run. */
export const LAYERS = Object.keys(english.ucnet.figure.layers) as LayerPath[];

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
