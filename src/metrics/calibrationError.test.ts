import { describe, expect, it } from 'vitest';
import { calibrationBins, CalibrationError, expectedCalibrationError } from './calibrationError.ts';
import { randomNumbers } from './fixtures/randomPairs.ts';

const floats = (values: readonly number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});
const truth = (values: readonly number[]) => ({
  height: 1,
  width: values.length,
  data: Uint8Array.from(values, (value) => value * 255),
});

describe('expected calibration error', () => {
  it('is 0 for a map whose probabilities are right, and the gap where they are not', () => {
    const map = floats([0.25, 0.25, 0.25, 0.25, 1, 0]);
    expect(new CalibrationError(4).step(map, truth([0, 0, 0, 1, 1, 0]))).toBeCloseTo(0, 12);
    // Four pixels say 0.25 and half of them are foreground; the other two are right.
    expect(new CalibrationError(4).step(map, truth([0, 0, 1, 1, 1, 0]))).toBeCloseTo(
      (4 / 6) * 0.25,
      12,
    );
  });

  it('agrees with averaging bin by bin', () => {
    const random = randomNumbers(3);
    const map = floats(Array.from({ length: 500 }, random));
    const groundTruth = truth(Array.from(map.data, (value) => (random() < value ** 2 ? 1 : 0)));
    let expected = 0;
    for (let bin = 0; bin < 15; bin++) {
      const inside = [...map.data.keys()].filter(
        (i) => map.data[i]! >= bin / 15 && map.data[i]! < (bin + 1) / 15,
      );
      if (inside.length === 0) continue;
      const mean = (of: (i: number) => number) =>
        inside.reduce((sum, i) => sum + of(i), 0) / inside.length;
      const gap = mean((i) => groundTruth.data[i]! / 255) - mean((i) => map.data[i]!);
      expected += (inside.length / 500) * Math.abs(gap);
    }
    expect(expectedCalibrationError(calibrationBins(map, groundTruth))).toBeCloseTo(expected, 12);
  });

  it('pools the pixels of a set, where gaps of two images may cancel', () => {
    const calibration = new CalibrationError(2);
    const map = floats([0.25, 0.25]);
    expect(calibration.step(map, truth([0, 0]))).toBeCloseTo(0.25, 12);
    expect(calibration.step(map, truth([1, 0]))).toBeCloseTo(0.25, 12);
    const { expectedCalibrationError: error, reliability } = calibration.results();
    expect(error).toBeCloseTo(0, 12);
    expect(reliability).toEqual([
      { from: 0, to: 0.5, pixels: 4, meanProbability: 0.25, foregroundShare: 0.25 },
      { from: 0.5, to: 1, pixels: 0, meanProbability: null, foregroundShare: null },
    ]);
  });

  it('puts 1 into the last bin and reads bytes as level / 255', () => {
    const map = { height: 1, width: 2, data: Uint8Array.of(255, 51) };
    expect(calibrationBins(map, truth([1, 0]), 10).pixels).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('refuses maps of another size and reports on nothing', () => {
    expect(() => calibrationBins(floats([0.5]), truth([1, 0]))).toThrow('resize one of them');
    expect(() => new CalibrationError().results()).toThrow('step at least one');
  });
});
