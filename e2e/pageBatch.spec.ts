import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { BlobReader, BlobWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { formatScore } from '../src/evaluation/resultTables.ts';
import { decodeMap } from '../src/image/decodeMap.ts';
import { SaliencyEvaluator } from '../src/metrics/saliencyEvaluator.ts';
import {
  collectErrors,
  fingerprint,
  offerBatch,
  openMenu,
  openPage,
  paintedFingerprint,
  exampleFile,
  save,
  waitForResult,
  waitForScores,
} from './page/visit.ts';

const IDS = ['hat', 'kettle', 'two-chairs'];

/**
 * Three samples in the folders of a benchmark, one of them without depth, a file that is no picture and one that is
 * encrypted.
 */
async function benchmark(): Promise<Buffer> {
  const writer = new ZipWriter(new BlobWriter());
  const add = async (path: string, file: string) =>
    writer.add(path, new BlobReader(new Blob([await readFile(exampleFile(file))])));
  for (const id of IDS) {
    await add(`SET/RGB/${id}.jpg`, `${id}/rgb.jpg`);
    await add(`SET/GT/${id}.png`, `${id}/gt.png`);
    if (id !== 'hat') await add(`SET/depth/${id}.png`, `${id}/depth.png`);
  }
  await writer.add('SET/RGB/broken.jpg', new BlobReader(new Blob(['This is no picture.'])));
  await writer.add('SET/RGB/secret.jpg', new BlobReader(new Blob(['secret'])), { password: '1' });
  return Buffer.from(await (await writer.close()).arrayBuffer());
}

const rows = (page: Page) => page.getByTestId('batch-pairs').locator('tbody tr');

test('a zip of pairs is matched, run, sorted, saved and looked at', async ({ page }) => {
  const errors = collectErrors(page);
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) errors.push(message.text());
  });
  await openPage(page, '#samples=1');
  await page.getByRole('button', { name: 'Many pairs' }).click();
  await page.getByTestId('batch-files').setInputFiles({
    name: 'SET.zip',
    mimeType: 'application/zip',
    buffer: await benchmark(),
  });
  await expect(page.getByTestId('batch-found')).toContainText('5 pairs: 2 with depth, 3 with');
  await expect(rows(page)).toHaveCount(5);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const status = page.getByTestId('batch-status');
  await expect(status).toHaveAttribute('data-phase', 'done');
  await expect(status).toContainText('5 pairs done, 2 of them failed');
  const failed = page.locator('[data-outcome="failed"]');
  await expect(failed.filter({ hasText: 'broken.jpg' })).toHaveCount(1);
  await expect(failed.filter({ hasText: 'secret.jpg is encrypted' })).toHaveCount(1);

  const archive = await save(page, page.getByRole('button', { name: 'Save maps and tables' }));
  expect(archive.name).toBe('SET-estimated-depth-saliency.zip');
  const entries = await new ZipReader(new BlobReader(new Blob([archive.bytes]))).getEntries();
  const consensus = entries.find(({ filename }) => filename === 'SET/consensus/two-chairs.png')!;
  const blob = await (consensus.directory ? null : consensus.getData(new BlobWriter()));
  const prediction = await decodeMap(new Uint8Array(await blob!.arrayBuffer()));
  const truth = await decodeMap(new Uint8Array(await readFile(exampleFile('two-chairs/gt.png'))));
  const { sMeasure, mae } = new SaliencyEvaluator({ normalise: true }).step(prediction, truth);
  const chairs = rows(page).filter({ hasText: 'two-chairs' });
  await expect(chairs.locator('td').nth(3)).toHaveText(formatScore(sMeasure));
  await expect(chairs.locator('.batch-thumbs img')).toHaveCount(2);
  await expect
    .poll(() =>
      chairs
        .locator('.batch-thumbs img')
        .last()
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    )
    .toBe(128);
  await expect(chairs.locator('td').nth(-3)).toHaveText(formatScore(mae));

  await page.getByRole('button', { name: /^Uncertainty/ }).click();
  const uncertainties = await page
    .locator('[data-outcome="done"] td:nth-child(3)')
    .allTextContents();
  expect(uncertainties.map(Number)).toEqual(uncertainties.map(Number).toSorted((a, b) => b - a));
  await expect(rows(page).nth(3)).toContainText('broken');
  await page.getByRole('button', { name: 'Look at these first' }).click();
  await expect(rows(page).first()).toContainText(/the answers disagree|far from the ground truth/);
  await expect(rows(page).nth(3)).toContainText('broken');

  await chairs.getByRole('button').click();
  await waitForResult(page);
  await expect(page.locator('.slot[data-slot="photo"] img')).toHaveAttribute('alt', /\.jpg/);
  await waitForScores(page);
  expect(errors).toEqual([]);
});

test('a batch is stopped and goes on, and the page has its own image back afterwards', async ({
  page,
}) => {
  await openPage(page, '#sample=kettle&samples=2');
  const before = await paintedFingerprint(page, 'sample-0');
  await offerBatch(page, IDS, ['rgb', 'depth']);
  const batch = page.getByRole('dialog', { name: 'Many pairs' });
  await batch.getByLabel('Seed').fill('3');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-outcome="done"]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  const status = page.getByTestId('batch-status');
  await expect(status).toContainText('Stopped after');
  await page.keyboard.press('Escape');
  await waitForResult(page);
  await page.getByRole('button', { name: 'Many pairs' }).click();
  await expect(batch.getByLabel('Seed')).toHaveValue('3');
  await expect(batch.getByLabel('Seed')).toBeDisabled();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(status).toHaveAttribute('data-phase', 'done');
  await page.keyboard.press('Escape');
  await waitForResult(page);
  await openMenu(page, 'Settings');
  const seed = page.locator('.menu').getByLabel('Seed');
  await seed.fill('2');
  await expect.poll(() => fingerprint(page, 'sample-0')).not.toBe(before);
  await seed.fill('1');
  await expect.poll(() => fingerprint(page, 'sample-0')).toBe(before);
});

test('a batch that is closed during its first pair leaves the page its network', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=kettle&samples=1');
  const rest = await paintedFingerprint(page, 'explored');
  await offerBatch(page, ['hat'], ['rgb']);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.keyboard.press('Escape');
  await waitForResult(page);
  const slider = page.getByTestId('latent-0');
  await slider.fill('2.5');
  await expect.poll(() => fingerprint(page, 'explored')).not.toBe(rest);
  await slider.fill('0');
  await expect.poll(() => fingerprint(page, 'explored')).toBe(rest);
  expect(errors).toEqual([]);
});

test('a folder or a zip dropped on the page opens the window', async ({ page }) => {
  const errors = collectErrors(page);
  const folder = await mkdtemp(join(tmpdir(), 'ucnet-drop-'));
  await mkdir(join(folder, 'SET', 'RGB'), { recursive: true });
  await copyFile(exampleFile('hat/rgb.jpg'), join(folder, 'SET', 'RGB', '1.jpg'));
  await writeFile(join(folder, 'SET.zip'), await benchmark());
  await openPage(page, '#samples=1');
  const session = await page.context().newCDPSession(page);
  const drop = async (path: string) => {
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
    }
  };
  const found = page.getByTestId('batch-found');
  await drop(join(folder, 'SET'));
  await expect(found).toContainText('1 pair: 0 with depth');
  await rm(join(folder, 'SET', 'RGB', '1.jpg'));
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-outcome="failed"]')).toContainText('1.jpg cannot be read');
  await page.keyboard.press('Escape');
  await expect(found).toHaveCount(0);
  await drop(join(folder, 'SET.zip'));
  await expect(found).toContainText('5 pairs: 2 with depth');
  await rm(folder, { recursive: true });
  expect(errors).toEqual([]);
});

test('without files there is a place to drop them, and the samples to try it with', async ({
  page,
}) => {
  await openPage(page, '#samples=1');
  await page.getByRole('button', { name: 'Many pairs' }).click();
  await expect(page.getByText('Drop a folder or a zip here')).toBeVisible();
  await page.getByRole('button', { name: 'Try it with the 9 sample pairs' }).click();
  await expect(page.getByTestId('batch-found')).toHaveText(
    '9 pairs: 9 with depth, 9 with ground truth',
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(rows(page).filter({ has: page.locator('img') })).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Settings of this batch')).toBeVisible();
});
