import { expect, test } from '@playwright/test';
import { watchShifts } from './page/shifts.ts';
import { openPage } from './page/visit.ts';

test('a linked sample opens and pushes little about, at any width', async ({ page }) => {
  const shifts = await watchShifts(page);
  for (const [width, height] of [
    [360, 780],
    [768, 1024],
    [1280, 720],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto('about:blank');
    await openPage(page, '#sample=kettle&samples=5');
    expect(await shifts(), `${width} px`).toBeLessThanOrEqual(0.1);
  }
});

test('a notice is told and moves nothing that is looked at, and no choice is cut off', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openPage(page, '#sample=kettle&samples=1');
  const picture = page.locator('.easel-picture').first();
  const before = await picture.boundingBox();
  const buffer = Buffer.from('no picture');
  await page
    .getByTestId('file-photo')
    .setInputFiles({ name: 'note.png', mimeType: 'image/png', buffer });
  const notice = page.getByRole('alert').filter({ hasText: 'note.png is not a picture' });
  await expect(notice).toBeInViewport({ ratio: 1 });
  expect(await picture.boundingBox()).toEqual(before);
  await notice.getByRole('button').click();
  await expect(notice).toHaveCount(0);
  expect(await picture.boundingBox()).toEqual(before);
  // As wide as the letters of another browser may be.
  const cut = await page.locator('.input-row').evaluate((row) => {
    row.style.letterSpacing = '0.08em';
    const { right } = row.getBoundingClientRect();
    return [...row.querySelectorAll('.segment')]
      .filter((each) => each.getBoundingClientRect().right > right)
      .map(({ textContent }) => textContent);
  });
  expect(cut).toEqual([]);
});
