import { BACKBONE_NAMES } from '../nn/backbone.ts';
import {
  fraction,
  list,
  ModelConfigError,
  multipleOf,
  oneOf,
  readConfiguration,
  text,
  type ConfigurationOf,
} from './modelCard.ts';
import { modelSays } from './sentences.ts';

/** Every hyperparameter of the network; the counterpart of `training/ucnet/configuration.py`. */
const SCHEMA = {
  name: text,
  backbone: oneOf(BACKBONE_NAMES),
  /** Side of the square the network works on, in pixels; a multiple of 32. */
  inputSize: multipleOf(32),
  /** K of the paper: dimensions of z. */
  latentDim: multipleOf(1),
  /** M of the paper: channels of the deterministic features. */
  featureWidth: multipleOf(1),
  /** SaliencyNet's width at strides 4, 8, 16 and 32. */
  stageWidths: list(4),
  /** DenseASPP's rates (Yang et al., CVPR 2018). */
  dilationRates: list(null),
  /** Each DenseASPP branch adds width / growthDivisor channels. */
  growthDivisor: multipleOf(1),
  /** Bottleneck of the channel attention, never below 4 channels. */
  attentionReduction: multipleOf(1),
  /** Used in training only. */
  dropout: fraction,
  /** Side to which the latent encoders' input is resized; a multiple of 32. */
  latentInputSize: multipleOf(32),
  /** Widths of the latent encoders' five layers. */
  latentWidths: list(5),
  /** Widths of DepthCorrectionNet's encoder at strides 2, 4, 8, 16 and 32. */
  depthWidths: list(5),
  /** Common width to which the levels of that encoder are brought. */
  depthLevelWidth: multipleOf(1),
  depthFusionWidth: multipleOf(1),
  /** Widths at strides 4 and 2 on the way up. */
  depthRefineWidths: list(2),
  depthDilationRates: list(null),
  /** Widths of PredictionNet's first two convolutions; the third has one channel. */
  predictionWidths: list(2),
  /** Position p of the shuffled input of PredictionNet holds channel channelOrder[p] of (features, z). */
  channelOrder: list(null, 0),
};

export type UcNetConfig = ConfigurationOf<typeof SCHEMA>;

/**
 * Reads the configuration of UC-Net out of a parsed `model.json`.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function parseModelConfig(model: unknown): UcNetConfig {
  const config = readConfiguration(model, SCHEMA);
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
    throw new ModelConfigError(modelSays.channelOrder(channels - 1));
  }
}

function requireMatchingWidths({ stageWidths, featureWidth, growthDivisor }: UcNetConfig): void {
  if (stageWidths[0] !== featureWidth) {
    throw new ModelConfigError(modelSays.firstWidth(stageWidths[0]!, featureWidth));
  }
  const odd = stageWidths.find((width) => width < growthDivisor);
  if (odd !== undefined) {
    throw new ModelConfigError(modelSays.narrowStage(growthDivisor, odd));
  }
}
