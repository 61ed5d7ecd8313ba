import {
  fraction,
  list,
  ModelConfigError,
  multipleOf,
  readConfiguration,
  text,
  type Check,
} from './modelCard.ts';

/** Every hyperparameter of the network; the counterpart of `training/ucnet/configuration.py`. */
export interface UcNetConfig {
  readonly name: string;
  /** Side of the square the network works on, in pixels; a multiple of 32. */
  readonly inputSize: number;
  /** K of the paper: dimensions of z. */
  readonly latentDim: number;
  /** M of the paper: channels of the deterministic features. */
  readonly featureWidth: number;
  /** SaliencyNet's width at strides 4, 8, 16 and 32. */
  readonly stageWidths: readonly number[];
  /** DenseASPP's rates (Yang et al., CVPR 2018). */
  readonly dilationRates: readonly number[];
  /** Each DenseASPP branch adds width / growthDivisor channels. */
  readonly growthDivisor: number;
  /** Bottleneck of the channel attention, never below 4 channels. */
  readonly attentionReduction: number;
  /** Used in training only. */
  readonly dropout: number;
  /** Side to which the latent encoders' input is resized; a multiple of 32. */
  readonly latentInputSize: number;
  /** Widths of the latent encoders' five layers. */
  readonly latentWidths: readonly number[];
  /** Widths of DepthCorrectionNet's encoder at strides 2, 4, 8, 16 and 32. */
  readonly depthWidths: readonly number[];
  /** Common width to which the levels of that encoder are brought. */
  readonly depthLevelWidth: number;
  readonly depthFusionWidth: number;
  /** Widths at strides 4 and 2 on the way up. */
  readonly depthRefineWidths: readonly number[];
  readonly depthDilationRates: readonly number[];
  /** Widths of PredictionNet's first two convolutions; the third has one channel. */
  readonly predictionWidths: readonly number[];
  /** Position p of the shuffled input of PredictionNet holds channel channelOrder[p] of (features, z). */
  readonly channelOrder: readonly number[];
}

const CHECKS: { readonly [Key in keyof UcNetConfig]: Check } = {
  name: text,
  inputSize: multipleOf(32),
  latentDim: multipleOf(1),
  featureWidth: multipleOf(1),
  stageWidths: list(4),
  dilationRates: list(null),
  growthDivisor: multipleOf(1),
  attentionReduction: multipleOf(1),
  dropout: fraction,
  latentInputSize: multipleOf(32),
  latentWidths: list(5),
  depthWidths: list(5),
  depthLevelWidth: multipleOf(1),
  depthFusionWidth: multipleOf(1),
  depthRefineWidths: list(2),
  depthDilationRates: list(null),
  predictionWidths: list(2),
  channelOrder: list(null, 0),
};

/**
 * Reads the configuration of UC-Net out of a parsed `model.json`.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function parseModelConfig(model: unknown): UcNetConfig {
  const config = readConfiguration<UcNetConfig>(model, CHECKS);
  requirePermutation(config);
  requireMatchingWidths(config);
  return config;
}

function requirePermutation({ channelOrder, featureWidth, latentDim }: UcNetConfig): void {
  const channels = featureWidth + latentDim;
  if (
    channelOrder.length !== channels ||
    new Set(channelOrder).size !== channels ||
    Math.max(...channelOrder) !== channels - 1
  ) {
    throw new ModelConfigError(
      `model.json needs channelOrder to hold each of 0 to ${channels - 1} (featureWidth + latentDim channels) once.`,
    );
  }
}

function requireMatchingWidths({ stageWidths, featureWidth, growthDivisor }: UcNetConfig): void {
  if (stageWidths[0] !== featureWidth) {
    throw new ModelConfigError(
      `model.json needs the first of stageWidths (${stageWidths[0]}) to equal featureWidth (${featureWidth}).`,
    );
  }
  const odd = stageWidths.find((width) => width < growthDivisor);
  if (odd !== undefined) {
    throw new ModelConfigError(
      `model.json needs every one of stageWidths to be growthDivisor (${growthDivisor}) or more, and has ${odd}.`,
    );
  }
}
