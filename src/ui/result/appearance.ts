import type { Scale } from '../../inference/runImage.ts';

/** How maps are drawn. */
export const VIEWS = ['mask', 'heat', 'overlay', 'cut-out', 'difference'] as const;
export type View = (typeof VIEWS)[number];

export const COLOURS = ['magma', 'viridis', 'turbo', 'grey'] as const;
export type Colours = (typeof COLOURS)[number];

export const UNCERTAINTIES = ['disagreement', 'expected', 'total', 'variance'] as const;
export type Uncertainty = (typeof UNCERTAINTIES)[number];

/** What the main picture shows. */
export const LAYERS = ['agreed', 'differ', 'both', 'outlines', 'blend', 'answer'] as const;
export type Layer = (typeof LAYERS)[number];

/** Of a network that gives one map. */
export const ONE_MAP_LAYERS: readonly Layer[] = ['agreed', 'differ'];

/** What stands for the network's answer. */
export const ANSWERS = ['consensus', 'mean', 'share'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Which depth is shown, by the keys of the maps. */
export const DEPTHS = ['corrected-depth', 'input-depth'] as const;
export type ShownDepth = (typeof DEPTHS)[number];

/** In the order of the choice. */
export const SCALES: readonly Scale[] = ['minMax', 'raw'];

export interface Appearance {
  readonly view: View;
  readonly layer: Layer;
  /** Which answer the layer `answer` shows: a sample's index, or null for the sliders' own. */
  readonly focus: number | null;
  /** How many answers must mark a pixel where `answer` is `share`. */
  readonly level: number;
  readonly colours: Colours;
  /** Of what lies over the photo, in [0,1]. */
  readonly opacity: number;
  readonly uncertainty: Uncertainty;
  readonly answer: Answer;
  readonly depth: ShownDepth;
}

export const MAX_SAMPLES = 32;
/** What the seed's field takes, and a link. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;
/** A new seed by chance stays short. */
export const MAX_DRAWN_SEED = 999_999;
/** Largest factor of the prior's standard deviations. */
export const MAX_SPREAD = 3;
/** Reach of the latent sliders to either side, in σ of the prior. */
export const MAX_LATENT_SIGMA = 3;

/** A position in σ of the prior, brought within a slider's reach: few samples are drawn from beyond it, but some are. */
export function withinReach(sigma: number): number {
  return Math.max(-MAX_LATENT_SIGMA, Math.min(MAX_LATENT_SIGMA, sigma));
}
