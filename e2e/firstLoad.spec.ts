import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { firstLoad } from '../scripts/firstLoad.ts';
import { openPage } from './page/visit.ts';

/** Bytes of JavaScript, compressed, that a visitor may wait for before the model. */
const BUDGET = 300_000;

/** The same for a link to a chapter of the course, with the code that runs its network. */
const LEARN_BUDGET = 250_000;

/** Parts that only unusual files need. */
const RARE = /\/(photoColours|pngInterlace)-/;

const SITE = fileURLToPath(new URL('../dist', import.meta.url));

function report(title: string, scripts: ReadonlyMap<string, number>): number {
  const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
  const parts = [...scripts].map(([path, bytes]) => `${path} ${(bytes / 1000).toFixed(1)}`);
  console.log(`${title}: ${(total / 1000).toFixed(1)} kB gzip = ${parts.join(' + ')}`);
  return total;
}

/** Compressed sizes of the scripts that a page asks for, by path; waits for those that are on their way. */
function watchScripts(page: Page, site: string): () => Promise<ReadonlyMap<string, number>> {
  const loaded = new Map<string, number>();
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const path = response.url().replace(site, '');
    if (!/^assets\/.*\.m?js$/.test(path)) return;
    const size = response.body().then((body) => {
      loaded.set(path, gzipSync(body, { level: 9 }).length);
    });
    reading.push(size);
  });
  return async () => {
    await Promise.all(reading);
    return loaded;
  };
}

test('the JavaScript before the first map stays within its budget', async ({ page, baseURL }) => {
  const scripts = watchScripts(page, baseURL!);
  await openPage(page);
  const loaded = await scripts();
  const needed = new Map(
    firstLoad(SITE, /^(App|english)-/).map(({ path, gzipBytes }) => [path, gzipBytes]),
  );
  expect([...loaded.keys()]).toEqual(expect.arrayContaining([...needed.keys()]));
  expect(report('Before the model', needed)).toBeLessThanOrEqual(BUDGET);
  // On top come the backend and the decoders of the picture at hand, and no more.
  expect(report('Until the first map', loaded)).toBeLessThanOrEqual(BUDGET);
});

/** Chapters that run the network, which is most of what they load. */
for (const chapter of ['uc-net', 'fcn', 'dilation', 'attention', 'ablations']) {
  for (const [language, ready] of [
    ['en', 'sees every picture'],
    ['ja', 'どの画像も'],
  ] as const) {
    test(`a link to the chapter ${chapter} loads no more than a chapter may, in ${language}`, async ({
      page,
      baseURL,
    }) => {
      const scripts = watchScripts(page, baseURL!);
      await page.goto(`./?lang=${language}#learn/${chapter}`);
      await expect(page.getByTestId('network-status')).toContainText(ready);
      const loaded = await scripts();
      expect([...loaded.keys()].filter((path) => path.includes('course.worker'))).toHaveLength(1);
      // The examples say nothing of their colours, and none of them is interlaced.
      expect([...loaded.keys()].filter((path) => RARE.test(path))).toEqual([]);
      expect(report(`Learn, ${chapter}, ${language}`, loaded)).toBeLessThanOrEqual(LEARN_BUDGET);
    });
  }
}
