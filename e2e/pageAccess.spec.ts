import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { axeFindings, smallTexts } from './page/axe.ts';
import { openMenu, openPage, sampleFile, scoreSample } from './page/visit.ts';

const LEAST_TEXT = 14;

async function expectFine(page: Page, where: string): Promise<void> {
  expect(await axeFindings(page), where).toEqual([]);
  expect(await smallTexts(page, LEAST_TEXT), where).toEqual([]);
}

async function runBatch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run many pairs' }).click();
  const files = ['hat', 'kettle'].flatMap((id) => [
    [`${id}_rgb.jpg`, `${id}/rgb.jpg`],
    [`${id}_gt.png`, `${id}/gt.png`],
  ]);
  await page.getByTestId('batch-files').setInputFiles(
    await Promise.all(
      files.map(async ([name, file]) => ({
        name: name!,
        mimeType: 'image/png',
        buffer: await readFile(sampleFile(file!)),
      })),
    ),
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByTestId('batch-status')).toHaveAttribute('data-phase', 'done');
  await page.getByRole('button', { name: 'Look at these first' }).click();
}

test('axe finds nothing in the result, its windows and menus, in light and in dark, and no text is small', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openPage(page, '#sample=kettle&samples=3');
  await scoreSample(page);
  await page.getByRole('button', { name: 'Pin this result' }).click();
  await expect(page.getByTestId('beside-table')).toBeVisible();
  const inBoth = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectFine(page, `${where}, ${colorScheme}`);
    }
  };
  await inBoth('result');
  await openMenu(page, 'Share');
  await inBoth('share');
  await page.keyboard.press('Escape');
  await page.locator('.model-button').click();
  await inBoth('models');
  await page.keyboard.press('Escape');
  await page.getByTestId('compare').click();
  await page.getByTestId('compare-with').selectOption('pinned-consensus');
  await inBoth('viewer');
  await page.keyboard.press('Escape');
  await page.getByTestId('cut-out').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await inBoth('cut-out');
  await page.keyboard.press('Escape');
  await runBatch(page);
  await inBoth('batch');
});

test('nothing scrolls sideways, from a small phone to a wide screen', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=3');
  await page.getByRole('button', { name: 'Pin this result' }).click();
  await expect(page.getByTestId('beside-table')).toBeVisible();
  for (const width of [360, 768, 1280, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, `${width} px`).toBeLessThanOrEqual(0);
  }
});
