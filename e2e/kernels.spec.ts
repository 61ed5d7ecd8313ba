import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { KERNEL_CASES, STATISTICS_CASES } from './kernels/cases.ts';
import { openBundle } from './kernels/openBundle.ts';
import type { KernelsPage } from './kernels/page.ts';

/** Share of the largest value. */
const TOLERANCE = 1e-4;

const ENTRY = fileURLToPath(new URL('kernels/page.ts', import.meta.url));

for (const variant of [
  'plain4x4',
  'plain8x4',
  'tiled4x1',
  'tiled8x1',
  'tiled8x2',
  'half8x1',
  'half8x2',
  'quad4x4',
  'quad8x4',
] as const) {
  test(`the WebGPU kernels (${variant}) agree with plain JavaScript`, async ({ page }) => {
    await openBundle(page, ENTRY, 'kernelsPage');
    const available = await page.evaluate(() =>
      (globalThis as unknown as { kernelsPage: KernelsPage }).kernelsPage.variants(),
    );
    test.skip(!available.includes(variant), `This adapter cannot run the variant ${variant}.`);
    const rows = await page.evaluate(
      ([name, cases]) =>
        (globalThis as unknown as { kernelsPage: KernelsPage }).kernelsPage.compare(name, cases),
      [variant, KERNEL_CASES] as const,
    );
    if (process.env['KERNELS_REPORT']) console.table(rows);
    expect(rows).toHaveLength(KERNEL_CASES.length);
    for (const { name, difference, leakedTensors } of rows) {
      expect.soft(difference, name).toBeLessThanOrEqual(TOLERANCE);
      expect.soft(leakedTensors, name).toBe(0);
    }
  });
}

test('tuning chooses among the variants that compute correctly here', async ({ page }) => {
  await openBundle(page, ENTRY, 'kernelsPage');
  const { available, timed, chosen } = await page.evaluate(async () => {
    const { kernelsPage } = globalThis as unknown as { kernelsPage: KernelsPage };
    const available = await kernelsPage.variants();
    return { available, ...(await kernelsPage.tune()) };
  });
  expect([...timed].sort()).toEqual([...available].sort());
  expect(chosen).toBe(timed[0]);
});

test('consensus and uncertainty on the GPU agree with plain JavaScript', async ({ page }) => {
  await openBundle(page, ENTRY, 'kernelsPage');
  const rows = await page.evaluate(
    (cases) =>
      (globalThis as unknown as { kernelsPage: KernelsPage }).kernelsPage.compareStatistics(cases),
    STATISTICS_CASES,
  );
  expect(rows).toHaveLength(STATISTICS_CASES.length);
  for (const { name, differences, undecided, leakedTensors } of rows) {
    for (const [statistic, difference] of Object.entries(differences)) {
      expect.soft(difference, `${statistic} of ${name}`).toBeLessThanOrEqual(1e-5);
    }
    expect.soft(undecided, name).toBeLessThan(0.01);
    expect.soft(leakedTensors, name).toBe(0);
  }
});
