import { isBaselineCard } from '../model/baselines/baselineConfig.ts';
import type { ModelFiles, Predictor } from './predictor.ts';
import { UcNetPredictor } from './ucNetPredictor.ts';

/**
 * Puts the network that a model's folder describes on the active backend: UC-Net or a baseline.
 *
 * @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit
 */
export async function openModelFiles(files: ModelFiles): Promise<Predictor> {
  if (!isBaselineCard(files.config)) return UcNetPredictor.load(files);
  // Only visitors who compare networks need the baselines.
  const { BaselinePredictor } = await import('./baselinePredictor.ts');
  return BaselinePredictor.load(files);
}
