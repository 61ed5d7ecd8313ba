import { expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { summariseSamples } from './sampleSummary.ts';

const samples: ScalarMap[] = [
  [0.9, 0.1, 0.1, 0.1],
  [0.9, 0.9, 0.1, 0.1],
  [0.8, 0.2, 0.2, 0.0],
].map((values) => ({ height: 2, width: 2, data: Float32Array.from(values) }));

it('sums samples up in six maps', () => {
  const { consensus, mean, variance, total, expected, disagreement } = summariseSamples(samples);
  const close = (map: ScalarMap, values: number[]) =>
    map.data.forEach((value, i) => expect(value).toBeCloseTo(values[i]!, 6));
  // Thresholds .6, 1 and .6: two of three vote for the first pixel, none for the others.
  close(consensus, [(0.9 + 0.8) / 3, (0.1 + 0.9 + 0.2) / 3, 0.4 / 3, 0.2 / 3]);
  close(mean, [2.6 / 3, 0.4, 0.4 / 3, 0.2 / 3]);
  close(variance, [0.02 / 9, (0.09 + 0.25 + 0.04) / 3, 0.02 / 9, 0.02 / 9]);
  const bits = (p: number) => -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
  const totals = [bits(2.6 / 3), bits(0.4), bits(0.4 / 3), bits(0.2 / 3)];
  close(total, totals);
  const own = [
    (2 * bits(0.9) + bits(0.8)) / 3,
    (2 * bits(0.9) + bits(0.2)) / 3,
    (2 * bits(0.1) + bits(0.2)) / 3,
    (2 * bits(0.1)) / 3,
  ];
  close(expected, own);
  close(
    disagreement,
    totals.map((value, i) => value - own[i]!),
  );
});
