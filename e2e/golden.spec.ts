import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { modelFolder } from '../src/model/testing/modelFolder.ts';
import type { GoldenPage } from './golden/page.ts';

/** Never reached: every request is answered by the test. A local address, because WebGPU wants one it trusts. */
const ORIGIN = 'http://localhost:4199/';

// A software adapter takes seconds to compile each of some seventy programs.
test.describe.configure({ timeout: 600_000 });

async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('golden/page.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !('output' in output)) throw new Error('Vite gave no bundle.');
  return output.output[0].code;
}

async function openPage(page: Page): Promise<void> {
  const script = await bundlePage();
  await page.route(`${ORIGIN}**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (path.startsWith('/model/')) {
      const body = await readFile(`${modelFolder}/${path.slice('/model/'.length)}`);
      return route.fulfill({ body });
    }
    const body =
      '<!doctype html><title>Golden</title><script type="module" src="page.js"></script>';
    return route.fulfill({ contentType: 'text/html', body });
  });
  await page.goto(ORIGIN);
  await page.waitForFunction(() => 'goldenPage' in globalThis);
}

test('WebGPU gives what PyTorch gave, module by module', async ({ page }) => {
  await openPage(page);
  const rows = await page.evaluate(() =>
    (globalThis as unknown as { goldenPage: GoldenPage }).goldenPage.comparePhoto(),
  );
  expect(rows.length).toBeGreaterThan(40);
  for (const { name, difference, tolerance } of rows) {
    expect(difference, name).toBeLessThanOrEqual(tolerance);
  }
});

test('WebGPU gives the recorded results with all operations fused', async ({ page }) => {
  await openPage(page);
  const rows = await page.evaluate(() =>
    (globalThis as unknown as { goldenPage: GoldenPage }).goldenPage.comparePattern(),
  );
  expect(rows.map(({ name }) => name)).toContain('pattern.map');
  for (const { name, difference, tolerance } of rows) {
    expect(difference, name).toBeLessThanOrEqual(tolerance);
  }
});
