import { add, exp, mul, sigmoid, tensor2d, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { parseSafetensors } from '../../weights/safetensors.ts';
import type { UcNetConfig } from '../config.ts';
import { type GaussianTensors, posteriorNet, priorNet } from '../latentNets.ts';
import { predictionNet } from '../predictionNet.ts';
import { type StackedRgbd, stackRgbd } from '../rgbd.ts';
import { deterministic, type UcNetParameters } from '../ucNet.ts';
import {
  type GoldenDifference,
  type Outputs,
  patternDifferences,
  patternInput,
  photoDifferences,
  photoInput,
  scalarPlane,
  values,
  withModules,
} from './goldenFile.ts';

/** Every module's output and every result of UC-Net, for the recorded photo. */
export async function comparePhoto(
  parameters: UcNetParameters,
  config: UcNetConfig,
  goldenFile: ArrayBuffer,
): Promise<GoldenDifference[]> {
  const golden = parseSafetensors(goldenFile);
  const outputs = tidy(() =>
    withModules(parameters, golden, () => {
      const x = stackRgbd(photoInput(golden));
      const truth = scalarPlane(values(golden, 'input.depth').map((depth) => Number(depth > 0.5)));
      const posterior = posteriorNet(parameters.posteriorNet, config, x.stack, truth);
      return {
        ...results('output', parameters, config, x, values(golden, 'golden_z')),
        'output.posterior.mu': posterior.mu,
        'output.posterior.log_var': posterior.logVar,
      };
    }),
  );
  return photoDifferences(golden, outputs);
}

/** The results of UC-Net for the computed pattern at the network's own size. */
export async function comparePattern(
  parameters: UcNetParameters,
  config: UcNetConfig,
  goldenFile: ArrayBuffer,
): Promise<GoldenDifference[]> {
  const golden = parseSafetensors(goldenFile);
  const outputs = tidy(() => {
    const x = stackRgbd(patternInput(config.inputSize));
    return results('pattern', parameters, config, x, values(golden, 'golden_z'));
  });
  return patternDifferences(golden, outputs);
}

function results(
  prefix: string,
  parameters: UcNetParameters,
  config: UcNetConfig,
  x: StackedRgbd,
  epsilon: Float32Array,
): Outputs {
  const prior = priorNet(parameters.priorNet, config, x.stack);
  const once = deterministic(parameters, config, x);
  const z = draw(prior, epsilon);
  const logits = predictionNet(parameters.predictionNet, config, once.predictionInput, z);
  return {
    [`${prefix}.prior.mu`]: prior.mu,
    [`${prefix}.prior.log_var`]: prior.logVar,
    [`${prefix}.corrected_depth`]: once.correctedDepth,
    [`${prefix}.features`]: once.deterministicFeatures,
    [`${prefix}.map`]: sigmoid(logits),
  };
}

function draw({ mu, logVar }: GaussianTensors, epsilon: Float32Array): Tensor2D {
  const sigma = exp(mul(logVar, 0.5));
  return add(mu, mul(sigma, tensor2d(epsilon, [1, epsilon.length])));
}
