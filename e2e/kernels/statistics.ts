import { memory, tensor4d } from '@tensorflow/tfjs-core';
import type { ScalarMap } from '../../src/image/types.ts';
import { adaptiveThreshold, summariseSamples } from '../../src/inference/sampleSummary.ts';
import { readMaps } from '../../src/inference/networkMaps.ts';
import { SeededGaussian } from '../../src/math/gaussian.ts';
import { sampleStatistics, STATISTICS } from '../../src/nn/sampleStatistics.ts';
import type { StatisticsCase } from './cases.ts';

export interface StatisticsComparison {
  readonly name: string;
  /** Largest absolute difference of each statistic, the consensus apart from pixels near a threshold. */
  readonly differences: Readonly<Record<string, number>>;
  /** Share of the pixels where a sample lies so near its threshold that rounding decides its vote. */
  readonly undecided: number;
  readonly leakedTensors: number;
}

/** A vote may turn where a value is this near to its threshold. */
const NEAR = 1e-5;

function valueOf(maps: StatisticsCase['maps'], pixel: number, noise: number): number {
  const base = 0.5 + 0.5 * Math.sin(pixel / 5);
  switch (maps) {
    case 'varied':
      return 1 / (1 + Math.exp(2 - 4 * noise));
    case 'alike':
      return Math.min(Math.max(base + 1e-3 * noise, 0), 1);
    case 'binary':
      return Number(noise > 0);
    case 'empty':
      return 0;
  }
}

function samplesOf({ samples, height, width, maps }: StatisticsCase): ScalarMap[] {
  const gaussian = new SeededGaussian(samples);
  return Array.from({ length: samples }, () => {
    const noise = gaussian.fill(height * width);
    const data = Float32Array.from(noise, (value, pixel) => valueOf(maps, pixel, value));
    return { height, width, data };
  });
}

/** Statistics of the active backend beside those in plain JavaScript. */
export async function compareStatistics(which: StatisticsCase): Promise<StatisticsComparison> {
  const samples = samplesOf(which);
  const { samples: count, height, width } = which;
  const before = memory().numTensors;
  const values = Float32Array.from(samples.flatMap(({ data }) => [...data]));
  const input = tensor4d(values, [count, height, width, 1]);
  const output = sampleStatistics(input);
  const actual = await readMaps(output);
  input.dispose();
  output.dispose();
  const leakedTensors = memory().numTensors - before;

  const thresholds = samples.map(adaptiveThreshold);
  const isUndecided = (pixel: number): boolean =>
    samples.some(({ data }, index) => {
      const distance = Math.abs(data[pixel]! - thresholds[index]!);
      return distance > 0 && distance < NEAR;
    });
  const pixels = Array.from({ length: height * width }, (_, pixel) => pixel);
  const decided = pixels.filter((pixel) => !isUndecided(pixel));
  const expected = summariseSamples(samples);
  const differences = STATISTICS.map((name, index) => {
    const where = name === 'consensus' ? decided : pixels;
    const distances = where.map((pixel) =>
      Math.abs(actual[index]!.data[pixel]! - expected[name].data[pixel]!),
    );
    // A NaN would vanish in Math.max on some paths; it has to count as the largest.
    return [name, distances.every(Number.isFinite) ? Math.max(...distances) : Infinity];
  });
  return {
    name: `${count} ${which.maps} samples of ${height}×${width}`,
    differences: Object.fromEntries(differences) as Record<string, number>,
    undecided: 1 - decided.length / pixels.length,
    leakedTensors,
  };
}
