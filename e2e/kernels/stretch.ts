import { tensor4d } from '@tensorflow/tfjs-core';
import { SeededGaussian } from '../../src/math/gaussian.ts';
import { stretchRange } from '../../src/math/stretchRange.ts';
import { stretchedRange } from '../../src/nn/stretchedRange.ts';

const SIDE = 37;
const STRETCH = { clippedShare: 0.05, leastRange: 1e-3 } as const;

const CASES: Readonly<Record<string, (noise: number, index: number) => number>> = {
  'of all sizes': (value) => Math.exp(4 * value),
  'near each other': (value) => 0.5 + 1e-3 * Math.abs(value),
  'of a few kinds': (value) => Math.round(2 * Math.abs(value)),
  'all the same': () => 0.25,
  'nothing but 0': () => 0,
};

/** `stretchedRange` of the active backend beside `stretchRange`, by what is stretched. */
export async function compareStretch(): Promise<Record<string, number>> {
  const differences: Record<string, number> = {};
  for (const [name, valueOf] of Object.entries(CASES)) {
    const values = Float32Array.from(new SeededGaussian(1).fill(SIDE * SIDE), valueOf);
    const x = tensor4d(values, [1, SIDE, SIDE, 1]);
    const stretched = stretchedRange(x, STRETCH);
    const expected = stretchRange(values, STRETCH);
    const distances = [...(await stretched.data())].map((value, i) =>
      Math.abs(value - expected[i]!),
    );
    differences[name] = distances.every(Number.isFinite) ? Math.max(...distances) : Infinity;
    x.dispose();
    stretched.dispose();
  }
  return differences;
}
