import { fileURLToPath } from 'node:url';
import { chromium, expect, type Page, test } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import type { PlainPainting } from '../src/image/paintMap.ts';
import type { GlimpsesPage } from './glimpses/page.ts';
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
    (how) => (globalThis as unknown as { glimpsesPage: GlimpsesPage }).glimpsesPage.difference(how),
    painting,
  );
}

const ENTRY = fileURLToPath(new URL('glimpses/page.ts', import.meta.url));

test('the GPU paints what the processor paints, within 1/255', async () => {
  const browser = await chromium.launch({
    executablePath: findChromium()!,
    args: [...CHROMIUM_FLAGS, ...CANVAS_FLAGS],
  });
  try {
    const page = await browser.newPage();
    await openBundle(page, ENTRY, 'glimpsesPage');
    for (const [name, painting] of Object.entries(PAINTINGS)) {
      const difference = await differenceOf(page, painting);
      expect(difference?.colour, `colours of ${name}`).toBeLessThanOrEqual(1);
      expect(difference?.opacity, `opacity of ${name}`).toBeLessThanOrEqual(1);
    }
  } finally {
    await browser.close();
  }
});

test('where the browser shows nothing of what the GPU paints, nothing is painted', async ({
  page,
}) => {
  await openBundle(page, ENTRY, 'glimpsesPage');
  expect(await differenceOf(page, PLAIN)).toBeNull();
});
