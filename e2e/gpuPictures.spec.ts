import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect, type Page, test } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import type { PlainPainting } from '../src/image/paintMap.ts';
import { modelFolder } from '../src/model/testing/modelFolder.ts';
import type { FrameLayer } from '../src/worker/protocol.ts';
import type { GpuPicturesPage } from './gpuPictures/page.ts';
import { CANVAS_FLAGS, CHROMIUM_FLAGS } from './launch.ts';
import { openBundle } from './openBundle.ts';

const PLAIN = { colours: 'magma', range: [0, 1], cover: 'opaque', opacity: 0.7 } as const;

const PAINTINGS: Readonly<Record<string, PlainPainting>> = {
  'a mask': { ...PLAIN, colours: 'grey' },
  'a heat map': { ...PLAIN, colours: 'turbo' },
  'a heat map of a narrow range': { ...PLAIN, range: [0.25, 0.75] },
  'what is dimmed': { ...PLAIN, cover: 'dimming' },
  'what fades': { ...PLAIN, cover: 'fading', colours: 'viridis' },
  'an even tint': { ...PLAIN, cover: 'even' },
  'a cut-out': { ...PLAIN, cover: 'cut-out' },
  'what reaches a level': { ...PLAIN, level: 0.4 },
};

async function differenceOf(page: Page, painting: PlainPainting) {
  return page.evaluate(
    (how) =>
      (globalThis as unknown as { gpuPicturesPage: GpuPicturesPage }).gpuPicturesPage.difference(
        how,
      ),
    painting,
  );
}

const ENTRY = fileURLToPath(new URL('gpuPictures/page.ts', import.meta.url));

/** Paths of the networks' files. */
function fileOf(name: string): string {
  const [folder, file] = name.split('/') as [string, string];
  return join(folder === 'depth' ? join(dirname(modelFolder), 'photo-depth') : modelFolder, file);
}

/** A page where what WebGPU draws is to be seen. */
async function withCanvasPage(work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: findChromium()!,
    args: [...CHROMIUM_FLAGS, ...CANVAS_FLAGS],
  });
  try {
    const page = await browser.newPage();
    await openBundle(page, ENTRY, 'gpuPicturesPage', fileOf);
    await work(page);
  } finally {
    await browser.close();
  }
}

test('the GPU paints what the processor paints, within 1/255', async () => {
  await withCanvasPage(async (page) => {
    for (const [name, painting] of Object.entries(PAINTINGS)) {
      const difference = await differenceOf(page, painting);
      expect(difference?.colour, `colours of ${name}`).toBeLessThanOrEqual(1);
      expect(difference?.opacity, `opacity of ${name}`).toBeLessThanOrEqual(1);
    }
  });
});

const LAYERS: readonly FrameLayer[] = [
  { of: 'mean', painting: { ...PLAIN, cover: 'dimming' } },
  { of: 'total', painting: { ...PLAIN, cover: 'fading' } },
  { of: 'disagreement', painting: { ...PLAIN, cover: 'fading', range: [0, 0.4] } },
  { of: 'depth', painting: { ...PLAIN, cover: 'even' } },
  { of: 'outlines', level: 0.5 },
];

test('a camera’s frame is painted as by the processor, within 1/255, and nothing of it is read', async () => {
  // A software adapter takes seconds to compile each of some seventy programs.
  test.setTimeout(600_000);
  await withCanvasPage(async (page) => {
    for (const [index, layer] of LAYERS.entries()) {
      const frame = await page.evaluate(
        ([which, before]) =>
          (
            globalThis as unknown as { gpuPicturesPage: GpuPicturesPage }
          ).gpuPicturesPage.frameDifference(which, before),
        [layer, index === 0 ? 2 : 0] as const,
      );
      expect.soft(frame?.colour, `colours of ${layer.of}`).toBeLessThanOrEqual(1);
      expect.soft(frame?.opacity, `opacity of ${layer.of}`).toBeLessThanOrEqual(1);
      expect.soft(frame?.painted, layer.of).toBeGreaterThan(100);
      expect.soft([frame?.reads, frame?.left], layer.of).toEqual([0, 0]);
    }
  });
});

test('after an error nothing more is painted, and the console has the error', async () => {
  await withCanvasPage(async (page) => {
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    const painted = await page.evaluate(() =>
      (
        globalThis as unknown as { gpuPicturesPage: GpuPicturesPage }
      ).gpuPicturesPage.afterFailure(),
    );
    expect(painted).toEqual([true, false, false]);
    expect(warnings).toEqual([expect.stringContaining('No such sample.')]);
  });
});

test('where the browser shows nothing of what the GPU paints, nothing is painted', async ({
  page,
}) => {
  await openBundle(page, ENTRY, 'gpuPicturesPage');
  expect(await differenceOf(page, PLAIN)).toBeNull();
});
