import { describe, expect, it } from 'vitest';
import {
  FIXTURES,
  FULL_SET,
  hasFullSet,
  readGoldenPair,
  readGoldenValues,
  SCORE_NAMES,
} from './fixtures/goldenPairs.ts';
import { SaliencyEvaluator } from './saliencyEvaluator.ts';

const TOLERANCE = 1e-6;
const MODES = [
  ['normalized', true],
  ['raw', false],
] as const;

function expectClose(actual: number, expected: number, what: string) {
  expect(Math.abs(actual - expected), `${what}: ${actual}, not ${expected}`).toBeLessThanOrEqual(
    TOLERANCE,
  );
}

function compareWithGolden(folder: string) {
  const { perImage, dataset } = readGoldenValues(folder);
  describe.each(MODES)('%s', (mode, normalise) => {
    it.each(Object.keys(perImage))('scores %s as PySODMetrics does', (name) => {
      const { prediction, groundTruth } = readGoldenPair(folder, name);
      const expected = perImage[name]![mode];
      const evaluator = new SaliencyEvaluator({ normalise });
      const scores = evaluator.step(prediction, groundTruth, name);
      for (const key of SCORE_NAMES) expectClose(scores[key], expected[key], key);

      const { curves } = evaluator.results();
      expect(expected.precisionCurve).toHaveLength(16);
      for (let i = 0; i < 16; i++) {
        expectClose(curves.precision[17 * i]!, expected.precisionCurve[i]!, `precision ${17 * i}`);
        expectClose(curves.recall[17 * i]!, expected.recallCurve[i]!, `recall ${17 * i}`);
      }
    });

    if (dataset === undefined) return; // the copy in the repository has only some of the images
    it('scores the whole set as PySODMetrics does', () => {
      const evaluator = new SaliencyEvaluator({ normalise });
      for (const name of Object.keys(perImage)) {
        const { prediction, groundTruth } = readGoldenPair(folder, name);
        evaluator.step(prediction, groundTruth, name);
      }
      const { row } = evaluator.results();
      expect(row.images).toBe(14);
      for (const key of SCORE_NAMES) expectClose(row[key], dataset[mode][key], key);
    });
  });
}

describe('golden values, the copy in the repository', () => {
  compareWithGolden(FIXTURES);
});

if (hasFullSet) {
  describe('golden values, all of them', () => {
    compareWithGolden(FULL_SET);
  });
} else {
  it.skip(
    'golden values, all of them (skipped: no ../shared/metrics-golden beside the repository)',
  );
}
