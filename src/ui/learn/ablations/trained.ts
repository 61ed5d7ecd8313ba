import type { Variant } from '../../../inference/predictor.ts';

/** What a variant comes to that was trained anew: the table of `docs/ablations.md`, whose commands made it. */
interface Trained {
  readonly variant: Variant | 'gsnn';
  /** Of the consensus on photos kept aside, with an estimated depth. */
  readonly sMeasure: number;
  readonly mae: number;
  /** S without depth. */
  readonly sWithout: number;
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
] as const;

export const TRAINED: readonly Trained[] = [
  {
    variant: 'full',
    sMeasure: 0.893,
    sWithout: 0.889,
    mae: 0.071,
    energyDistance: 0.357,
    ofTheMean: 0.526,
    apart: 0.182,
  },
  {
    variant: 'm2',
    sMeasure: 0.892,
    sWithout: 0.889,
    mae: 0.072,
    energyDistance: 0.344,
    ofTheMean: 0.505,
    apart: 0.188,
  },
  {
    variant: 'm4',
    sMeasure: 0.892,
    sWithout: 0.889,
    mae: 0.072,
    energyDistance: 0.357,
    ofTheMean: 0.524,
    apart: 0.184,
  },
  {
    variant: 'gsnn',
    sMeasure: 0.894,
    sWithout: 0.89,
    mae: 0.069,
    energyDistance: 0.498,
    ofTheMean: 0.515,
    apart: 0.018,
  },
];
