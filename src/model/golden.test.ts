import { beforeAll, describe, expect, it } from 'vitest';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { parseModelConfig } from './config.ts';
import { comparePattern, comparePhoto } from './testing/golden.ts';
import type { GoldenDifference } from './testing/goldenFile.ts';
import {
  modelFolder,
  readGolden,
  readModelFile,
  readModelJson,
  ucNetFolders,
} from './testing/modelFolder.ts';
import { declareUcNet, type UcNetParameters } from './ucNet.ts';

async function withNetwork(
  folder: string,
  compare: typeof comparePhoto,
  change: (parameters: UcNetParameters) => UcNetParameters = (parameters) => parameters,
): Promise<GoldenDifference[]> {
  const config = parseModelConfig(await readModelJson(folder));
  const weights = parseSafetensors(await readModelFile('weights.safetensors', folder));
  const parameters = loadParameters<UcNetParameters>(declareUcNet(config), weights);
  try {
    return await compare(change(parameters), config, await readGolden(folder));
  } finally {
    disposeParameters(parameters);
  }
}

function expectClose(rows: readonly GoldenDifference[]): void {
  for (const { name, difference, tolerance } of rows) {
    expect(difference, name).toBeLessThanOrEqual(tolerance);
  }
}

const folders = ucNetFolders();

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('UC-Net on %s against its PyTorch original', (_, useBackend) => {
  beforeAll(useBackend);

  it.each(folders)("%s gives every module's output for the recorded photo", async (folder) => {
    const rows = await withNetwork(folder, comparePhoto);
    expect(rows.length).toBeGreaterThan(40);
    expectClose(rows);
  });
});

describe('UC-Net on wasm at its own size', () => {
  beforeAll(useWasmBackend);

  it.each(folders)('%s gives the recorded results for the computed pattern', async (folder) => {
    const rows = await withNetwork(folder, comparePattern);
    expect(rows.map(({ name }) => name)).toContain('pattern.map');
    expectClose(rows);
  });

  it('notices two layers that changed places', async () => {
    const rows = await withNetwork(modelFolder, comparePhoto, (parameters) => {
      const [first, second, ...others] = parameters.saliencyNet.aspp;
      const aspp = [second!, first!, ...others];
      return { ...parameters, saliencyNet: { ...parameters.saliencyNet, aspp } };
    });
    const far = rows.filter(({ difference, tolerance }) => difference > tolerance);
    expect(far.map(({ name }) => name)).toContain('output.features');
    expect(far.map(({ name }) => name)).not.toContain('output.corrected_depth');
  });
});
