import { expect, test, type Page } from '@playwright/test';
import { axeFindings, smallTexts } from './page/axe.ts';
import {
  mapPicture,
  offerBatch,
  openMenu,
  openPage,
  overflowOf,
  scoreExample,
} from './page/visit.ts';

const LEAST_TEXT = 14;

async function expectFine(page: Page, where: string): Promise<void> {
  expect(await axeFindings(page), where).toEqual([]);
  expect(await smallTexts(page, LEAST_TEXT), where).toEqual([]);
}

async function runBatch(page: Page): Promise<void> {
  await offerBatch(page, ['hat', 'kettle'], ['rgb', 'gt']);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByTestId('batch-status')).toHaveAttribute('data-phase', 'done');
  await page.getByRole('button', { name: 'Look at these first' }).click();
}

test('axe finds nothing in the result, its windows and menus, in light and in dark, and no text is small', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openPage(page, '#sample=kettle&samples=3');
  await scoreExample(page);
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
  await expect(page.getByRole('dialog')).toContainText('in 3 of 3 answers');
  await inBoth('cut-out');
  await page.locator('.segment', { hasText: 'Erase' }).click();
  await page.getByTestId('cut-out-brush').press('Space');
  await expect(page.getByRole('button', { name: 'Undo stroke' })).toBeVisible();
  await inBoth('brush');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await runBatch(page);
  await inBoth('batch');
});

test('nothing scrolls sideways, from a small phone to a wide screen', async ({ page }) => {
  const expectNothingAcross = async (what: string) => {
    // 320: a screen of 1280 pixels at 400 %.
    for (const width of [320, 360, 768, 1280, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowOf(page), `${what}, ${width} px`).toBeLessThanOrEqual(0);
      await expect(mapPicture(page, 'consensus')).toBeVisible();
    }
  };
  await openPage(page, '#sample=kettle&samples=3');
  await expectNothingAcross('result');
  await page.getByRole('button', { name: 'Pin this result' }).click();
  await expect(page.getByTestId('beside-table')).toBeVisible();
  await expectNothingAcross('pinned result');
});

test('high contrast shows what is chosen and where sliders are', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openPage(page, '#sample=kettle&samples=1');
  const ground = (which: string) =>
    page
      .locator(`.easel-head ${which}`)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await ground('input:checked + span')).not.toBe(await ground('input:not(:checked) + span'));
  const border = (element: Element) => getComputedStyle(element).borderTopWidth;
  expect(await page.locator('.segments-row').first().evaluate(border)).toBe('1px');
  expect(await page.locator('.latent-dots i').first().evaluate(border)).toBe('1px');
  await openMenu(page, 'Display');
  const colours = page.locator('.swatch > span:not(.visually-hidden)').first();
  expect(await colours.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain(
    'gradient',
  );
});

test('for those who ask for less motion nothing moves by itself, and all is reached by hand', async ({
  page,
}) => {
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(page, '#sample=kettle&samples=3');
  await expect(page.getByTestId('latent-0')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Play/ })).toHaveCount(0);
  expect(await moving()).toBe(0);
  await page.getByTestId('compare').click();
  await page.getByTestId('compare-with').selectOption('mean');
  await page.locator('.viewer .segment', { hasText: 'Blink' }).click();
  const caption = page.locator('.viewer-captions');
  await expect(caption).toHaveText('Consensus');
  await page.getByRole('button', { name: 'Show the other one' }).click();
  await expect(caption).toHaveText('Mean');
  expect(await moving()).toBe(0);

  await page.goto('./#learn/transposed-convolution');
  await expect(page.getByTestId('stamp-lab')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Kernel 4, stride 2', exact: true }).click();
  await expect(page.locator('#stamp')).toBeInViewport();
  expect(await moving()).toBe(0);
});
