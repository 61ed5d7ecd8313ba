import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import {
  CONVOLUTION_CLASSES,
  CONVOLUTION_VARIANTS,
  type ConvolutionVariant,
} from '../src/kernels/webgpu/convolutionVariants.ts';
import { fastestOf } from '../src/kernels/webgpu/tuning.ts';
import { KERNEL_CASES, STATISTICS_CASES } from './kernels/cases.ts';
import { FUSED_CASES } from './kernels/fusedCases.ts';
import { openBundle } from './openBundle.ts';
import type { KernelsPage } from './kernels/page.ts';

/** Share of the largest value. */
const TOLERANCE = 1e-4;

const CASES = [...KERNEL_CASES, ...FUSED_CASES];

type Case = (typeof CASES)[number];

/** What runs by the variant that the device has chosen; the other kernels have one way each. */
const VARIED: readonly Case['kind'][] = ['convolution', 'residualConvolution'];

const ENTRY = fileURLToPath(new URL('kernels/page.ts', import.meta.url));

/** Holds results of the kernels against those of wasm, with convolutions by one variant. */
async function compare(
  page: Page,
  variant: ConvolutionVariant,
  cases: readonly Case[],
): Promise<void> {
  const rows = await page.evaluate(
    ([name, which]) =>
      (globalThis as unknown as { kernelsPage: KernelsPage }).kernelsPage.compare(name, which),
    [variant, cases] as const,
  );
  if (process.env['KERNELS_REPORT']) console.table(rows);
  expect(rows).toHaveLength(cases.length);
  for (const [index, { name, difference, leakedTensors, fusedRuns }] of rows.entries()) {
    expect.soft(difference, name).toBeLessThanOrEqual(TOLERANCE);
    expect.soft(leakedTensors, name).toBe(0);
    // Else operations of tfjs would be compared with themselves, and a kernel that nobody calls would pass.
    if (fusedRuns !== null) expect.soft(fusedRuns, name).toBe('around' in cases[index]! ? 0 : 1);
  }
}

for (const variant of CONVOLUTION_VARIANTS) {
  test(`WebGPU convolutions (${variant}) agree with wasm`, async ({ page }) => {
    await openBundle(page, ENTRY, 'kernelsPage');
    const available = await page.evaluate(() =>
      (globalThis as unknown as { kernelsPage: KernelsPage }).kernelsPage.variants(),
    );
    test.skip(!available.includes(variant), `This adapter cannot run the variant ${variant}.`);
    await compare(
      page,
      variant,
      CASES.filter(({ kind }) => VARIED.includes(kind)),
    );
  });
}

test('the other WebGPU kernels agree with wasm', async ({ page }) => {
  await openBundle(page, ENTRY, 'kernelsPage');
  await compare(
    page,
    'plain4x4',
    CASES.filter(({ kind }) => !VARIED.includes(kind)),
  );
});

test('tuning chooses among the variants that compute correctly here', async ({ page }) => {
  const refused: ConvolutionVariant = 'plain8x4';
  // A memory of workgroups that has room for the smallest split tile alone: programs of the others take the software GPU
  // minutes to compile, and what they compute is compared above.
  await page.addInitScript(() => {
    Object.defineProperty(GPUSupportedLimits.prototype, 'maxComputeWorkgroupStorageSize', {
      get: () => 2048,
    });
  });
  await openBundle(page, ENTRY, 'kernelsPage');
  const { available, timings, chosen } = await page.evaluate(async (toRefuse) => {
    const { kernelsPage } = globalThis as unknown as { kernelsPage: KernelsPage };
    const available = await kernelsPage.variants();
    return { available, ...(await kernelsPage.tune(toRefuse)) };
  }, refused);
  const expected = available.filter((variant) => variant !== refused);
  for (const name of CONVOLUTION_CLASSES) {
    const ofClass = timings.filter((timing) => timing.class === name);
    expect(ofClass.map(({ variant }) => variant)).toEqual(expected);
  }
  expect(chosen).toEqual(fastestOf(timings, 'plain4x4'));
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

test('values are stretched on the GPU as in plain JavaScript', async ({ page }) => {
  await openBundle(page, ENTRY, 'kernelsPage');
  const differences = await page.evaluate(() =>
    (globalThis as unknown as { kernelsPage: KernelsPage }).kernelsPage.compareStretch(),
  );
  expect(Object.keys(differences)).toHaveLength(5);
  for (const [name, difference] of Object.entries(differences)) {
    expect.soft(difference, `values ${name}`).toBeLessThanOrEqual(1e-4);
  }
});
