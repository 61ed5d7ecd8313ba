/**
 * What the page's batch view holds in memory after 50 and after 500 pairs, in one visit of a real Chromium: the
 * sample pairs over and over, under names of their own. Memory is what the browser itself measures, after collecting
 * garbage (`performance.measureUserAgentSpecificMemory`); tensors are counted in the worker.
 *
 * Run: `npm run bench:batch`, or with other numbers of pairs: `npm run bench:batch -- 20 100`
 */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../scripts/chromium.mjs';

const SAMPLES = fileURLToPath(new URL('../public/samples/', import.meta.url));
const PORT = 4175;
const STEPS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [50, 500];

/** Of the page and its worker together. */
interface Memory {
  readonly megabytes: number;
  readonly tensors: number;
}

/** Files `NUMBER_rgb.jpg`, `NUMBER_depth.png` and `NUMBER_gt.png`: the samples over and over. */
async function copyPairs(folder: string, count: number): Promise<string[]> {
  const entries = await readdir(SAMPLES, { withFileTypes: true });
  const ids = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files: string[] = [];
  for (let number = 0; number < count; number++) {
    for (const file of ['rgb.jpg', 'depth.png', 'gt.png']) {
      const path = join(folder, `${number}_${file}`);
      await copyFile(join(SAMPLES, ids[number % ids.length]!, file), path);
      files.push(path);
    }
  }
  return files;
}

async function measure(page: Page): Promise<Memory> {
  const bytes = await page.evaluate(async () => {
    const measurer = performance as Performance & {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measurer.measureUserAgentSpecificMemory()).bytes;
  });
  const tensors = await page.workers()[0]!.evaluate(() => {
    const { _tfengine: engine } = globalThis as unknown as {
      _tfengine: { memory(): { numTensors: number } };
    };
    return engine.memory().numTensors;
  });
  return { megabytes: bytes / 2 ** 20, tensors };
}

async function pairsDone(page: Page): Promise<number> {
  return page.locator('[data-outcome="done"]').count();
}

async function runTo(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: /^(Run|Go on)$/ }).click();
  while ((await pairsDone(page)) < count) await page.waitForTimeout(200);
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  if (await stop.isVisible()) await stop.click();
}

const folder = await mkdtemp(join(tmpdir(), 'ucnet-batch-'));
const files = await copyPairs(folder, Math.max(...STEPS));
await build({ logLevel: 'error' });
const server = await preview({ logLevel: 'error', preview: { port: PORT, strictPort: true } });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox', '--enable-blink-features=ForceEagerMeasureMemory'],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`http://localhost:${PORT}/?backend=wasm`);
  await page.locator('.stage [data-map]').waitFor();
  await page.getByRole('button', { name: 'Run many pairs' }).click();
  await page.getByTestId('batch-files').setInputFiles(files);
  await page.getByTestId('batch-found').waitFor();
  const start = await measure(page);
  console.log(`before        ${start.megabytes.toFixed(1)} MB, ${start.tensors} tensors`);
  for (const step of STEPS) {
    await runTo(page, step);
    const { megabytes, tensors } = await measure(page);
    const done = await pairsDone(page);
    console.log(
      `${String(done).padStart(4)} pairs    ${megabytes.toFixed(1)} MB, ${tensors} tensors`,
    );
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
