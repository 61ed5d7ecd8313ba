import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { formatScore } from '../src/evaluation/resultTables.ts';
import { decodeMap } from '../src/image/decodeMap.ts';
import { SaliencyEvaluator } from '../src/metrics/saliencyEvaluator.ts';
import {
  collectErrors,
  openPage,
  paintedFingerprint,
  exampleFile,
  save,
  scoreExample,
  waitForScores,
} from './page/visit.ts';

const panel = (page: Page) => page.getByTestId('assessment');
const cells = (page: Page, row: string) => panel(page).locator(`[data-row="${row}"] td`);

/** The scores of the consensus as saved by the page, computed here. */
async function scoresOfDownload(page: Page, normalise: boolean) {
  const button = page.locator('[data-download="consensus"]').first();
  const prediction = await decodeMap((await save(page, button)).bytes);
  const truth = await decodeMap(new Uint8Array(await readFile(exampleFile('two-chairs/gt.png'))));
  const { sMeasure, mae, iou } = new SaliencyEvaluator({ normalise }).step(prediction, truth);
  return [sMeasure, iou, mae].map(formatScore);
}

/** S, IoU and MAE of a row: the first and the last two columns. */
async function shownScores(page: Page, row: string) {
  const texts = await cells(page, row).allTextContents();
  return [texts[0], texts.at(-2), texts.at(-1)];
}

test('an example’s ground truth scores its maps, min-max and raw', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=two-chairs&samples=3');
  await scoreExample(page);
  expect(await shownScores(page, 'consensus')).toEqual(await scoresOfDownload(page, true));
  await panel(page).locator('.segment', { hasText: 'Raw' }).click();
  await waitForScores(page);
  await expect(panel(page)).toContainText('(raw)');
  expect(await shownScores(page, 'consensus')).toEqual(await scoresOfDownload(page, false));

  await expect(panel(page).locator('tr[data-row]')).toHaveCount(6);
  await expect(panel(page).locator('.chart canvas')).toHaveCount(4);
  await expect(page.getByTestId('posterior').locator('tbody tr')).toHaveCount(3);
  for (const key of ['error', 'posterior']) expect(await paintedFingerprint(page, key)).not.toBe(0);
  const table = await save(page, panel(page).getByRole('button', { name: 'CSV' }));
  expect(table.name).toBe('two-chairs-scores.csv');
  const lines = new TextDecoder().decode(table.bytes).trim().split('\r\n');
  expect(lines).toHaveLength(7);
  expect(lines[1]).toMatch(/^two-chairs,consensus,1,/);

  const before = await shownScores(page, 'sample 1');
  await page.getByRole('button', { name: 'Ask others' }).click();
  await expect.poll(() => shownScores(page, 'sample 1')).not.toEqual(before);
  await page.locator('.strip-item').first().click();
  await expect(panel(page)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('photo, depth map and ground truth open together; one of another photo is refused', async ({
  page,
}) => {
  await openPage(page);
  const files = ['gt.png', 'depth.png', 'rgb.jpg'].map((name) => exampleFile(`kettle/${name}`));
  await page.getByTestId('file-photo').setInputFiles(files);
  await waitForScores(page);
  await expect(page.locator('.slot[data-slot="truth"] .slot-facts')).toContainText('object');
  await page.getByTestId('file-truth').setInputFiles(exampleFile('aloe/gt.png'));
  await expect(page.getByTestId('notice')).toContainText('do not belong together');
  await expect(panel(page)).toBeVisible();
});
