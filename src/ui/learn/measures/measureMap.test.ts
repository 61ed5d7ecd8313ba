import { expect, it } from 'vitest';
import { BETA_SQUARED } from '../../../metrics/confusionScores.ts';
import { CONTOUR_TOLERANCE } from '../../../metrics/contourFMeasure.ts';
import { measureMap } from './measureMap.ts';
import { type Scene, SCENES, type Start, startOf, STARTS, truthOf } from './scenes.ts';

const measure = (scene: Scene, start: Start, betaSquared = BETA_SQUARED) =>
  measureMap(startOf(scene, start), truthOf(scene), betaSquared, CONTOUR_TOLERANCE);

it('what is shown of the parts adds up to the library’s scores', () => {
  for (const scene of SCENES) {
    for (const start of STARTS) {
      const { scores, parts, weighted, adaptiveF, confusion, alignments, mask, curves } = measure(
        scene,
        start,
      );
      expect(Math.max(0, (parts.object + parts.region) / 2)).toBeCloseTo(scores.sMeasure, 12);
      expect(adaptiveF).toBe(scores.adaptiveF);
      expect(Math.max(...curves.f)).toBe(scores.maxF);
      expect(weighted.f).toBe(scores.weightedF);
      const pixels = mask.data.length;
      const positives = mask.data.reduce((sum, value) => sum + value, 0);
      expect(positives).toBe(confusion.truePositives + confusion.falsePositives);
      const kinds = Object.keys(confusion) as (keyof typeof confusion)[];
      const sum = kinds.reduce((total, kind) => total + confusion[kind] * alignments[kind], 0);
      expect(sum / (pixels - 1)).toBeCloseTo(scores.adaptiveE, 12);
    }
  }
});

it('the exact map is perfect, and S likes the one on a grey ground where F gives nothing', () => {
  for (const scene of SCENES) {
    const exact = measure(scene, 'exact');
    expect(exact.scores.sMeasure).toBeCloseTo(1, 12);
    expect([exact.scores.mae, exact.adaptiveF, exact.contour.f]).toEqual([0, 1, 1]);
    const ground = measure(scene, 'ground');
    expect(ground.scores.sMeasure).toBeGreaterThan(0.55);
    expect([ground.adaptiveF, ground.scores.maxF]).toEqual([0, 1]);
  }
});

it.each([
  // From the papers' formulas in numpy, with scipy.ndimage's distance_transform_edt and convolve for the weighted F.
  ['two', 'shifted', [0.098, 0.6755, 0.6794, 0.6595, 0.9125, 0.5145, 0.902, 0.8108, 0.0978]],
  ['thin', 'soft', [0.107, 0.6817, 0.383, 0.3628, 0.5975, 0.3231, 0.8848, 0.939, 0]],
  ['thin', 'half', [0.0282, 0.7203, 0.8052, 0.7061, 0.7888, 0.4882, 0.9718, 0.7441, 0.6485]],
  ['ball', 'ground', [0.2968, 0.6763, 0, 0.2828, 0.25, 0, 0.8147, 0.5, 0]],
] as const)('%s, %s: all scores are those that numpy computes', (scene, start, expected) => {
  const { scores, adaptiveF, contour } = measure(scene, start);
  const { mae, sMeasure, weightedF, adaptiveE, iou, pixelAccuracy, classAccuracy } = scores;
  const overlaps = [iou, pixelAccuracy, classAccuracy];
  [mae, sMeasure, adaptiveF, weightedF, adaptiveE, ...overlaps, contour.f].forEach((score, i) =>
    expect(score).toBeCloseTo(expected[i]!, 4),
  );
});

it('the answers to the chapter’s questions hold', () => {
  const black = measure('thin', 'empty');
  expect(black.scores.mae).toBeCloseTo(0.055, 3);
  expect([black.scores.weightedF, black.contour.f]).toEqual([0, 0]);
  const { sMeasure: s, adaptiveE: e, iou: j, pixelAccuracy, classAccuracy } = black.scores;
  for (const score of [s, e, j, pixelAccuracy, classAccuracy, black.adaptiveF]) {
    expect(score).toBeGreaterThan(0.05);
  }
  const shifted = measure('ball', 'shifted');
  const { sMeasure, adaptiveE, iou } = shifted.scores;
  expect(shifted.contour.f).toBeLessThan(0.2);
  for (const score of [sMeasure, shifted.adaptiveF]) expect(score).toBeGreaterThan(0.7);
  expect(adaptiveE).toBeGreaterThan(0.9);
  expect(iou).toBeGreaterThan(0.6);
  const thin = measure('thin', 'shifted');
  expect(thin.adaptiveF).toBeLessThan(thin.contour.f);
  expect(measure('ball', 'larger', 2).adaptiveF).toBeGreaterThan(
    measure('ball', 'larger').adaptiveF,
  );
});

it('false alarms count between once and twice, and the more the farther they lie', () => {
  const { importance } = measure('ball', 'exact');
  const of = (x: number, y: number) => importance[y * 128 + x]!;
  expect(of(70, 50)).toBe(0);
  expect(of(70, 18)).toBeGreaterThan(1);
  expect(of(2, 2)).toBeGreaterThan(of(70, 18));
  expect(of(2, 2)).toBeLessThanOrEqual(2);
});

it('an all-black map has threshold 0, so that every pixel counts as marked', () => {
  const { threshold, mask, confusion } = measure('ball', 'empty');
  expect(threshold).toBe(0);
  expect(mask.data.every((value) => value === 1)).toBe(true);
  expect(confusion.falseNegatives).toBe(0);
});
