import { type Variant, VARIANTS } from '../../inference/predictor.ts';

/** What a variant comes to that was trained anew: the table of `docs/ablations.md`, whose commands made it. */
export interface Trained {
  /** Of the consensus on photos kept aside, with an estimated depth. */
  readonly sMeasure: number;
  /** S without depth. */
  readonly sWithout: number;
  readonly mae: number;
  /** From five answers to those of twelve people, without depth. */
  readonly energyDistance: number;
  /** The same of the answers' mean map alone. */
  readonly ofTheMean: number;
  /** Mean distance of two answers, 1 − IoU at one half. */
  readonly apart: number;
}

export const TRAINED_SCORES = [
  'sMeasure',
  'sWithout',
  'mae',
  'energyDistance',
  'ofTheMean',
  'apart',
] as const satisfies readonly (keyof Trained)[];

/** The variants of the network, and the paper's loss in the energy score's place. */
export const TRAINED_VARIANTS = [...VARIANTS, 'gsnn'] as const;

export const TRAINED: Readonly<Record<Variant | 'gsnn', Trained>> = {
  full: scores(0.893, 0.889, 0.071, 0.357, 0.526, 0.182),
  m2: scores(0.892, 0.889, 0.072, 0.344, 0.505, 0.188),
  m4: scores(0.892, 0.889, 0.072, 0.357, 0.524, 0.184),
  m6: scores(0.897, 0.893, 0.061, 0.477, 0.516, 0.04),
  gsnn: scores(0.894, 0.89, 0.069, 0.498, 0.515, 0.018),
};

/** In the order of `TRAINED_SCORES`, as in a line of the table. */
function scores(...[sMeasure, sWithout, mae, energyDistance, ofTheMean, apart]: Six): Trained {
  return { sMeasure, sWithout, mae, energyDistance, ofTheMean, apart };
}

type Six = readonly [number, number, number, number, number, number];
