import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { firstLoad } from '../scripts/firstLoad.ts';
import { openPage } from './page/visit.ts';

/** Bytes of JavaScript, compressed, that a visitor may wait for before the model. */
const BUDGET = 300_000;

const SITE = fileURLToPath(new URL('../dist', import.meta.url));

function report(title: string, scripts: ReadonlyMap<string, number>): number {
  const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
  const parts = [...scripts].map(([path, bytes]) => `${path} ${(bytes / 1000).toFixed(1)}`);
  console.log(`${title}: ${(total / 1000).toFixed(1)} kB gzip = ${parts.join(' + ')}`);
  return total;
}

test('the JavaScript before the first map stays within its budget', async ({ page, baseURL }) => {
  const loaded = new Map<string, number>();
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const path = response.url().replace(baseURL!, '');
    if (!/^assets\/.*\.m?js$/.test(path)) return;
    const size = response.body().then((body) => {
      loaded.set(path, gzipSync(body, { level: 9 }).length);
    });
    reading.push(size);
  });
  await openPage(page);
  await Promise.all(reading);
  const needed = new Map(firstLoad(SITE).map(({ path, gzipBytes }) => [path, gzipBytes]));
  expect([...loaded.keys()]).toEqual(expect.arrayContaining([...needed.keys()]));
  expect(report('Before the model', needed)).toBeLessThanOrEqual(BUDGET);
  // On top come the backend and the decoders of the picture at hand, and no more.
  expect(report('Until the first map', loaded)).toBeLessThanOrEqual(BUDGET);
});
