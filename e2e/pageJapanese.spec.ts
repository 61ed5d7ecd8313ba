import { expect, type Page, test } from '@playwright/test';
import { axeFindings } from './page/axe.ts';
import { collectErrors, overflowOf } from './page/visit.ts';

const language = (page: Page) => page.locator('html').getAttribute('lang');

/** The maps of the image are there; what the page says of them is in any language. */
async function waitForMaps(page: Page): Promise<void> {
  await expect(page.getByTestId('run-status')).toHaveAttribute('data-busy', 'false');
  const main = page.locator('.easel [data-map]').first();
  await expect(main).toHaveAttribute('data-stale', 'false');
}

/** Lines of the page that hold three English words in a row. */
async function englishSentences(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  return text.split('\n').filter((line) => /[a-z]{3,} [a-z]{2,} [a-z]{2,}/.test(line));
}

test.describe('a visitor whose browser asks for Japanese', () => {
  test.use({ locale: 'ja-JP', viewport: { width: 360, height: 780 } });

  test('reads Japanese, errors too, and may switch to English', async ({ page }) => {
    const errors = collectErrors(page);
    await page.goto('./?backend=wasm#sample=hat&seed=7');
    await waitForMaps(page);
    expect(await language(page)).toBe('ja');
    await expect(page).toHaveTitle(/不確かさ/);
    expect(await englishSentences(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);

    const text = {
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Not a picture'),
    };
    await page.getByTestId('file-photo').first().setInputFiles(text);
    await expect(page.getByTestId('notice')).toContainText('notes.txt は、ここで読める画像では');

    await page.locator('.language-choice').selectOption('en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByTestId('notice')).toContainText('notes.txt is not a picture');
    await expect(page).toHaveURL(/[?&]lang=en\b/);
    expect(errors).toEqual([]);
  });

  test('keeps to Japanese in an embedded chapter', async ({ page }) => {
    await page.goto('./?embed=dilation');
    await expect(page.locator('.chapter .predict').first()).toBeVisible();
    expect(await language(page)).toBe('ja');
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a link says in which language it is read, whatever the browser asks for', async ({
  page,
}) => {
  await page.goto('./?lang=ja&embed=measures');
  await expect(page.locator('.chapter .predict').first()).toBeVisible();
  expect(await language(page)).toBe('ja');
  await expect(page).toHaveURL(/lang=ja/);
});
