import { expect, test, type Page } from '@playwright/test';
import { axeFindings } from './page/axe.ts';
import { LONGEST_TASK_MS, longestTask } from './page/mainThread.ts';
import { fingersOn } from './page/touch.ts';
import {
  collectErrors,
  fingerprint,
  openPage,
  paintedFingerprint,
  scoreExample,
  showLayer,
  waitForResult,
} from './page/visit.ts';

/** Pixels of the viewer's first canvas, once it is painted. */
async function viewerPixels(page: Page): Promise<string> {
  return page
    .locator('.viewer-picture')
    .first()
    .evaluate((element) => (element as HTMLCanvasElement).toDataURL());
}

test('photo, answers, sentence and the first slider are on the first screen, and on paper', async ({
  page,
}) => {
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openPage(page);
    for (const place of [
      page.getByTestId('sentence'),
      page.locator('.sample').first(),
      page.locator('.easel-picture').first(),
      page.getByTestId('latent-0'),
    ]) {
      const box = (await place.boundingBox())!;
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
  }
  // A phone's picture takes its width, and a place that is pressed is told of right below it.
  const picture = page.locator('.easel-picture').first();
  expect((await picture.boundingBox())!.width).toBeGreaterThan(340);
  await page.locator('.marker').first().click();
  await expect(page.getByTestId('part-choice')).toBeInViewport({ ratio: 1 });
  // Paper has the sentence and the answers, no controls, and light colours.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByTestId('sentence')).toBeVisible();
  await expect(page.getByTestId('cut-out')).toBeHidden();
  await expect(page.locator('.open-photo, .strip, .segment').filter({ visible: true })).toHaveCount(
    0,
  );
  await expect(page.locator('.page')).toHaveCSS('color', 'rgb(27, 29, 32)');
});

test('every layer of the main picture is drawn, and says what it is', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page);
  const words = page.getByTestId('easel-words');
  await expect(words).toContainText('most of the answers mark');
  await showLayer(page, 'Differ');
  await expect(words).toContainText('contradict');
  for (const kind of ['Expected', 'Total', 'Disagreement']) {
    await page.locator('.easel-foot .segment', { hasText: kind }).click();
    expect(await paintedFingerprint(page, kind.toLowerCase())).not.toBe(0);
  }
  // What the colours mean is seen with the picture, on a screen of any size.
  for (const [layer, meaning] of [
    ['Both', 'salient'],
    ['Differ', 'contradict'],
  ] as const) {
    await showLayer(page, layer);
    for (const [width, height] of [
      [390, 844],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      const legend = page.locator('.easel-legend');
      await expect(legend).toContainText(meaning);
      await expect(legend, `${layer}, ${width} px`).toBeInViewport({ ratio: 1 });
    }
  }
  await showLayer(page, 'Outlines');
  await expect(page.locator('.outlines')).toHaveAttribute('data-lines', '5');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await showLayer(page, 'Blend');
  const next = page.getByRole('button', { name: /Answer 1 of 5, next/ });
  await next.click();
  await expect(page.getByRole('button', { name: /Answer 2 of 5, next/ })).toBeVisible();
  await showLayer(page, 'Agreed');
  await page.locator('.easel-foot .segment', { hasText: 'By number' }).click();
  const share = await paintedFingerprint(page, 'share');
  await page.getByTestId('level').fill('5');
  await expect.poll(() => fingerprint(page, 'share')).not.toBe(share);
  expect(errors).toEqual([]);
});

test('a contested place tells who marks it and keeps those answers', async ({ page }) => {
  await openPage(page, '#sample=kettle');
  const told = page.locator('.told-part').first();
  const choice = page.getByTestId('part-choice');
  await told.press('Enter');
  await expect(choice).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(choice).toHaveCount(0);
  await expect(told).toBeFocused();
  await told.click();
  await expect(choice).toContainText(/\d of 5 answers mark it/);
  const why = page.getByTestId('why');
  await expect(why).toContainText(/decides it|goes with the slider/);
  await expect(why.getByRole('link')).toHaveAttribute('href', '#learn/saliency?question=people');
  await expect(page.locator('.easel-markers .outlines')).toHaveAttribute('data-lines', '1');
  expect(await axeFindings(page)).toEqual([]);
  const [, holders] = /(\d) of 5 answers/.exec((await choice.textContent())!)!;
  await choice.locator('.segment', { hasText: 'without it' }).click();
  await expect(page.locator('.sample[data-kept="true"]')).toHaveCount(5 - Number(holders));
  await choice.locator('.segment', { hasText: /^with it$/ }).click();
  await expect(page.locator('.sample[data-kept="true"]')).toHaveCount(Number(holders));
});

test('a point of the picture is read by mouse and by keys', async ({ page }) => {
  await openPage(page);
  const picture = page.locator('.easel-picture').first();
  await picture.hover();
  await expect(page.getByTestId('point')).toContainText(/\d of 5 answers mark this point/);
  await picture.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.crosshair')).toBeVisible();
});

test('the explored answer is scored live, and goes to the ground truth’s place', async ({
  page,
}) => {
  await openPage(page, '#sample=aloe');
  await scoreExample(page);
  const score = page.getByTestId('live-score');
  await expect(score).toContainText('Your answer against the ground truth');
  const before = await score.textContent();
  await page.getByRole('button', { name: 'Go to the ground truth’s place' }).click();
  await waitForResult(page);
  await expect.poll(() => score.textContent()).not.toBe(before);
});

test('the viewer zooms to the photo’s pixels, and compares two maps in four ways', async ({
  page,
}) => {
  await openPage(page);
  const longest = await longestTask(page, async () => {
    await page.getByTestId('compare').click();
    const pane = page.locator('.viewer-picture').first();
    await expect(pane).toHaveAttribute('data-zoom', /\d/);
    await page.keyboard.press('1');
    await expect(pane).toHaveAttribute('data-zoom', '1.000');
    await pane.hover();
    const before = await viewerPixels(page);
    await page.mouse.wheel(0, -2000);
    await expect.poll(() => viewerPixels(page)).not.toBe(before);
    expect(Number(await pane.getAttribute('data-zoom'))).toBeGreaterThan(8);
    await page.keyboard.press('0');
  });
  expect(longest).toBeLessThan(LONGEST_TASK_MS);
  await page.getByTestId('compare-with').selectOption('sample-1');
  const wiped = await viewerPixels(page);
  await page.getByRole('slider', { name: 'Where the wipe parts the two' }).fill('0.1');
  await expect.poll(() => viewerPixels(page)).not.toBe(wiped);
  // The line itself is dragged, too, and the picture under it stays where it is.
  const pane = page.locator('.viewer-picture');
  const { x, y, width, height } = (await pane.boundingBox())!;
  const zoom = await pane.getAttribute('data-zoom');
  await page.mouse.move(x + 0.1 * width, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 0.6 * width, y + height / 2, { steps: 3 });
  await page.mouse.up();
  const split = page.getByRole('slider', { name: 'Where the wipe parts the two' });
  await expect.poll(async () => Number(await split.inputValue())).toBeCloseTo(0.6, 1);
  await expect(pane).toHaveAttribute('data-zoom', zoom!);
  const choose = (mode: string) =>
    page.locator('.viewer-head > .segments .segment', { hasText: mode }).click();
  await choose('Side by side');
  await expect(page.locator('.viewer-picture')).toHaveCount(2);
  const [left, right] = await page.locator('.viewer-picture').all();
  await left!.focus();
  await page.keyboard.press('+');
  expect(await right!.getAttribute('data-zoom')).toBe(await left!.getAttribute('data-zoom'));
  await choose('Difference');
  await expect(page.locator('.viewer-picture')).toHaveCount(1);
  await choose('Blink');
});

test('arrows change the viewer’s map where all of it is seen, and move what is enlarged', async ({
  page,
}) => {
  await openPage(page);
  await page.getByTestId('compare').click();
  const pane = page.locator('.viewer-picture');
  const title = page.locator('.viewer-head h2');
  await expect(pane).toHaveAttribute('data-zoom', /\d/);
  await pane.focus();
  await page.keyboard.press('ArrowRight');
  await expect(title).toHaveText('Mean');
  await page.keyboard.press('ArrowLeft');
  await expect(title).toHaveText('Consensus');
  for (const key of ['1', '+', '+', '+', '+']) await page.keyboard.press(key);
  const enlarged = await viewerPixels(page);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => viewerPixels(page)).not.toBe(enlarged);
  await expect(title).toHaveText('Consensus');
});

test('the strip of samples shows the one that is open, and its arrows the others', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openPage(page, '#sample=two-chairs&samples=1');
  await expect(page.getByRole('button', { name: 'Two chairs' })).toBeInViewport({ ratio: 0.9 });
  const first = page.locator('.strip-item').first();
  await expect(first).not.toBeInViewport();
  // It goes on in steps, and from its end to its beginning.
  await expect(async () => {
    await page.getByRole('button', { name: 'Further samples' }).click();
    await expect(first).toBeInViewport({ ratio: 0.9, timeout: 1500 });
  }).toPass();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('two fingers zoom the viewer, one pans it or moves the line between two maps', async ({
    page,
  }) => {
    await openPage(page, '#sample=kettle&samples=2');
    await page.getByTestId('compare').tap();
    const pane = page.locator('.viewer-picture');
    await expect(pane).toHaveAttribute('data-zoom', /\d/);
    const { x, y, width, height } = (await pane.boundingBox())!;
    const at = (across: number, down = 0.3) => ({ x: x + across * width, y: y + down * height });
    const move = await fingersOn(page);
    const fitted = Number(await pane.getAttribute('data-zoom'));
    await move([at(0.4), at(0.6)], [at(0.3), at(0.7)], [at(0.1), at(0.9)]);
    await expect
      .poll(async () => Number(await pane.getAttribute('data-zoom')))
      .toBeGreaterThan(3 * fitted);
    const before = await viewerPixels(page);
    await move([at(0.5)], [at(0.4)], [at(0.3)]);
    await expect.poll(() => viewerPixels(page)).not.toBe(before);

    await page.getByTestId('compare-with').selectOption('photo');
    const split = page.getByRole('slider', { name: 'Where the wipe parts the two' });
    await expect(split).toHaveValue('0.5');
    const box = (await pane.boundingBox())!;
    const on = (share: number) => ({ x: box.x + share * box.width, y: box.y + box.height / 2 });
    await move([on(0.5)], [on(0.6)], [on(0.8)]);
    await expect.poll(async () => Number(await split.inputValue())).toBeCloseTo(0.8, 1);
    // Not by a tap: after a drag as fast as this one the browser takes the next for the end of a fling.
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
