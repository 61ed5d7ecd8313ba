import { expect, test } from '@playwright/test';
import {
  collectErrors,
  fingerprint,
  openPage,
  paintedFingerprint,
  sampleFile,
  waitForResult,
} from './page/visit.ts';

// A software adapter takes half a minute an image.
test.describe.configure({ timeout: 600_000 });

test('WebGPU takes a pair, shows its maps and follows a slider', async ({ page }) => {
  const errors = collectErrors(page);
  await page.goto('./?backend=webgpu');
  await page
    .getByTestId('file-photo')
    .setInputFiles([sampleFile('kettle/rgb.jpg'), sampleFile('kettle/depth.png')]);
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
  await expect(page.locator('.badge')).toContainText('Wasm');
  await expect(page.locator('.popover')).toContainText('drawn in software');
});
