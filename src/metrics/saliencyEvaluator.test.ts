import { describe, expect, it } from 'vitest';
import { randomPair } from './fixtures/randomPairs.ts';
import { straightforwardScores } from './fixtures/straightforward.ts';
import { MetricInputError } from './metricInput.ts';
import { measurePair, SaliencyEvaluator, type PairMeasurement } from './saliencyEvaluator.ts';
import type { SaliencyScores } from './saliencyScores.ts';

const SIZES: readonly (readonly [number, number])[] = [
  [2, 3],
  [1, 17],
  [23, 1],
  [16, 16],
  [31, 40],
  [57, 38],
];

const grey = (height: number, width: number, data: readonly number[]) => ({
  height,
  width,
  data: Uint8Array.from(data),
});

function expectStraightforward(
  pair: Pick<ReturnType<typeof randomPair>, 'prediction' | 'groundTruth'>,
) {
  for (const normalise of [true, false]) {
    const { prediction, groundTruth } = pair;
    const scores = new SaliencyEvaluator({ normalise }).step(prediction, groundTruth);
    const expected = straightforwardScores(
      prediction,
      prediction.data,
      groundTruth.data,
      normalise,
    );
    for (const key of Object.keys(expected) as (keyof SaliencyScores)[]) {
      expect(scores[key], `${key}, normalise ${normalise}`).toBeCloseTo(expected[key], 10);
    }
  }
}

describe('SaliencyEvaluator against the definitions', () => {
  for (const [height, width] of SIZES) {
    it(`agrees on random ${height}×${width} pairs`, () => {
      for (let seed = 1; seed <= 8; seed++) expectStraightforward(randomPair(height, width, seed));
    });
  }

  it.each([
    ['one foreground pixel in the last corner', 47],
    ['one foreground pixel in the first corner', 0],
    ['one foreground pixel at the end of the first row', 7],
  ])('agrees on %s', (_, index) => {
    const { prediction } = randomPair(6, 8, 3);
    const data = new Uint8Array(48);
    data[index] = 255;
    expectStraightforward({ prediction, groundTruth: { height: 6, width: 8, data } });
  });

  it('agrees on a prediction of two levels and on a black one', () => {
    const { groundTruth } = randomPair(9, 9, 5);
    expectStraightforward({ prediction: randomPair(9, 9, 6).groundTruth, groundTruth });
    const black = new Uint8Array(81);
    expectStraightforward({ prediction: { height: 9, width: 9, data: black }, groundTruth });
  });
});

describe('SaliencyEvaluator', () => {
  const pairs = [1, 2, 3, 4].map((seed) => randomPair(24, 30, seed));

  it('takes the mean, maximum and minimum over a set on the mean curve', () => {
    const evaluator = new SaliencyEvaluator({ normalise: true });
    const curves = pairs.map(({ prediction, groundTruth }) => {
      evaluator.step(prediction, groundTruth);
      const single = new SaliencyEvaluator({ normalise: true });
      single.step(prediction, groundTruth);
      return single.results().curves;
    });
    const { row } = evaluator.results();
    const meanCurve = (key: 'f' | 'e' | 'iou' | 'balancedErrorRate') =>
      Array.from({ length: 256 }, (_, i) => curves.reduce((sum, c) => sum + c[key][i]!, 0) / 4);
    expect(row.images).toBe(4);
    expect(row.maxF).toBeCloseTo(Math.max(...meanCurve('f')), 12);
    expect(row.maxE).toBeCloseTo(Math.max(...meanCurve('e')), 12);
    expect(row.maxIou).toBeCloseTo(Math.max(...meanCurve('iou')), 12);
    expect(row.minBalancedErrorRate).toBeCloseTo(Math.min(...meanCurve('balancedErrorRate')), 12);
    const perImage = evaluator.results().perImage.map((scores) => scores.maxF);
    expect(row.maxF).toBeLessThan(perImage.reduce((sum, value) => sum + value, 0) / 4);
  });

  it('reports each image by name, in order, and the means of what has no curve', () => {
    const evaluator = new SaliencyEvaluator({ normalise: false });
    pairs.forEach(({ prediction, groundTruth }, i) => {
      evaluator.step(prediction, groundTruth, `image ${i}`);
    });
    const { row, perImage } = evaluator.results();
    expect(perImage.map(({ name }) => name)).toEqual(['image 0', 'image 1', 'image 2', 'image 3']);
    for (const key of ['mae', 'sMeasure', 'weightedF', 'adaptiveF', 'iou', 'dice'] as const) {
      const mean = perImage.reduce((sum, scores) => sum + scores[key], 0) / 4;
      expect(row[key]).toBeCloseTo(mean, 12);
    }
  });

  it('gives the same from measurements that went through JSON', () => {
    const direct = new SaliencyEvaluator({ normalise: true });
    const resumed = new SaliencyEvaluator({ normalise: true });
    for (const { prediction, groundTruth } of pairs) {
      direct.step(prediction, groundTruth);
      const text = JSON.stringify(measurePair(prediction, groundTruth, { normalise: true }));
      resumed.add(JSON.parse(text) as PairMeasurement);
    }
    expect(resumed.results()).toEqual(direct.results());
  });

  it('scores a float map like the 8-bit image saved from it', () => {
    const { prediction, groundTruth } = pairs[0]!;
    const shifts = prediction.data.map((_, i) => i % 3);
    const data = Float32Array.from(
      prediction.data,
      (level, i) => Math.min(255, Math.max(0, level + (shifts[i]! - 1) * 0.49)) / 255,
    );
    const evaluator = new SaliencyEvaluator({ normalise: true });
    const ofFloats = evaluator.step({ ...prediction, data }, groundTruth, 'same');
    const ofBytes = evaluator.step(prediction, groundTruth, 'same');
    expect(ofFloats).toEqual(ofBytes);
  });

  it('leaves the set as it was when a pair is unusable', () => {
    const evaluator = new SaliencyEvaluator({ normalise: true });
    evaluator.step(pairs[0]!.prediction, pairs[0]!.groundTruth);
    const before = evaluator.results();
    const small = grey(1, 2, [0, 255]);
    expect(() => evaluator.step(pairs[1]!.prediction, small)).toThrow(
      'The prediction is 24×30 and the ground truth is 1×2 (height×width); resize one of them first.',
    );
    expect(evaluator.results()).toEqual(before);
  });

  it('refuses to report on nothing', () => {
    expect(() => new SaliencyEvaluator({ normalise: true }).results()).toThrow(MetricInputError);
  });
});
