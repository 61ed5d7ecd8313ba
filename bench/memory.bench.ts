/**
 * What the page holds in memory while it is used for long, in one visit of a real Chromium: sample after sample opened, the
 * first slider moved up and down, and many pairs run one after the other (the samples over and over, under names of their own), and frames of a camera that Chromium draws.
 * Memory is what the browser itself measures, after collecting garbage (`performance.measureUserAgentSpecificMemory`: page and
 * worker, wasm included); tensors, and the bytes of tfjs's GPU buffers, are counted in the worker.
 *
 * Run: `npm run bench:memory`, or with other numbers: `npm run bench:memory -- --images 20 --slides 50 --pairs 20 --frames 50 --backend webgpu`
 */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { Command, InvalidArgumentError } from 'commander';
import { build, preview } from 'vite';
import { threadProcessorTime } from './browser/processorTime.ts';
import { chromiumNeeded } from '../scripts/chromium.mjs';

const SAMPLES = fileURLToPath(new URL('../public/samples/', import.meta.url));
const PORT = 4175;
const PATIENCE_MS = 300_000;
const WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** Of the page and its worker together. */
interface Memory {
  readonly megabytes: number;
  readonly tensors: number;
  /** Of tfjs's buffers; none on wasm. */
  readonly gpuMegabytes: number;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new InvalidArgumentError('Not a number of times.');
  return number;
}

const options = new Command()
  .option('--images <n>', 'how many samples to open', count, 200)
  .option('--slides <n>', 'how many times to move the first slider', count, 1000)
  .option('--pairs <n>', 'how many pairs to run as a batch', count, 500)
  .option('--frames <n>', 'how many frames of a camera to run', count, 500)
  .option('--backend <name>', 'wasm or webgpu', 'wasm')
  .parse()
  .opts<{ images: number; slides: number; pairs: number; frames: number; backend: string }>();

const sampleIds = (await readdir(SAMPLES, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Files `NUMBER_rgb.jpg`, `NUMBER_depth.png` and `NUMBER_gt.png`: the samples over and over. */
async function copyPairs(folder: string, pairs: number): Promise<string[]> {
  const files: string[] = [];
  for (let number = 0; number < pairs; number++) {
    for (const file of ['rgb.jpg', 'depth.png', 'gt.png']) {
      const path = join(folder, `${number}_${file}`);
      await copyFile(join(SAMPLES, sampleIds[number % sampleIds.length]!, file), path);
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
  const { tensors, gpuBytes } = await page.workers()[0]!.evaluate(() => {
    const { _tfengine: engine } = globalThis as unknown as {
      _tfengine: { memory(): { numTensors: number; numBytesInGPU?: number } };
    };
    const { numTensors, numBytesInGPU = 0 } = engine.memory();
    return { tensors: numTensors, gpuBytes: numBytesInGPU };
  });
  return { megabytes: bytes / 2 ** 20, tensors, gpuMegabytes: gpuBytes / 2 ** 20 };
}

async function report(page: Page, what: string): Promise<void> {
  const { megabytes, tensors, gpuMegabytes } = await measure(page);
  console.log(
    `${what.padEnd(18)} ${megabytes.toFixed(1)} MB, ${tensors} tensors, ${gpuMegabytes.toFixed(1)} MB on the GPU`,
  );
}

/** Reports after a twentieth of the times, when everything has been used once, half-way and at the end. */
async function repeat(
  page: Page,
  times: number,
  what: string,
  once: (number: number) => Promise<void>,
): Promise<void> {
  const stops = new Set([Math.ceil(times / 20), Math.ceil(times / 2), times]);
  for (let number = 1; number <= times; number++) {
    await once(number);
    if (stops.has(number)) await report(page, `${number} ${what}`);
  }
}

/** Waits until the maps of the image on the screen are there and nothing runs. */
async function waitForResult(page: Page): Promise<void> {
  await page.locator('[data-testid="run-status"][data-busy="false"]').waitFor();
  await page.locator('.easel [data-map][data-stale="false"]').first().waitFor();
}

async function openSample(page: Page, number: number): Promise<void> {
  const sample = page.locator('.strip-item').nth(number % sampleIds.length);
  await sample.click();
  await sample.and(page.locator('[aria-pressed="true"]')).waitFor();
  await waitForResult(page);
}

async function runPairs(page: Page, pairs: number, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Many pairs' }).click();
  await page.getByTestId('batch-files').setInputFiles(await copyPairs(folder, pairs));
  await page.getByTestId('batch-found').waitFor();
  await page.getByRole('button', { name: /^(Run|Go on)$/ }).click();
  const done = page.locator('[data-outcome="done"]');
  await repeat(page, pairs, 'pairs', async (number) => {
    while ((await done.count()) < number) await page.waitForTimeout(200);
  });
}

async function runFrames(page: Page, frames: number): Promise<void> {
  await page.getByTestId('open-live').click();
  const facts = page.getByTestId('live-facts');
  const done = async () => Number(await facts.getAttribute('data-frames'));
  const lookAtClocks = async () => ({
    frames: await done(),
    clockMs: performance.now(),
    // What the browser takes to draw a video without a GPU is not in it.
    workerMs: threadProcessorTime('DedicatedWorker') ?? NaN,
  });
  const start = await lookAtClocks(); // at the first frame: before it there is nothing to read
  let end = start;
  await repeat(page, frames, 'frames', async (number) => {
    while ((await done()) < start.frames + number) await page.waitForTimeout(50);
    if (number === frames) end = await lookAtClocks(); // before the last report, which takes its time
  });
  const count = end.frames - start.frames;
  const perSecond = (1000 * count) / (end.clockMs - start.clockMs);
  const perFrame = (end.workerMs - start.workerMs) / count;
  console.log(
    `${perSecond.toFixed(2)} frames a second by the clock, ${perFrame.toFixed(0)} ms of the worker's processor time a frame`,
  );
  await page.keyboard.press('Escape');
}

const folder = await mkdtemp(join(tmpdir(), 'ucnet-memory-'));
await build({ logLevel: 'error' });
const server = await preview({ logLevel: 'error', preview: { port: PORT, strictPort: true } });
const browser = await chromium.launch({
  executablePath: chromiumNeeded(),
  args: [
    '--no-sandbox',
    '--enable-blink-features=ForceEagerMeasureMemory',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    ...(options.backend === 'webgpu' ? WEBGPU : []),
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`http://localhost:${PORT}/?backend=${options.backend}`);
  await waitForResult(page);
  await report(page, 'before');
  await repeat(page, options.images, 'images', (number) => openSample(page, number));
  const slider = page.locator('.explorer').getByRole('slider').first();
  await repeat(page, options.slides, 'slider moves', (number) =>
    slider.press(Math.floor(number / 20) % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'),
  );
  if (options.frames > 0) await runFrames(page, options.frames);
  if (options.pairs > 0) await runPairs(page, options.pairs, folder);
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
