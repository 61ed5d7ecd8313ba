import { expect, test } from '@playwright/test';
import {
  collectErrors,
  fingerprint,
  openPage,
  paintedFingerprint,
  exampleFile,
  waitForResult,
} from './page/visit.ts';

const PAIR = [exampleFile('kettle/rgb.jpg'), exampleFile('kettle/depth.png')];

test('a reload shows the visitor’s own image again, and another browser only its settings', async ({
  page,
  browser,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=hat&seed=7&samples=2');
  await page.getByTestId('file-photo').setInputFiles(PAIR);
  const photo = page.locator('.slot[data-slot="photo"] img');
  await expect(photo).toHaveAttribute('alt', /rgb\.jpg/);
  await waitForResult(page);
  await expect(page).toHaveURL(
    /#sample=own&.*&photo=own-[\da-f]{8}&file=rgb\.jpg&file=depth\.png$/,
  );
  const shown = await paintedFingerprint(page, 'sample-1');

  await page.reload();
  await waitForResult(page);
  await expect(photo).toHaveAttribute('alt', /rgb\.jpg/);
  await expect(page.getByTestId('notice')).toHaveCount(0);
  await expect.poll(() => fingerprint(page, 'sample-1')).toBe(shown);

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(page.url());
  await expect(stranger.getByTestId('notice')).toContainText('open rgb.jpg and depth.png here');
  await stranger.context().close();
  expect(errors).toEqual([]);
});

test('an own image that the browser has no room for is run, and told of after a reload', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=hat&seed=7&samples=2');
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 });
  await page.getByTestId('file-photo').setInputFiles(PAIR);
  await expect(page).toHaveURL(/#sample=own&/);
  await waitForResult(page);
  await expect(page.getByTestId('notice')).toHaveCount(0);

  await page.reload();
  await waitForResult(page);
  await expect(page.getByTestId('notice')).toContainText('rgb.jpg and depth.png');
  await expect(page.getByTestId('notice')).toContainText('this browser has not kept yours');
  expect(errors).toEqual([]);
});
