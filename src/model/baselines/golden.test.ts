import { sigmoid, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { disposeParameters, loadParameters } from '../../nn/parameters.ts';
import { parseSafetensors } from '../../weights/safetensors.ts';
import { useWasmBackend } from '../../testing/backends.ts';
import {
  type GoldenDifference,
  patternDifferences,
  patternInput,
  photoDifferences,
  photoInput,
  withModules,
} from '../testing/goldenFile.ts';
import { readGolden, readModelFile, readModelJson } from '../testing/modelFolder.ts';
import { baseline, type BaselineParameters, declareBaseline } from './baseline.ts';
import { BASELINE_HEADS, parseBaselineConfig } from './baselineConfig.ts';

const MOST_BYTES = 6e6;

function expectClose(rows: readonly GoldenDifference[]): void {
  for (const { name, difference, tolerance } of rows) {
    expect(difference, name).toBeLessThanOrEqual(tolerance);
  }
}

beforeAll(useWasmBackend);

describe.each(BASELINE_HEADS)('%s against its PyTorch original', (head) => {
  const folder = `public/models/${head}-mobilenetv2`;

  it('gives every recorded output', async () => {
    const config = parseBaselineConfig(await readModelJson(folder));
    expect(config.head).toBe(head);
    const weights = await readModelFile('weights.safetensors', folder);
    expect(weights.byteLength).toBeLessThanOrEqual(MOST_BYTES);
    const golden = parseSafetensors(await readGolden(folder));
    const parameters = loadParameters<BaselineParameters>(
      declareBaseline(config),
      parseSafetensors(weights),
    );
    try {
      const ofPhoto = tidy(() =>
        withModules(parameters, golden, () => ({
          'output.map': sigmoid(baseline(parameters, photoInput(golden))),
        })),
      );
      const rows = await photoDifferences(golden, ofPhoto);
      // The backbone's four stages, the head's layers and the map.
      expect(rows.length).toBeGreaterThanOrEqual(7);
      expectClose(rows);
      const ofPattern = tidy(() => ({
        'pattern.map': sigmoid(baseline(parameters, patternInput(config.inputSize))),
      }));
      expectClose(await patternDifferences(golden, ofPattern));
    } finally {
      disposeParameters(parameters);
    }
  });
});
