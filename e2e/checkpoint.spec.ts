import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { offerCheckpoint, writeOwnCheckpoint } from './page/models.ts';
import {
  collectErrors,
  fingerprint,
  openMenu,
  openPage,
  paintedFingerprint,
  scoreExample,
  waitForResult,
} from './page/visit.ts';

const SHIPPED = 'UC-Net Lite1';
const OWN = 'mine.safetensors';

async function expectModel(page: Page, title: string): Promise<void> {
  await expect(page.locator('.model-button')).toContainText(title);
  await waitForResult(page);
  for (const tag of await page.getByTestId('model-tag').all()) await expect(tag).toHaveText(title);
}

test('a visitor’s checkpoint runs, is stopped, kept, found again and removed; bad ones are refused', async ({
  page,
}, testInfo) => {
  const errors = collectErrors(page);
  await openPage(page);
  await expectModel(page, SHIPPED);
  const shipped = await paintedFingerprint(page, 'consensus');
  const use = page.getByRole('button', { name: 'Use this checkpoint' });

  // Cut off: one sentence, and everything stays.
  const fixture = new URL('../src/weights/fixtures/training-zip.pth', import.meta.url);
  const whole = readFileSync(fileURLToPath(fixture));
  await offerCheckpoint(page, { name: 'half.pth', buffer: whole.subarray(0, whole.length / 2) });
  await use.click();
  await expect(page.getByTestId('notice')).toContainText(/half\.pth: .*cut off.*stays in use/);
  await expectModel(page, SHIPPED);
  expect(await fingerprint(page, 'consensus')).toBe(shipped);

  // Dropped on the page, kept on request.
  const own = testInfo.outputPath(OWN);
  await writeOwnCheckpoint(own);
  await offerCheckpoint(page, own);
  await expect(page.locator('.checkpoint-offer')).toContainText('the browser still grants');
  await page.getByLabel('Keep it in this browser').check();
  await use.click();
  await expect(page.locator('.model-button')).toContainText(OWN);

  // Answers one by one, ended after the first.
  const status = page.getByTestId('run-status');
  await expect(status).toContainText('Answer 2 of 5');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expectModel(page, OWN);
  const drawn = await page.locator('.sample').count();
  expect(drawn).toBeLessThan(5);
  await expect(status).toContainText(drawn === 1 ? '1 answer' : `${drawn} answers`);
  await expect(page).toHaveURL(/&model=own-[\da-f]{12}$/);
  await expect.poll(() => fingerprint(page, 'consensus')).not.toBe(shipped);

  // The next visit.
  await openMenu(page, 'Settings');
  await page.getByRole('slider', { name: 'Answers' }).fill('1');
  await page.keyboard.press('Escape');
  await waitForResult(page);
  const first = await paintedFingerprint(page, 'sample-0');
  await expect(page).toHaveURL(/samples=1&/);
  await page.reload();
  await expectModel(page, OWN);
  expect(await paintedFingerprint(page, 'sample-0')).toBe(first);

  // Held against a ground truth like any other; its latents are its own.
  await scoreExample(page);
  await expect(page.getByTestId('assessment').locator('tr[data-row]')).toHaveCount(4);
  await expect(page.getByTestId('posterior').locator('tbody tr')).toHaveCount(3);

  await page.locator('.model-button').click();
  await expect(page.locator('.model-row', { hasText: OWN })).toContainText('kept in this browser');
  await page.getByRole('button', { name: `Remove ${OWN}` }).click();
  await expect(page.locator('.model-row')).not.toContainText([OWN]);
  await page.keyboard.press('Escape');
  await expectModel(page, SHIPPED);
  expect(errors).toEqual([]);
});
