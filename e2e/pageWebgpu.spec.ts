import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { quantile } from '../src/math/statistics.ts';
import { CANVAS_FLAGS, CHROMIUM_FLAGS } from './launch.ts';
import { GlimpseWatch } from './page/glimpseWatch.ts';
import {
  collectErrors,
  fingerprint,
  offerBatch,
  openPage,
  paintedFingerprint,
  exampleFile,
  waitForResult,
} from './page/visit.ts';

// A software adapter takes half a minute an image.
test.describe.configure({ timeout: 600_000 });

test('WebGPU takes a pair, shows its maps and follows a slider', async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto('./?backend=webgpu');
  await page
    .getByTestId('file-photo')
    .setInputFiles([exampleFile('kettle/rgb.jpg'), exampleFile('kettle/depth.png')]);
  await expect(page.getByTestId('run-status')).toContainText('on WebGPU', { timeout: 500_000 });
  await waitForResult(page);
  await expect(page.locator('.badge')).toContainText('WebGPU');
  await page.locator('.badge').click();
  await expect(page.locator('.popover')).toContainText('(software)');
  const rest = await paintedFingerprint(page, 'explored');
  await page.getByTestId('latent-1').fill('-2');
  await expect.poll(() => fingerprint(page, 'explored')).not.toBe(rest);
  expect(errors).toEqual([]);
});

test('a software adapter counts as no GPU unless it is asked for', async ({ page }) => {
  await openPage(page, '', 'choose');
  await page.locator('.badge').click();
  await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
  await expect(page.locator('.popover')).toContainText('drawn in software');
});

test.describe('the GPU', () => {
  test.describe.configure({ timeout: 900_000 });

  async function openOnGpu(page: Page): Promise<void> {
    await page.goto('./?backend=webgpu#sample=kettle&samples=1');
    await expect(page.getByTestId('run-status')).toContainText('on WebGPU', { timeout: 500_000 });
    await waitForResult(page);
  }

  /** Ends the browser's GPU process, as a crashing driver does. */
  async function crashGpu(browser: Browser): Promise<void> {
    await (await browser.newBrowserCDPSession()).send('Browser.crashGpuProcess');
  }

  test('that goes away under a slider that is being dragged is left for wasm, and the slider’s map comes', async ({
    page,
    browser,
  }) => {
    await openOnGpu(page);
    const before = await paintedFingerprint(page, 'explored');
    const slider = page.getByTestId('latent-0');
    const { x, y, width, height } = (await slider.boundingBox())!;
    const dragTo = (share: number) => page.mouse.move(x + share * width, y + height / 2);
    await dragTo(0.5);
    await page.mouse.down();
    await dragTo(0.6);
    await dragTo(0.7);
    await crashGpu(browser);
    await dragTo(0.8);
    await expect(page.getByTestId('notice')).toContainText('The GPU went away');
    await dragTo(0.9);
    await page.mouse.up();
    await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(2);
    await waitForResult(page);
    await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
    await expect.poll(() => fingerprint(page, 'explored')).not.toBe(before);
  });

  test('paints what a slider passes, reads where it rests, and may go away meanwhile', async ({
    baseURL,
  }) => {
    const browser = await chromium.launch({
      executablePath: findChromium()!,
      args: [...CHROMIUM_FLAGS, ...CANVAS_FLAGS],
    });
    try {
      // A small window, because the software GPU draws all of the page here.
      const viewport = { width: 640, height: 480 };
      const page = await browser.newPage({ baseURL: baseURL!, serviceWorkers: 'block', viewport });
      const errors = collectErrors(page);
      const watch = await GlimpseWatch.on(page);
      await openOnGpu(page);
      await watch.slide(
        'latent-0',
        Array.from({ length: 40 }, (_, move) => 0.5 + move / 20),
      );
      const { passed, rested, difference, milliseconds } = await watch.outcome();
      console.log(`From slider to picture: ${quantile(milliseconds, 0.5).toFixed(1)} ms (median).`);
      expect(passed).toBeGreaterThan(0);
      // On a busy machine a slider may rest on its way, too.
      expect(rested).toBeGreaterThan(0);
      // The last picture that the GPU painted, and the processor's of the same map.
      expect(difference).toBeLessThanOrEqual(1);
      await page.getByTestId('latent-0').fill('-1');
      await page.getByTestId('latent-0').fill('-2.5');
      await crashGpu(browser);
      await expect(page.getByTestId('notice')).toContainText('The GPU went away');
      await waitForResult(page);
      await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
      await expect.poll(() => watch.isMapPainted()).toBe(true);
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  test('that goes away in a batch is left for wasm, and the batch goes on', async ({
    page,
    browser,
  }) => {
    await openOnGpu(page);
    await offerBatch(page, ['hat', 'rabbit'], ['rgb']);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByTestId('batch-status')).toHaveAttribute('data-phase', 'running');
    await crashGpu(browser);
    await expect(page.locator('[data-outcome="done"]')).toHaveCount(2);
  });
});
