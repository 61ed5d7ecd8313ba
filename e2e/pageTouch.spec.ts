import { expect, type Locator, type Page, test } from '@playwright/test';
import { encodeRgbaPng } from '../src/image/encodePng.ts';
import { axeFindings, smallTexts } from './page/axe.ts';
import { watchShifts } from './page/shifts.ts';
import { fingersOn, smallTargets } from './page/touch.ts';
import { offerBatch, openMenu, openPage, showLayer, waitForResult } from './page/visit.ts';

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

/** Whether two elements lie over each other. */
async function overlap(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [(await one.boundingBox())!, (await other.boundingBox())!];
  const apart = (from: number, size: number, to: number, room: number) =>
    from + size <= to || to + room <= from;
  return !apart(a.x, a.width, b.x, b.width) && !apart(a.y, a.height, b.y, b.height);
}

/** A place in an element, by shares of its sides. */
async function placeIn(element: Locator) {
  const { x, y, width, height } = (await element.boundingBox())!;
  return (across: number, down: number) => ({ x: x + across * width, y: y + down * height });
}

test('every control of the page and its windows has room for a finger', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=3');
  for (const menu of await page.locator('[data-menu]').all()) {
    await menu.tap();
    const open = page.locator(':popover-open');
    expect(await open.evaluate((it) => it.scrollWidth - it.clientWidth), 'menu').toBe(0);
    await page.keyboard.press('Escape');
  }
  // What one came for has more of it.
  for (const main of ['.open-photo > .button:visible', '.headline .button:visible']) {
    const heights = await page
      .locator(main)
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights), main).toBeGreaterThanOrEqual(44);
  }
  // All that can be done with the answers is in one line, and none of it out of sight.
  const tools = page.locator(':is(.headline, .headline-row) > .button');
  await expect(tools).toHaveCount(6);
  for (const tool of await tools.all()) await expect(tool).toBeInViewport({ ratio: 1 });
  expect(
    new Set(await tools.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().y)))
      .size,
  ).toBe(1);
  // A slider's ends have their names in one line, at its ends.
  const [low, high] = ['← ', ' →'].map((arrow) =>
    page.locator('.latent-foot').first().getByText(arrow),
  );
  expect((await low!.boundingBox())!.y).toBe((await high!.boundingBox())!.y);
  await page.locator('[data-fold="atlas"] > summary').tap();
  await expect(page.getByTestId('atlas')).toBeVisible();
  expect(await smallTargets(page), 'page').toEqual([]);
  for (const window of [
    'cut-out',
    'open-cloud',
    'open-damage',
    'open-what-if',
    'inspect-depth',
    'compare',
  ]) {
    await page.getByTestId(window).tap();
    await expect(page.getByRole('dialog').locator('select, input, canvas').first()).toBeVisible();
    await expect(page.locator('dialog .keys-only:visible')).toHaveCount(0);
    await expect(page.locator('dialog h2').first()).toBeInViewport();
    if (window === 'compare') await page.getByTestId('compare-with').selectOption('photo');
    expect(await smallTargets(page), window).toEqual([]);
    // All of it is as large as the screen: nothing lies beside or below it.
    expect(await sizeBeyond(page.locator('dialog')), window).toEqual([0, 0]);
    expect(await sizeBeyond(page.locator('dialog .dialog-body > *').first()), window).toEqual([
      0, 0,
    ]);
    await page.getByRole('button', { name: 'Close' }).tap();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

/** Pixels by which what is in an element is wider and higher than it. */
function sizeBeyond(element: Locator): Promise<number[]> {
  return element.evaluate((it) => [
    it.scrollWidth - it.clientWidth,
    it.scrollHeight - it.clientHeight,
  ]);
}

test('the header of a phone has the name and the backend in words, in one line', async ({
  page,
}) => {
  for (const language of ['en', 'ja']) {
    await page.goto(`./?backend=wasm&lang=${language}`);
    await expect(page.locator('.badge')).toBeVisible();
    for (const width of [360, 390, 430, 600]) {
      await page.setViewportSize({ width, height: 780 });
      const where = `${language}, ${width} px`;
      await expect(page.locator('.wordmark'), where).toHaveText('UC-Net');
      expect((await page.locator('.wordmark > span').boundingBox())!.width, where).toBeGreaterThan(
        30,
      );
      const word = page.locator('.badge strong');
      // The longest that a phone is likely to have.
      await word.evaluate((it) => (it.textContent = 'WebGPU'));
      expect((await word.boundingBox())!.width, where).toBeGreaterThan(40);
      expect((await page.locator('.header').boundingBox())!.height, where).toBeLessThan(60);
      const last = (await page.locator('.header-actions > .icon-button').last().boundingBox())!;
      expect(last.x + last.width, where).toBeLessThanOrEqual(width);
      expect(await overlap(page.locator('.wordmark'), page.locator('.badge')), where).toBe(false);
    }
  }
});

test('a chapter on a phone has room for fingers and no small text, and its pictures push nothing about', async ({
  page,
}) => {
  const shifts = await watchShifts(page);
  // The chapter comes after the page around it, as on a slow line.
  let release = () => {};
  const seen = new Promise<void>((resolve) => (release = resolve));
  await page.route(/UcNetChapter-[^/]*\.js$/, async (route) => {
    await seen;
    await route.continue();
  });
  for (const [chapter, sight] of [
    ['uc-net', '.figure-module'],
    ['saliency', '.curves'],
  ] as const) {
    await page.goto(`./?${chapter}#learn/${chapter}`);
    if (chapter === 'uc-net') await expect(page.locator('.chapter-loading')).toBeVisible();
    release();
    await expect(page.locator(sight).first()).toBeVisible();
    if (chapter === 'uc-net') {
      await expect(page.locator('.picture-picker img').first()).toBeVisible();
      expect(await shifts()).toBeLessThan(0.04);
      // Its words, not their letters, are parted where they have no room in a line.
      const rows = await page.locator('[data-module="depthCorrectionNet"]').evaluate((it) =>
        [...it.querySelector('span')!.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => {
            const range = document.createRange();
            range.selectNode(node);
            return `${node.textContent}: ${range.getClientRects().length}`;
          }),
      );
      expect(rows).toEqual(['DepthCorrection: 1', 'Net: 1']);
    }
    expect(await smallTexts(page, 14), chapter).toEqual([]);
    expect(await smallTargets(page), chapter).toEqual([]);
    expect(await axeFindings(page), chapter).toEqual([]);
  }
});

test('what explains a choice stands beside it, and what is told of a file moves nothing', async ({
  page,
}) => {
  await openPage(page, '#sample=kettle&samples=2');
  await openMenu(page, 'Display');
  const menu = page.locator(':popover-open');
  const row = (await menu.locator('.segments-row').boundingBox())!;
  const help = (await menu.locator('.help-button').boundingBox())!;
  expect(help.x).toBeGreaterThanOrEqual(row.x + row.width);
  expect(help.y + help.height).toBeLessThan(row.y + row.height);
  await page.keyboard.press('Escape');
  await openMenu(page, 'Share');
  const before = await menu.boundingBox();
  await menu.getByRole('button', { name: 'All numbers' }).tap();
  await expect(menu).toContainText('Saved kettle-uc-net.json');
  await menu.getByRole('button', { name: 'Copy link' }).tap();
  await expect(menu.locator('.share-told')).toHaveText('Link copied');
  expect(await menu.boundingBox()).toEqual(before);
});

test('the numbers of two results are read on a phone without a word that is broken', async ({
  page,
}) => {
  await openPage(page, '#sample=kettle&samples=2');
  await page.getByRole('button', { name: 'Pin this result' }).tap();
  const name = page.getByTestId('beside-table').getByRole('rowheader', { name: 'Disagreement' });
  const rows = await name.evaluate((it) => {
    const range = document.createRange();
    range.selectNodeContents(it);
    return range.getClientRects().length;
  });
  expect(rows).toBe(1);
  expect(await smallTargets(page)).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
});

test('Back closes the window that is open, and what was set in it stays', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=2');
  const address = page.url();
  const window = page.getByRole('dialog');
  const openers = [
    page.getByTestId('compare'),
    page.getByTestId('open-cloud'),
    page.getByTestId('open-live'),
    page.getByTestId('cut-out'),
    page.getByRole('button', { name: 'Many pairs' }),
  ];
  for (const opener of openers) {
    await opener.tap();
    await expect(window).toBeVisible();
    await page.goBack();
    await expect(window).toHaveCount(0);
    expect(page.url()).toBe(address);
    await expect(page.locator('.easel [data-map]').first()).toBeVisible();
  }
  await page.getByTestId('inspect-depth').tap();
  await window.getByText('Mirror left and right').tap();
  await expect(page).toHaveURL(/adjust=mirror/);
  await page.goBack();
  await expect(window).toHaveCount(0);
  await expect(page).toHaveURL(/adjust=mirror/);
  // A window that was closed by its button is no step that Back would have to take.
  await page.getByTestId('compare').tap();
  await page.getByRole('button', { name: 'Close' }).tap();
  await expect(window).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => history.state)).toBeNull();
  await expect(page).toHaveURL(/adjust=mirror/);
});

/** A photo of a red ball before a grey wall. */
function ballPhoto(width: number, height: number): Buffer {
  const data = new Uint8Array(4 * width * height).fill(90);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) - width / 2, Math.floor(i / width) - height / 2];
    if (Math.hypot(x, y) < 90) data[4 * i] = 250;
    data[4 * i + 3] = 255;
  }
  return Buffer.from(encodeRgbaPng({ width, height, data }));
}

/** Opens such a photo as a visitor does with an own file. */
async function openBall(page: Page, width: number, height: number): Promise<void> {
  const buffer = ballPhoto(width, height);
  const file = { name: 'ball.png', mimeType: 'image/png', buffer };
  await page.getByTestId('file-photo').setInputFiles(file);
  await waitForResult(page);
}

test('the answers on a panorama are as high as a finger is wide', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=2');
  await openBall(page, 1200, 240);
  await expect(page.locator('.sample-grid .picture').first()).toBeVisible();
  expect(await smallTargets(page)).toEqual([]);
  // What enlarges it would cover half of its height.
  expect(await overlap(page.getByTestId('compare'), page.locator('.easel-picture'))).toBe(false);
  await showLayer(page, 'Blend');
  const [pause, next] = [0, 1].map((at) => page.locator('.blend-controls button').nth(at));
  expect(await overlap(pause!, next!)).toBe(false);
});

test('a tall photo has its button on it, and a line that says how long it took', async ({
  page,
}) => {
  await openPage(page, '#sample=kettle&samples=2');
  await openBall(page, 240, 480);
  const picture = (await page.locator('.easel-picture').first().boundingBox())!;
  const button = (await page.getByTestId('compare').boundingBox())!;
  expect(button.x).toBeGreaterThan(picture.x);
  expect(button.x + button.width).toBeLessThan(picture.x + picture.width);
  const status = page.getByTestId('run-status');
  await expect(status.locator('.narrow-only')).toHaveText(/^Estimated depth, .* on the CPU$/);
  const line = await status.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect((await status.boundingBox())!.height).toBeLessThan(2 * line);
});

test('a phone on its side shows the first slider beside the whole picture', async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await openPage(page, '#samples=2');
  const picture = page.locator('.easel-picture').first();
  await picture.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await expect(picture).toBeInViewport({ ratio: 0.99 });
  await expect(page.getByTestId('latent-0')).toBeInViewport({ ratio: 1 });
});

/** Where an element lies in what scrolls around it. */
const topOf = (element: Element) => (element as HTMLElement).offsetTop;

test('fingers choose the parts of a cut-out, in the picture and in the list', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=5');
  await page.getByTestId('cut-out').tap();
  const part = page.locator('.cut-out-part').first();
  await expect(part).toHaveAttribute('aria-pressed', 'true');
  // Each tag has room for a finger, and lies over no other one.
  const tags = await page
    .locator('.cut-out-part')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect));
  expect(tags.length).toBeGreaterThan(2);
  for (const [index, { x, y, width, height }] of tags.entries()) {
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    const over = tags
      .slice(index + 1)
      .filter((tag) => Math.abs(tag.x - x) < width && Math.abs(tag.y - y) < height);
    expect(over).toEqual([]);
  }
  await part.tap();
  await expect(part).toHaveAttribute('aria-pressed', 'false');
  await page.locator('.cut-out-parts label').first().tap();
  await expect(part).toHaveAttribute('aria-pressed', 'true');
  const controls = page.locator('.cut-out-controls');
  const before = await controls.evaluate(topOf);
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect(page.locator('.cut-out-told')).toContainText('Saved');
  expect(await controls.evaluate(topOf)).toBe(before);
});

test('the fold of “What if” cuts no picture, and its numbers end before the panel’s edge', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openPage(page, '#sample=kettle&samples=3');
  await page.getByTestId('open-what-if').tap();
  await expect(page.getByTestId('what-if-numbers')).toBeVisible();
  const columns = page.locator('.what-if-columns');
  const fold = await columns.evaluate((it) => it.getBoundingClientRect().bottom);
  const pictures = await page
    .locator('.what-if-columns .picture')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect));
  expect(pictures.filter(({ bottom }) => bottom <= fold).length).toBeGreaterThan(4);
  expect(pictures.filter(({ top, bottom }) => top < fold && bottom > fold)).toEqual([]);
  const room = await page.locator('.what-if-numbers').evaluate((it) => {
    const texts = [...it.querySelectorAll('dd')].map((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return range.getBoundingClientRect().right;
    });
    return it.getBoundingClientRect().right - Math.max(...texts);
  });
  expect(room).toBeGreaterThanOrEqual(8);
});

test('a finger that scrolls the page over a slider leaves the slider where it is', async ({
  page,
}) => {
  await openPage(page, '#samples=2');
  const slider = page.getByTestId('latent-0');
  await slider.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const touch = await fingersOn(page);
  const { x, y } = (await placeIn(slider))(0.8, 0.5);
  const before = await page.evaluate(() => scrollY);
  await touch(...[0, 40, 80, 120].map((up) => [{ x, y: y - up }]));
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 40);
  await expect(slider).toHaveValue('0');
  await expect(page.locator('.easel')).toHaveAttribute('data-layer', 'agreed');
  // A tap means it, once the page has come to rest.
  const { width, height } = (await slider.boundingBox())!;
  await slider.tap({ position: { x: 0.8 * width, y: 0.5 * height } });
  await expect.poll(async () => Number(await slider.inputValue())).toBeCloseTo(1.9, 0);
});

test('a finger that scrolls a chapter of the course over a slider leaves it, too', async ({
  page,
}) => {
  await page.goto('./#learn/transposed-convolution');
  const slider = page.getByRole('slider').first();
  await slider.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  const [value, most] = [await slider.inputValue(), await slider.getAttribute('max')];
  const touch = await fingersOn(page);
  const { x, y } = (await placeIn(slider))(0.95, 0.5);
  const before = await page.evaluate(() => scrollY);
  await touch(...[0, 40, 80, 120].map((up) => [{ x, y: y - up }]));
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 40);
  await expect(slider).toHaveValue(value);
  const { width, height } = (await slider.boundingBox())!;
  await slider.tap({ position: { x: 0.95 * width, y: 0.5 * height } });
  await expect(slider).toHaveValue(most!);
});

test('a finger damages the depth by as much as it draws the slider', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=2');
  await page.getByTestId('open-damage').tap();
  await page.locator('.damage-side .segment', { hasText: 'Holes' }).tap();
  const amount = page.getByTestId('damage-amount');
  await amount.scrollIntoViewIfNeeded();
  const touch = await fingersOn(page);
  const at = await placeIn(amount);
  await touch([at(0.25, 0.5)], [at(0.4, 0.5)], [at(0.6, 0.5)]);
  await expect.poll(async () => Number(await amount.inputValue())).toBeCloseTo(0.6, 1);
  // The pictures stay in sight while the finger is at the slider.
  await expect(page.locator('[data-picture="Answer now"]')).toBeInViewport({ ratio: 0.5 });
  await expect(page.getByTestId('damage-verdict')).toHaveAttribute('data-done', 'true');
});

test('a finger reads the depth under it, and follows', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=2');
  await page.getByTestId('inspect-depth').tap();
  const picture = page.locator('.inspector-picture');
  const reading = page.getByTestId('depth-reading');
  await expect(reading).toHaveText('Touch the picture, or point at it, to read a value.', {
    useInnerText: true,
  });
  const touch = await fingersOn(page);
  const at = await placeIn(picture);
  await touch([at(0.5, 0.2)]);
  await expect(reading).toContainText('here');
  const before = await reading.textContent();
  await touch([at(0.5, 0.2)], [at(0.5, 0.6)], [at(0.5, 0.9)]);
  await expect(reading).not.toHaveText(before!);
});

test('fingers go to a place of the atlas, enlarge it and move it', async ({ page }) => {
  await openPage(page, '#sample=kettle&samples=2');
  const fold = page.locator('[data-fold="atlas"] > summary');
  await fold.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const before = (await fold.boundingBox())!;
  await fold.tap();
  const atlas = page.getByTestId('atlas');
  await expect(atlas).not.toHaveAttribute('data-wanted', '0');
  // What opens does not push itself out of sight.
  expect((await fold.boundingBox())!.y).toBeCloseTo(before.y, 0);
  await atlas.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const touch = await fingersOn(page);
  const at = await placeIn(atlas);
  await touch([at(5.5 / 7, 3.5 / 7)]);
  await expect(page.getByTestId('latent-0')).toHaveValue('2');
  await touch([at(0.45, 0.5), at(0.55, 0.5)], [at(0.3, 0.5), at(0.7, 0.5)]);
  await expect(atlas).toHaveAttribute('data-whole', 'false');
  const here = page.locator('.atlas-here');
  const place = await here.boundingBox();
  await touch([at(0.3, 0.5)], [at(0.5, 0.5)], [at(0.7, 0.5)]);
  await expect.poll(() => here.boundingBox()).not.toEqual(place);
  // A tap right after a quick stroke may be taken by the browser for one that ends the stroke's glide.
  await expect(async () => {
    await page.getByRole('button', { name: 'All of it' }).tap({ timeout: 2000 });
    await expect(atlas).toHaveAttribute('data-whole', 'true', { timeout: 2000 });
  }).toPass();
});

test('many pairs are run and opened with a finger', async ({ page }) => {
  await openPage(page, '#samples=2');
  await page.getByRole('button', { name: 'Many pairs' }).tap();
  await expect(page.getByText('Choose a folder, a zip or several files')).toBeVisible();
  await expect(page.getByText('Drop a folder')).toBeHidden();
  await page.getByRole('button', { name: 'Close' }).tap();
  await offerBatch(page, ['hat', 'rabbit'], ['rgb', 'depth', 'gt']);
  await page.getByRole('button', { name: 'Run', exact: true }).tap();
  await expect(page.locator('.batch-pairs')).toContainText('rabbit');
  await expect(page.getByRole('button', { name: 'Save maps and tables' })).toBeEnabled();
  expect(await smallTargets(page)).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByTitle('Open rabbit on the page').tap();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await waitForResult(page);
  await expect(page.getByRole('img', { name: /^Photo: rabbit/ })).toBeVisible();
});
