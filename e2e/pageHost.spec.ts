import { readFileSync } from 'node:fs';
import { expect, type Page, type Route, test } from '@playwright/test';
import { contentPolicy } from '../scripts/contentPolicy.ts';
import { type Host, startHost } from './page/host.ts';
import { collectErrors, paintedFingerprint, scoreExample, waitForResult } from './page/visit.ts';

const html = readFileSync(new URL('../index.html', import.meta.url), 'utf8');

let host: Host;

test.beforeEach(async () => {
  host = await startHost();
});

test.afterEach(() => host.close());

/** What the policy forbade on the page, as it happens. */
async function collectViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('tellViolation', (what: string) => violations.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { tellViolation } = globalThis as unknown as { tellViolation: (what: string) => void };
      tellViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
  return violations;
}

test('a host whose policy is strict runs all of the page', async ({ page }) => {
  host.headers = { 'Content-Security-Policy': contentPolicy(html, { threads: false }) };
  const errors = collectErrors(page);
  const violations = await collectViolations(page);
  await page.goto(`${host.address}?backend=wasm#sample=two-chairs&samples=2`);
  await waitForResult(page);
  expect(await paintedFingerprint(page, 'consensus')).not.toBe(0);
  await expect(page.locator('.badge')).toHaveAttribute('title', /SIMD, 1 thread$/);
  await scoreExample(page);
  await expect(page.locator('.assessment .chart canvas')).toHaveCount(4);
  await page.getByRole('button', { name: 'Many pairs' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(violations).toEqual([]);
  expect(errors).toEqual([]);
});

test.describe('code that the host does not send', () => {
  const answers: Readonly<Record<string, Parameters<Route['fulfill']>[0]>> = {
    'is missing': { status: 404 },
    'is a web page': { contentType: 'text/html', body: '<!doctype html>' },
    'is cut short': { contentType: 'text/javascript', body: 'import {' },
  };
  for (const [way, answer] of Object.entries(answers)) {
    test(`and ${way} is told in both languages, with a way on`, async ({ page }) => {
      host.headers = { 'Content-Security-Policy': contentPolicy(html, { threads: false }) };
      const main = /assets\/index-[^/]*\.js$/;
      await page.route(main, (route) => route.fulfill(answer));
      await page.goto(`${host.address}?backend=wasm#samples=1`);
      await expect(page.getByRole('alert')).toContainText('load the page again');
      await expect(page.locator('[lang="ja"]')).toContainText('もう一度読み込んで');
      await page.unroute(main);
      await page.getByRole('alert').getByRole('button').click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('UC-Net');
      await expect(page.getByText('too old for it')).toHaveCount(0);
    });
  }
});

test('nothing can be sent to another site, from the page or from its worker', async ({ page }) => {
  host.headers = { 'Content-Security-Policy': contentPolicy(html, { threads: false }) };
  await page.goto(`${host.address}?backend=wasm#samples=1`);
  await expect.poll(() => page.workers().length).toBe(1);
  const send = () =>
    fetch('http://127.0.0.1:9/', { method: 'POST', mode: 'no-cors', body: 'photo' }).then(
      () => 'sent',
      (error: Error) => error.message,
    );
  const violations = await collectViolations(page);
  expect(await page.evaluate(send)).not.toBe('sent');
  expect(await page.workers()[0]!.evaluate(send)).not.toBe('sent');
  expect(violations).toEqual([]);
  const script = await page.evaluate(() => {
    try {
      new Worker('https://elsewhere.invalid/a.js');
      return 'started';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(script).toContain('this site alone');
});

test('a slow line carries a first look within a megabyte, and a map within nine', async ({
  page,
}) => {
  // At 1.6 Mbit/s that is 6 s and 45 s.
  await page.goto(`${host.address}?backend=wasm#samples=1`);
  const look = page.getByTestId('first-look');
  await expect(look).toContainText('Made beforehand');
  await expect
    .poll(() =>
      look
        .locator('img')
        .evaluateAll((all) => all.every((image) => (image as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
  // Parts of the map may come before the look's last picture or after it: they are counted with the map.
  const ofMap = /\.safetensors$|\.wasm$|\/depth\.png$/;
  const beforeLook = [...host.sent].reduce(
    (sum, [path, bytes]) => (ofMap.test(path) ? sum : sum + bytes),
    0,
  );
  console.log(`Bytes before the first look: ${beforeLook}`);
  expect(beforeLook).toBeLessThan(1_200_000);
  await waitForResult(page);
  await expect(look).toHaveCount(0);
  const beforeMap = [...host.sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  console.log(`Bytes before the first map: ${beforeMap}`);
  expect(beforeMap).toBeLessThan(9_000_000);
});

test.describe('a page that was visited once', () => {
  test.use({ serviceWorkers: 'allow' });

  /** Waits until the browser keeps the page. */
  async function visitOnce(page: Page): Promise<void> {
    await page.goto(`${host.address}?backend=wasm#samples=1`);
    await waitForResult(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
  }

  test('works without a network, with all of its samples', async ({ page, context }) => {
    const errors = collectErrors(page);
    await visitOnce(page);
    // What reads rare files is large, and not kept for those who bring none.
    const large = [...host.sent].filter(([, bytes]) => bytes > 1_000_000).map(([path]) => path);
    expect(large).toEqual([expect.stringMatching(/ucnet.*\.safetensors$/)]);
    await context.setOffline(true);
    await host.close();
    await page.reload();
    await waitForResult(page);
    await page.locator('.strip-item').nth(3).click();
    await waitForResult(page);
    await scoreExample(page);
    expect(errors).toEqual([]);
  });

  test('has threads from then on, where the host sends no headers for them', async ({ page }) => {
    const threads = await page.evaluate(() => navigator.hardwareConcurrency);
    test.skip(threads === 1, 'This machine has one thread.');
    await visitOnce(page);
    await expect(page.locator('.badge')).toContainText('1 thread');
    await page.reload();
    await waitForResult(page);
    await expect(page.locator('.badge')).toContainText(/[2-8] threads/);
  });

  test('is offered a newer version, and changes only when it is taken', async ({ page }) => {
    await visitOnce(page);
    await page.reload();
    await waitForResult(page);
    host.additions.set('sw.js', '\n// newer');
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())!.update();
    });
    const offer = page.getByTestId('renewal');
    await expect(offer).toContainText('A newer version of this page is here');
    await paintedFingerprint(page, 'consensus');
    await Promise.all([page.waitForEvent('load'), offer.getByRole('button').click()]);
    await waitForResult(page);
    await expect(offer).toHaveCount(0);
  });

  test('in two tabs goes on in the one that did not take the newer version, which says so', async ({
    page,
    context,
  }) => {
    const errors = collectErrors(page);
    await visitOnce(page);
    await page.reload();
    await waitForResult(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await waitForResult(other);
    host.additions.set('sw.js', '\n// newer');
    await other.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())!.update();
    });
    const offer = other.getByTestId('renewal');
    await expect(offer).toContainText('A newer version of this page is here');
    await Promise.all([other.waitForEvent('load'), offer.getByRole('button').click()]);
    await waitForResult(other);

    const told = page.getByTestId('renewal');
    await expect(told).toContainText('was loaded in another tab');
    await page.locator('.strip-item').nth(2).click();
    await waitForResult(page);
    await Promise.all([page.waitForEvent('load'), told.getByRole('button').click()]);
    await waitForResult(page);
    await expect(told).toHaveCount(0);
    expect(errors).toEqual([]);
  });
});

test('Back and Forward step through samples and models, and not through sliders', async ({
  page,
}) => {
  await page.goto(`${host.address}?backend=wasm#sample=hat&samples=1`);
  await waitForResult(page);
  await page.getByTestId('latent-0').fill('1');
  await expect(page).toHaveURL(/latent=1,0,0/);
  const sample = (title: string) => page.locator('.strip-item', { hasText: title });
  await sample('kettle').click();
  await expect(page).toHaveURL(/sample=kettle/);
  await page.goBack();
  await expect(page).toHaveURL(/sample=hat.*latent=1,0,0/);
  await waitForResult(page);
  await expect(sample('Hat')).toHaveAttribute('aria-pressed', 'true');
  await page.goForward();
  await expect(sample('kettle')).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/sample=kettle/);
});
