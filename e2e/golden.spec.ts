import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { goldenFile, ucNetFolders } from '../src/model/testing/modelFolder.ts';
import type { GoldenPage } from './golden/page.ts';
import { openBundle } from './openBundle.ts';

// A software adapter takes seconds to compile each of some seventy programs.
test.describe.configure({ timeout: 600_000 });

async function openPage(page: Page, folder: string): Promise<void> {
  const entry = fileURLToPath(new URL('golden/page.ts', import.meta.url));
  await openBundle(page, entry, 'goldenPage', (name) =>
    name === 'golden.safetensors' ? goldenFile(folder) : join(folder, name),
  );
}

for (const folder of ucNetFolders()) {
  test(`WebGPU gives what PyTorch gave for ${folder}, module by module`, async ({ page }) => {
    await openPage(page, folder);
    const rows = await page.evaluate(() =>
      (globalThis as unknown as { goldenPage: GoldenPage }).goldenPage.comparePhoto(),
    );
    expect(rows.length).toBeGreaterThan(40);
    for (const { name, difference, tolerance } of rows) {
      expect(difference, name).toBeLessThanOrEqual(tolerance);
    }
  });

  test(`WebGPU gives the recorded results of ${folder} with all operations fused`, async ({
    page,
  }) => {
    await openPage(page, folder);
    const rows = await page.evaluate(() =>
      (globalThis as unknown as { goldenPage: GoldenPage }).goldenPage.comparePattern(),
    );
    expect(rows.map(({ name }) => name)).toContain('pattern.map');
    for (const { name, difference, tolerance } of rows) {
      expect(difference, name).toBeLessThanOrEqual(tolerance);
    }
  });
}
