import { expect, type Page, test } from '@playwright/test';
import { openPage, waitForResult } from './page/visit.ts';

// What the page does on a hardware GPU only. The tests have a software adapter that claims to be one.
test.describe.configure({ timeout: 600_000 });

/** Programs that the worker had compiled. */
interface Compiled {
  /** All at the same time. */
  ahead: number;
  /** One by one when they were first used, after the first of the others. */
  onUse: number;
}

/** Makes the worker take the software adapter for a GPU. With `refuses` it compiles nothing ahead. */
function disguise(refuses: boolean): void {
  const info = { vendor: 'acme', architecture: 'gpu-1', description: '', isFallbackAdapter: false };
  for (const [name, value] of Object.entries(info)) {
    Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });
  }
  // With next to no memory of workgroups it has few variants to choose from: kernels.spec.ts tunes with more.
  Object.defineProperty(GPUSupportedLimits.prototype, 'maxComputeWorkgroupStorageSize', {
    get: () => 1,
  });
  const compiled: Compiled = { ahead: 0, onUse: 0 };
  Object.assign(globalThis, { compiled });
  const device = GPUDevice.prototype;
  const { createComputePipeline, createComputePipelineAsync } = device;
  device.createComputePipeline = function (descriptor) {
    if (compiled.ahead > 0) compiled.onUse++;
    return createComputePipeline.call(this, descriptor);
  };
  device.createComputePipelineAsync = function (descriptor) {
    compiled.ahead++;
    if (refuses) return Promise.reject(new Error('The driver refuses the program.'));
    return createComputePipelineAsync.call(this, descriptor);
  };
}

async function withDisguise(page: Page, refuses: boolean): Promise<void> {
  await page.route(/browserWorker.*-all\.js$/, async (route) => {
    const response = await route.fetch();
    const body = `(${disguise.toString()})(${refuses});\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
}

async function programs(page: Page): Promise<Compiled> {
  return page
    .workers()[0]!
    .evaluate(() => (globalThis as unknown as { compiled: Compiled }).compiled);
}

test('a GPU compiles every program ahead, and the first image needs no other', async ({ page }) => {
  await withDisguise(page, false);
  await page.goto('./');
  await expect(page.locator('.badge')).toContainText('WebGPU', { timeout: 500_000 });
  const { ahead } = await programs(page);
  expect(ahead).toBeGreaterThan(30);
  await waitForResult(page);
  expect(await programs(page)).toEqual({ ahead, onUse: 0 });
});

test('a GPU that refuses a program is left for wasm, and the page says why', async ({ page }) => {
  await withDisguise(page, true);
  await openPage(page, '', 'choose');
  await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
  await page.locator('.badge').click();
  await expect(page.locator('.popover')).toContainText('WebGPU did not start on this GPU');
});
