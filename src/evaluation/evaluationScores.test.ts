import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { SaliencyEvaluator } from '../metrics/saliencyEvaluator.ts';
import { UncertaintyEvaluator } from '../metrics/uncertaintyEvaluator.ts';
import { EvaluationScores } from './evaluationScores.ts';
import { measureImage, type ImageMaps } from '../inference/measureImage.ts';

const HEIGHT = 24;
const WIDTH = 32;

function map(value: (x: number, y: number) => number): ScalarMap {
  const data = Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
    value(i % WIDTH, Math.floor(i / WIDTH)),
  );
  return { height: HEIGHT, width: WIDTH, data };
}

/** A box from `left` on, 12 wide and 10 high. */
function box(left: number): ScalarMap {
  return map((x, y) => Number(x >= left && x < left + 12 && y >= 6 && y < 16));
}

function soften({ height, width, data }: ScalarMap, low: number, high: number): ScalarMap {
  return { height, width, data: data.map((value) => low + (high - low) * value) };
}

/** Maps of an object at `left` by a network that looks `shift` too far right. */
function maps(left: number, shift: number): ImageMaps {
  const samples = [box(left), box(left + shift)].map((one) => soften(one, 0.1, 0.9));
  const mean = map((x, y) => {
    const i = y * WIDTH + x;
    return (samples[0]!.data[i]! + samples[1]!.data[i]!) / 2;
  });
  return {
    consensus: samples[1]!,
    mean,
    uncertainty: { ...mean, data: mean.data.map((value) => 0.5 - Math.abs(value - 0.5)) },
    samples,
  };
}

const images = [
  { name: 'first', truth: box(4), maps: maps(4, 3) },
  { name: 'second', truth: box(10), maps: maps(10, 6) },
];

describe.each([true, false])('EvaluationScores with normalise %s', (normalise) => {
  const scores = new EvaluationScores({ normalise });
  for (const { name, truth, maps } of images) {
    // Through JSON, as the journal keeps it.
    const measured = measureImage(maps, truth, { normalise });
    scores.add(name, JSON.parse(JSON.stringify(measured)) as typeof measured);
  }
  const { rows, uncertainty, perImage } = scores.results('set');

  it.each(['consensus', 'mean'] as const)('scores the %s maps', (name) => {
    const expected = new SaliencyEvaluator({ normalise });
    for (const image of images) expected.step(image.maps[name], image.truth);
    expect(rows.find((row) => row.name === name)).toEqual({
      dataset: 'set',
      name,
      ...expected.results().row,
    });
  });

  it('scores a single sample as the average over all of them', () => {
    const row = rows.find(({ name }) => name === 'single')!;
    const expected = [0, 1].map((number) => {
      const evaluator = new SaliencyEvaluator({ normalise });
      for (const image of images) evaluator.step(image.maps.samples[number]!, image.truth);
      return evaluator.results().row;
    });
    expect(expected[0]!.mae).toBeLessThan(expected[1]!.mae);
    for (const key of ['mae', 'sMeasure', 'weightedF', 'meanF', 'adaptiveE'] as const) {
      expect(row[key], key).toBeCloseTo((expected[0]![key] + expected[1]![key]) / 2, 12);
    }
    expect(row.images).toBe(images.length);
  });

  it('scores the uncertainty of the mean map', () => {
    const expected = new UncertaintyEvaluator();
    for (const { maps, truth } of images) {
      expected.step({
        meanMap: maps.mean,
        uncertaintyMap: maps.uncertainty,
        groundTruth: truth,
        samples: maps.samples,
      });
    }
    expect(uncertainty).toMatchObject(expected.results());
  });

  it('finds the wrong pixels of the consensus map', () => {
    // Shifted by s columns, s · 10 pixels are wrong on either side.
    const wrong = [3, 6].map((shift) => (2 * shift * 10) / (HEIGHT * WIDTH));
    expect(uncertainty.consensusErrorRate).toBeCloseTo((wrong[0]! + wrong[1]!) / 2, 12);
    // The two samples disagree exactly there, so that the mean is least certain there.
    expect(uncertainty.consensusAuroc).toBe(1);
    expect(uncertainty.consensusAupr).toBeCloseTo(1, 12);
  });

  it('says how far the samples lie apart', () => {
    const distances = [3, 6].map((shift) => 1 - (12 - shift) / (12 + shift));
    expect(perImage.map((one) => one.sampleDistance)).toEqual(
      distances.map((distance) => expect.closeTo(distance, 12)),
    );
    expect(uncertainty.sampleDistance).toBeCloseTo((distances[0]! + distances[1]!) / 2, 12);
  });

  it('keeps the scores of each image by name', () => {
    expect(perImage.map(({ image }) => image)).toEqual(['first', 'second']);
    // One of the two samples is right, the other one has 2 · 3 · 10 wrong pixels.
    const wrong = 60 / (HEIGHT * WIDTH) / 2;
    expect(perImage[0]!.scores.single.mae).toBeCloseTo(normalise ? wrong : 0.1 + 0.8 * wrong, 2);
  });
});

it('has no distance for a single sample', () => {
  const { samples, ...rest } = maps(4, 3);
  const measured = measureImage({ ...rest, samples: samples.slice(0, 1) }, box(4), {
    normalise: true,
  });
  expect(measured.sampleDistance).toBeNull();
});

it('tells the distance of samples apart by the number of objects', () => {
  const two = map((x, y) => Number(y >= 6 && y < 16 && (x < 8 || x >= 20)));
  const scores = new EvaluationScores({ normalise: true });
  const measured = [
    measureImage(maps(4, 3), box(4), { normalise: true }),
    measureImage(maps(4, 6), two, { normalise: true }),
  ];
  measured.forEach((one, i) => scores.add(`image ${i}`, one));
  const { uncertainty, perImage } = scores.results('set');
  expect(perImage.map(({ objects }) => objects)).toEqual([1, 2]);
  expect(uncertainty).toMatchObject({
    sampleDistanceOneObject: measured[0]!.sampleDistance,
    sampleDistanceSeveralObjects: measured[1]!.sampleDistance,
    imagesWithSeveralObjects: 1,
  });
});
