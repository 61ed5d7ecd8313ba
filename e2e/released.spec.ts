import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { loadReleasedParameters } from '../src/released/releasedUcNet.ts';
import { type HeadOutputs, runHeads, runPrior } from '../src/released/testing/smallPass.ts';
import { standInTensors } from '../src/released/testing/standIn.ts';
import { useWasmBackend } from '../src/testing/backends.ts';
import { openBundle } from './openBundle.ts';
import type { ReleasedPage } from './released/page.ts';

/** Small, because a software adapter does the network's two billion operations at 64×64 in many seconds. */
const SIDE = 64;
const ENTRY = fileURLToPath(new URL('released/page.ts', import.meta.url));
const MOST_GPU_BYTES = 350e6;

test.describe.configure({ timeout: 600_000 });

async function wasmOutputs(): Promise<HeadOutputs> {
  await useWasmBackend();
  const parameters = loadReleasedParameters(standInTensors({ unused: false }));
  return {
    ...(await runHeads(parameters, SIDE).read()),
    ...(await runPrior(parameters).read()),
  };
}

test('WebGPU computes the released network as wasm does', async ({ page }) => {
  await openBundle(page, ENTRY, 'releasedPage');
  const actual = await page.evaluate(
    (side) => (globalThis as unknown as { releasedPage: ReleasedPage }).releasedPage.outputs(side),
    SIDE,
  );
  const expected = await wasmOutputs();
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const spread = Math.max(...values) - Math.min(...values);
    const difference = Math.max(...values.map((value, i) => Math.abs(value - actual[name]![i]!)));
    test.info().annotations.push({ type: name, description: `${difference} of ${spread}` });
    expect(difference, name).toBeLessThanOrEqual(1e-3 * spread);
  }
});

test('one sample takes no more GPU memory than it may', async ({ page }) => {
  await openBundle(page, ENTRY, 'releasedPage');
  const bytes = await page.evaluate(() =>
    (globalThis as unknown as { releasedPage: ReleasedPage }).releasedPage.allocatedBytes(352),
  );
  test.info().annotations.push({ type: 'allocated', description: `${bytes}` });
  expect(bytes).toBeLessThanOrEqual(MOST_GPU_BYTES);
});
