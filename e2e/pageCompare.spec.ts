import { expect, test } from '@playwright/test';
import { chooseModel } from './page/models.ts';
import { collectErrors, openPage, scoreExample, waitForResult } from './page/visit.ts';

test('a result is pinned, compared with another model’s in numbers and in pictures, and swapped', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=kettle&samples=3');
  await page.getByRole('button', { name: 'Pin this result' }).click();
  const pinned = page.getByTestId('pinned');
  const title = page.locator('#pinned-title');
  await expect(title).toHaveText('Pinned: UC-Net Lite1');
  await chooseModel(page, 'FCN-8s baseline');
  await expect(pinned.locator('[data-pinned-map="consensus"]')).toHaveAttribute(
    'data-stale',
    'false',
  );
  await scoreExample(page);
  const table = page.getByTestId('beside-table');
  await expect(table.locator('[data-row="answers"] td')).toHaveText(['1', '3, seed 1']);
  const scores = table.locator('[data-row="energyDistance"] td');
  await expect(scores.last()).toHaveText(/\.\d{3}/);
  await expect(scores.first()).toHaveText(/\.\d{3}/);

  await page.getByRole('button', { name: 'Compare the two, enlarged' }).click();
  // Each on the side where it lies on the page.
  await expect(page.getByTestId('compare-with')).toHaveValue('pinned-consensus');
  await expect(page.locator('.viewer-captions span')).toHaveText([
    'Its answer (now, FCN-8s baseline)',
    'Consensus (pinned, UC-Net Lite1)',
  ]);
  const names = page.getByTestId('compare-with').locator('optgroup');
  await expect(names.last()).toHaveAttribute('label', /^The run before: UC-Net Lite1/);
  await page.keyboard.press('Escape');

  await pinned.getByRole('button', { name: 'Trade places' }).click();
  await expect(page.locator('.model-button')).toContainText('UC-Net Lite1');
  await waitForResult(page);
  await expect(title).toContainText('Pinned: FCN-8s baseline');
  await expect(table.locator('[data-row="answers"] td')).toHaveText(['3, seed 1', '1']);

  // The link holds it, so that a reload or a colleague sees both columns.
  await expect(page).toHaveURL(
    /&pin=seed\(1\)_samples\(3\)_depth\(bright\)_model\(fcn-8s-mobilenetv2\)/,
  );
  await page.reload();
  await waitForResult(page);
  await expect(title).toContainText('Pinned: FCN-8s baseline');
  await expect(pinned.locator('[data-pinned-map="consensus"]')).toHaveAttribute(
    'data-stale',
    'false',
  );
  await pinned.getByRole('button', { name: 'Unpin' }).click();
  await expect(pinned).toHaveCount(0);
  await expect(page).not.toHaveURL(/pin=/);
  expect(errors).toEqual([]);
});

test('the menu of models says what each is, and runs one beside the other', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, '#samples=2');
  await page.locator('.model-button').click();
  const row = page.locator('.model-row', { hasText: 'U-Net baseline' });
  await expect(row).toContainText('One answer.');
  await expect(row).toContainText('4.7 MB');
  await expect(row).toContainText('500 photos: S .895, F .852, error .065');
  await row.getByRole('button', { name: 'Runs U-Net baseline on the same photo' }).click();
  const pinned = page.getByTestId('pinned');
  await expect(pinned).toBeInViewport({ ratio: 0.7 });
  await expect(pinned.locator('[data-pinned-map="consensus"]')).toHaveAttribute(
    'data-stale',
    'false',
  );
  await expect(page.locator('#pinned-title')).toContainText('Pinned: U-Net baseline');
  await expect(page.locator('.model-button')).toContainText('UC-Net Lite1');
  await expect(page.locator('.sample')).toHaveCount(2);
});

test('one press shows the answers without depth beside those with it, and another takes them away', async ({
  page,
}) => {
  await openPage(page, '#sample=kettle&samples=3');
  const compare = page.getByRole('button', { name: 'Compare without depth' });
  await compare.focus();
  await page.keyboard.press('Enter');
  const pinned = page.getByTestId('pinned');
  await expect(page.locator('#pinned-title')).toHaveText('Pinned: UC-Net Lite1 · without depth');
  await expect(page.getByTestId('alike')).toHaveText(/both mark/);
  await expect(page.getByTestId('beside-table').locator('[data-row="depth"] td')).toHaveText([
    'file, bright is near',
    'none',
  ]);
  await page.getByRole('button', { name: 'Compare the two, enlarged' }).click();
  await expect(page.locator('.viewer-captions span')).toHaveText([
    'Consensus (now, Depth: file, bright is near)',
    'Consensus (pinned, without depth)',
  ]);
  await page.keyboard.press('Escape');
  await expect(compare).toHaveAttribute('aria-pressed', 'true');
  await compare.click();
  await expect(pinned).toHaveCount(0);
});
