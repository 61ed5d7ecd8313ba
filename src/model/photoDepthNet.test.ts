import { existsSync } from 'node:fs';
import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { disposeParameters, loadParameters, parameterTable } from '../nn/parameters.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { elementCount, parseSafetensors } from '../weights/safetensors.ts';
import { totalCost } from './moduleTable.ts';
import {
  declarePhotoDepthNet,
  isPhotoDepthCard,
  parsePhotoDepthConfig,
  photoDepthNet,
  type PhotoDepthParameters,
  photoDepthTable,
} from './photoDepthNet.ts';
import {
  type GoldenDifference,
  patternDifferences,
  patternInput,
  photoDifferences,
  photoPlanes,
  withModules,
} from './testing/goldenFile.ts';
import { readGolden, readModelFile, readModelJson } from './testing/modelFolder.ts';

const FOLDER = 'public/models/photo-depth';
const isThere = existsSync(`${FOLDER}/weights.safetensors`);
const reason = isThere ? '' : ` (skipped: ${FOLDER} has not been exported yet)`;

const CONFIGURATION = {
  name: 'photo-depth',
  inputSize: 256,
  contextWidths: [96, 96, 96],
  decoderWidths: [48, 32, 24, 12],
};
const card = (changes: object) => ({
  formatVersion: 1,
  configuration: { ...CONFIGURATION, ...changes },
});

describe('the card of a PhotoDepthNet', () => {
  it('gives its configuration', () => {
    expect(parsePhotoDepthConfig(card({}))).toEqual(CONFIGURATION);
    expect(isPhotoDepthCard(card({}))).toBe(true);
    expect(isPhotoDepthCard({ formatVersion: 1, configuration: { head: 'u-net' } })).toBe(false);
  });

  it.each([
    [{ inputSize: 100 }, /inputSize to be a positive multiple of 32/],
    [{ decoderWidths: [48, 32, 24] }, /decoderWidths to be a list of 4/],
    [{ depthWidths: [1] }, /does not know: depthWidths/],
  ])('is refused with %j', (changes, message) => {
    expect(() => parsePhotoDepthConfig(card(changes))).toThrow(message);
  });
});

describe('the cost of a PhotoDepthNet', () => {
  const { parameters, multiplyAdds } = totalCost(photoDepthTable(CONFIGURATION));

  it('keeps below 1 MB in 16 bits and 0.3 G multiply-adds', () => {
    expect(2 * parameters).toBeLessThan(1e6);
    expect(multiplyAdds).toBeLessThan(0.3e9);
  });

  it('counts every declared value once', () => {
    const shapes = [...parameterTable(declarePhotoDepthNet(CONFIGURATION)).values()];
    const values = shapes.reduce((sum, shape) => sum + elementCount(shape), 0);
    expect(parameters).toBe(values);
  });
});

function expectClose(rows: readonly GoldenDifference[]): void {
  for (const { name, difference, tolerance } of rows) {
    expect(difference, name).toBeLessThanOrEqual(tolerance);
  }
}

describe.skipIf(!isThere)(`PhotoDepthNet against its PyTorch original${reason}`, () => {
  beforeAll(useWasmBackend);

  it('gives every recorded output, and leaves nothing behind', async () => {
    const before = memory().numTensors;
    const config = parsePhotoDepthConfig(await readModelJson(FOLDER));
    const weights = await readModelFile('weights.safetensors', FOLDER);
    expect(weights.byteLength).toBeLessThanOrEqual(1e6);
    const golden = parseSafetensors(await readGolden(FOLDER));
    const parameters = loadParameters<PhotoDepthParameters>(
      declarePhotoDepthNet(config),
      parseSafetensors(weights),
    );
    try {
      const ofPhoto = tidy(() =>
        withModules(parameters, golden, () => ({
          'output.depth': photoDepthNet(parameters, photoPlanes(golden)),
        })),
      );
      const rows = await photoDifferences(golden, ofPhoto);
      expect(rows.length).toBeGreaterThan(1);
      expectClose(rows);
      const ofPattern = tidy(() => ({
        'pattern.depth': photoDepthNet(parameters, patternInput(config.inputSize).rgb),
      }));
      expectClose(await patternDifferences(golden, ofPattern));
    } finally {
      disposeParameters(parameters);
    }
    expect(memory().numTensors).toBe(before);
  });
});
