import { expect, test } from '@playwright/test';
import { type Host, startHost } from './page/host.ts';
import { paintedFingerprint, waitForResult } from './page/visit.ts';

let host: Host;

/** The plainest host there is: files below a prefix, no special headers. */
test.beforeAll(async () => {
  host = await startHost('/people/someone/demos/uc-net/');
});

test.afterAll(() => host.close());

test('the built site works from any sub-path of a plain host', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  await page.goto(`${host.address}?backend=wasm`);
  await waitForResult(page);
  expect(await paintedFingerprint(page, 'consensus')).not.toBe(0);
  await expect(page.locator('.badge')).toContainText('1 thread');
  expect(missing).toEqual([]);
});
