import { expect, type Page, test } from '@playwright/test';
import { watchShifts } from './page/shifts.ts';
import { openPage, showLayer } from './page/visit.ts';

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

test('the sentence follows the sliders in its own room, and has it while it waits', async ({
  page,
}) => {
  await openPage(page, '#sample=motorcycle&samples=5');
  const sentence = page.getByTestId('sentence');
  for (const [width, height] of [
    [360, 780],
    [768, 1024],
    [1024, 768],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.getByTestId('latent-0').fill('0');
    await showLayer(page, 'Agreed');
    const box = (await sentence.boundingBox())!;
    const room = await sentence.evaluate((it) => {
      const waiting = it.cloneNode() as HTMLElement;
      waiting.dataset['waiting'] = 'true';
      it.after(waiting);
      const { height } = waiting.getBoundingClientRect();
      waiting.remove();
      return height;
    });
    expect(Math.abs(room - box.height), `${width} px`).toBeLessThan(2);
    const before = await laidOut(page);
    await page.getByTestId('latent-0').fill('2');
    await expect(page.getByTestId('told-one')).toContainText(/^Your answer marks .*all five do/);
    await expect(page.getByText('five people might answer like this.')).toBeHidden();
    expect(await laidOut(page), `${width} px`).toEqual(before);
  }
});

/** How high the sentence is, and where the picture lies below it, however far the page is scrolled. */
async function laidOut(page: Page) {
  const [sentence, picture] = [page.getByTestId('sentence'), page.locator('.easel-picture')];
  const [{ y, height }, { y: below }] = await Promise.all([
    sentence.evaluate((it) => it.getBoundingClientRect().toJSON() as DOMRect),
    picture.first().evaluate((it) => it.getBoundingClientRect().toJSON() as DOMRect),
  ]);
  return { height: Math.round(height), below: Math.round(below - y) };
}

test('what an answer says of a point is above the fold', async ({ page }) => {
  await openPage(page, '#samples=5');
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.mouse.move(0, 0);
    const picture = page.locator('.easel-picture').first();
    const { x, y, height: high } = (await picture.boundingBox())!;
    expect(high, `${width} px`).toBeGreaterThan(height / 3);
    await page.mouse.move(x + 40, y + 40);
    await expect(page.getByTestId('point'), `${width} px`).toBeInViewport({ ratio: 1 });
    await expect(page.getByTestId('latent-0')).toBeInViewport({ ratio: 1 });
  }
  const cut = await page
    .locator('.strip-item > span')
    .evaluateAll((all) =>
      all.filter((it) => it.scrollHeight > it.clientHeight + 1).map((it) => it.textContent),
    );
  expect(cut).toEqual([]);
});

test('another sample that is opened below brings what is told of it into sight', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openPage(page, '#samples=2');
  const rail = page.locator('.open-photo-button');
  const top = (await rail.boundingBox())!.y;
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await expect(page.locator('.headline')).not.toBeInViewport();
  // At the page's end as well, nothing slides under the header; a page scrolls by whole pixels only.
  expect(Math.abs((await rail.boundingBox())!.y - top)).toBeLessThan(1);
  await page.locator('.strip-item').nth(2).click();
  await expect(page.locator('.headline')).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.sample-grid')).toBeInViewport({ ratio: 0.9 });
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
