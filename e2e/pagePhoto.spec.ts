import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { decodePng } from '../src/image/decodePng.ts';
import { maximum } from '../src/math/statistics.ts';
import {
  collectErrors,
  fingerprint,
  openPage,
  paintedFingerprint,
  exampleFile,
  save,
  unfold,
  waitForResult,
} from './page/visit.ts';

const PHOTO = exampleFile('rabbit/rgb.jpg');
const DEPTH = exampleFile('rabbit/depth.png');

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a photo alone has its result without another tap, on depth that is said to be estimated', async ({
    page,
  }) => {
    const errors = collectErrors(page);
    await openPage(page);
    const open = page.locator('.open-photo-button');
    const box = (await open.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(844);
    await expect(page.locator('.take-photo')).toBeVisible();
    const sample = await paintedFingerprint(page, 'consensus');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open.tap()]);
    await chooser.setFiles(PHOTO);
    await expect(page).toHaveURL(/#sample=own&.*depth=estimated/);
    await waitForResult(page);
    await expect.poll(() => fingerprint(page, 'consensus')).not.toBe(sample);
    const slot = page.locator('.slot[data-slot="depth"]');
    await expect(slot).toContainText('estimated');
    await expect(slot.locator('canvas')).toBeVisible();
    await expect(page.getByTestId('run-status')).toContainText('Estimated depth');

    const choices = page.locator('.input-panel .segments', { hasText: 'Estimated' });
    await choices.locator('.segment', { hasText: 'None' }).click();
    await expect(page).toHaveURL(/depth=off/);
    await waitForResult(page);
    await expect(slot).toHaveCount(0);

    await page.getByTestId('file-depth').setInputFiles(DEPTH);
    await expect(page).toHaveURL(/depth=auto/);
    await waitForResult(page);
    await expect(slot).not.toContainText('estimated');
    await choices.locator('.segment', { hasText: 'Estimated' }).click();
    await expect(slot).toContainText('estimated');
    await waitForResult(page);
    expect(errors).toEqual([]);
  });
});

test('the large button is seen at once in a small window', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('./?backend=wasm');
  const open = page.locator('.open-photo-button');
  await expect(open).toBeInViewport({ ratio: 1 });
});

test('the page estimates the depth that the command line does, and says so in the file’s name', async ({
  page,
}) => {
  await openPage(page, '#samples=1');
  await page.getByTestId('file-photo').setInputFiles(PHOTO);
  await expect(page).toHaveURL(/depth=estimated/);
  await waitForResult(page);
  const fold = page.locator('[data-fold="depth"]');
  await unfold(page, 'depth');
  await fold.locator('.segment', { hasText: 'Estimated' }).click();
  const ours = await save(page, fold.locator('[data-download="estimated-depth"]'));
  expect(ours.name).toBe('rgb-estimated-depth.png');

  const folder = await mkdtemp(join(tmpdir(), 'ucnet-estimate-'));
  const out = join(folder, 'depth.png');
  const command = ['run', '-s', 'ucnet', '--', 'depth', '--rgb', PHOTO, '--out', out];
  await promisify(execFile)('npm', command);
  const theirs = decodePng(new Uint8Array(await readFile(out)), out);
  await rm(folder, { recursive: true });
  const page16 = decodePng(ours.bytes, ours.name);
  expect([page16.height, page16.width]).toEqual([theirs.height, theirs.width]);
  const differences = Array.from(page16.data, (level, i) => Math.abs(level - theirs.data[i]!));
  expect(maximum(differences) / 65535).toBeLessThan(2e-3);
});

test('an estimate that cannot be had is told, and made when it can', async ({ page }) => {
  const files = /\/photo-depth\//;
  await page.route(files, (route) => route.abort());
  await openPage(page, '#samples=1');
  await page.getByTestId('file-photo').setInputFiles(PHOTO);
  const problem = page.getByTestId('estimate-problem');
  await expect(problem).toContainText('the photo runs without');
  await waitForResult(page);
  await page.unroute(files);
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toHaveCount(0);
  await waitForResult(page);
  await expect(page.getByTestId('run-status')).toContainText('Estimated depth');
});
