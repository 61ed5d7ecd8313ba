import { describe, expect, it } from 'vitest';
import { levelSets, peopleOf } from './people.ts';
import {
  averagePeople,
  measurePeople,
  type PeopleInput,
  type PeopleMeasurement,
} from './peopleEvaluator.ts';

const map = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});
const people = (...marked: number[]) =>
  levelSets({ height: 1, width: marked.length, data: Uint8Array.from(marked), people: 2 });

/** Of two people one marks the first pixel, the other the second as well. */
const input: PeopleInput = {
  people: people(2, 1, 0, 0),
  samples: [map(0.9, 0.4, 0, 0), map(0.7, 0.6, 0, 0)],
  meanMap: map(0.8, 0.5, 0, 0),
  varianceMap: map(0, 0.2, 0, 0),
  entropyMap: map(0.1, 0.1, 0, 0),
};
const nobodyDiffers = { ...input, people: people(2, 2, 0, 0) };

describe('measurePeople', () => {
  it('holds samples and mean map against the people, all at one half', () => {
    const measured = measurePeople(input);
    // Samples 1000 and 1100, as the people: 2 · 1/4 - 1/2 - 1/2. The mean map is 1000: 2 · 1/4 - 0 - 1/2.
    expect(measured.energyDistance).toBeCloseTo(-0.5, 12);
    expect(measured.meanMapEnergyDistance).toBeCloseTo(0, 12);
    expect(measured.sampleDistance).toBe(0.5);
    expect(measured.peopleDistance).toBe(0.5);
  });

  it('takes a map for calibrated where its value is the share of the people', () => {
    const shares = map(1, 0.5, 0, 0);
    const error = (meanMap: typeof shares) =>
      averagePeople([measurePeople({ ...input, meanMap })])!.expectedCalibrationError;
    expect(error(shares)).toBe(0);
    expect(error(map(1, 1, 0, 0))).toBeCloseTo(0.5 / 4, 12);
  });

  it('refuses maps of another size than the answers', () => {
    const varianceMap = map(0, 0);
    expect(() => measurePeople({ ...input, varianceMap })).toThrow('The variance map is 1×2');
  });
});

describe('averagePeople', () => {
  it('is null for no image', () => {
    expect(averagePeople([])).toBeNull();
  });

  it('averages correlations over the images about which people differ', () => {
    const scores = averagePeople([input, nobodyDiffers].map(measurePeople))!;
    expect(scores.images).toBe(2);
    expect(scores.varianceCorrelation).toBeCloseTo(1, 6);
    // Deviations (1, 1, -1, -1) and (-1, 3, -1, -1): 4 / √(4 · 12).
    expect(scores.entropyCorrelation).toBeCloseTo(1 / Math.sqrt(3), 6);
  });

  it('pools the pixels of all images', () => {
    // Where people differ the variance is high in both, but one image's is high everywhere.
    const high = { ...input, varianceMap: map(0.2, 0.2, 0.2, 0.2) };
    const scores = averagePeople([input, high].map(measurePeople))!;
    expect(scores.varianceCorrelation).toBeCloseTo(1, 6);
    // (0, 1, 0, 0, 1, 1, 1, 1) with (0, 1, 0, 0, 0, 1, 0, 0).
    expect(scores.pooledVarianceCorrelation).toBeCloseTo(0.75 / Math.sqrt(1.875 * 1.5), 6);
  });

  it('tells the images about which people agree from those about which they do not', () => {
    // One of two people marks nine pixels, the other ten.
    const blank = map(...new Array<number>(10).fill(0));
    const middle: PeopleInput = {
      people: people(...new Array<number>(9).fill(2), 1),
      samples: [blank],
      meanMap: blank,
      varianceMap: blank,
      entropyMap: blank,
    };
    const scores = averagePeople([input, nobodyDiffers, nobodyDiffers, middle].map(measurePeople))!;
    expect(scores.agreeing).toEqual({ images: 2, sampleDistance: 0.5, peopleDistance: 0 });
    expect(scores.disagreeing).toEqual({ images: 1, sampleDistance: 0.5, peopleDistance: 0.5 });
    expect(scores.peopleDistance).toBeCloseTo((0.5 + 0.1) / 4, 12);
  });

  it('puts no image of a single person among either', () => {
    const one = { ...input, people: peopleOf([input.people.masks[0]!]) };
    const { agreeing, disagreeing } = averagePeople([measurePeople(one)])!;
    expect([agreeing.images, disagreeing.images]).toEqual([0, 0]);
    expect(agreeing.sampleDistance).toBeNull();
  });

  it('gives the same from measurements that went through JSON', () => {
    const measured = [input, nobodyDiffers].map(measurePeople);
    const again = JSON.parse(JSON.stringify(measured)) as PeopleMeasurement[];
    expect(averagePeople(again)).toEqual(averagePeople(measured));
  });
});
