import { beforeAll, describe, expect, it } from 'vitest';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import { parseSafetensors } from '../nn/safetensors.ts';
import { useCpuBackend, useWasmBackend } from '../nn/testing/backends.ts';
import { parseModelConfig } from './config.ts';
import { comparePattern, comparePhoto, type GoldenDifference } from './testing/golden.ts';
import { readModelFile, readModelJson } from './testing/modelFolder.ts';
import { declareUcNet, type UcNetParameters } from './ucNet.ts';

/** What every backend must keep to (issue of the network: max abs difference of the final map). */
const MAP_TOLERANCE = 2e-3;
/** Share of an inner activation's spread. */
const INNER_TOLERANCE = 1e-4;

async function withNetwork(compare: typeof comparePhoto): Promise<GoldenDifference[]> {
  const config = parseModelConfig(await readModelJson());
  const weights = parseSafetensors(await readModelFile('weights.safetensors'));
  const parameters = loadParameters<UcNetParameters>(declareUcNet(config), weights);
  try {
    return await compare(parameters, config, await readModelFile('golden.safetensors'));
  } finally {
    disposeParameters(parameters);
  }
}

function expectClose(rows: readonly GoldenDifference[]): void {
  if (process.env['GOLDEN_REPORT']) console.table(rows);
  expect(rows.length).toBeGreaterThan(0);
  for (const { name, difference, spread } of rows) {
    const tolerance = name.endsWith('.map') ? MAP_TOLERANCE : INNER_TOLERANCE * Math.max(spread, 1);
    expect(difference, name).toBeLessThanOrEqual(tolerance);
  }
}

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('UC-Net on %s against its PyTorch original', (_, useBackend) => {
  beforeAll(useBackend);

  it("gives every module's output for the recorded photo", async () => {
    expectClose(await withNetwork(comparePhoto));
  });
});

describe('UC-Net on wasm at its own size', () => {
  beforeAll(useWasmBackend);

  it('gives the recorded results for the computed pattern', async () => {
    expectClose(await withNetwork(comparePattern));
  });
});
