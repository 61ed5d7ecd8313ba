import {
  configurationOf,
  type ConfigurationOf,
  multipleOf,
  oneOf,
  readConfiguration,
  text,
} from '../modelCard.ts';

/** How a baseline makes one map of the backbone's stages. */
export const BASELINE_HEADS = ['fcn-32s', 'fcn-16s', 'fcn-8s', 'u-net'] as const;
export type BaselineHead = (typeof BASELINE_HEADS)[number];

/** The counterpart of `BaselineConfiguration` in `training/ucnet/baselines.py`. */
const SCHEMA = {
  head: oneOf(BASELINE_HEADS),
  name: text,
  /** Side of the square the network works on, in pixels. */
  inputSize: multipleOf(32),
};

export type BaselineConfig = ConfigurationOf<typeof SCHEMA>;

/** Whether a parsed `model.json` describes a baseline rather than UC-Net. */
export function isBaselineCard(model: unknown): boolean {
  return 'head' in configurationOf(model);
}

/**
 * Reads a baseline's configuration out of a parsed `model.json`.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function parseBaselineConfig(model: unknown): BaselineConfig {
  return readConfiguration(model, SCHEMA);
}
