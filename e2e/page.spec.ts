import { expect, test } from '@playwright/test';
import {
  collectErrors,
  fingerprint,
  openMenu,
  openPage,
  overflowOf,
  paintedFingerprint,
  exampleFile,
  waitForScores,
  showLayer,
  unfold,
  waitForResult,
} from './page/visit.ts';

const PAIR = [exampleFile('kettle/rgb.jpg'), exampleFile('kettle/depth.png')];

test('a first visit shows the first example by itself, with backend and timings', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page);
  for (const key of ['consensus', 'corrected-depth', 'explored', 'sample-4']) {
    expect(await paintedFingerprint(page, key)).not.toBe(0);
  }
  await expect(page.locator('.strip-item').first()).toHaveAttribute('aria-pressed', 'true');
  const badge = page.locator('.badge');
  await expect(badge).toContainText('CPU');
  await expect(badge).toHaveAttribute('title', /^WebAssembly with SIMD, /);
  await badge.click();
  await expect(page.locator('.popover')).toContainText('?backend=');
  await expect(page.getByTestId('run-status')).toContainText(/Image .*5 answers .*on the CPU/);
  await expect(page.getByTestId('sentence')).toContainText('five people might answer like this.');
  expect(errors).toEqual([]);
});

test('a pair chosen together is matched, runs, and the link says it is the visitor’s own', async ({
  page,
}) => {
  await openPage(page, '#sample=motorcycle');
  const before = await paintedFingerprint(page, 'corrected-depth');
  await page.getByTestId('file-photo').setInputFiles([PAIR[1]!, PAIR[0]!]);
  await expect(page.locator('.slot[data-slot="photo"] img')).toHaveAttribute('alt', /rgb\.jpg/);
  await waitForResult(page);
  await expect.poll(() => fingerprint(page, 'corrected-depth')).not.toBe(before);
  await expect(page).toHaveURL(/#sample=own&/);
  await expect(page.locator('.privacy')).toContainText('never leave this machine');
});

test('the near switch and running without depth change what the network sees', async ({ page }) => {
  await openPage(page, '#sample=kettle');
  const preview = page.locator('.slot[data-slot="depth"] canvas');
  await expect(preview).toBeVisible();
  const bright = await paintedFingerprint(page, 'corrected-depth');
  await page.locator('.segment', { hasText: 'dark' }).click();
  await waitForResult(page);
  await expect.poll(() => fingerprint(page, 'corrected-depth')).not.toBe(bright);
  await expect(page).toHaveURL(/depth=dark/);
  await page.locator('.segment', { hasText: 'auto' }).click();
  await waitForResult(page);
  await expect(page.getByTestId('near-decided')).toContainText('bright is near');
  await expect.poll(() => fingerprint(page, 'corrected-depth')).toBe(bright);
  await expect(page).toHaveURL(/depth=auto/);
  await page.getByRole('button', { name: 'Remove depth map' }).click();
  await waitForResult(page);
  await expect(page.locator('.input-panel')).toContainText('assumes a flat scene');
  await expect(page).toHaveURL(/depth=off/);
});

test('a latent slider redraws its map live, and the pad moves with the keyboard', async ({
  page,
}) => {
  await openPage(page);
  const rest = await paintedFingerprint(page, 'explored');
  await expect(page.getByTestId('effect-0')).toHaveText(/^changes (\d+%|little)$/);
  const slider = page.getByTestId('latent-0');
  await slider.fill('2.5');
  await expect.poll(() => fingerprint(page, 'explored')).not.toBe(rest);
  await expect(page).toHaveURL(/latent=2\.5,0,0/);
  const moved = await fingerprint(page, 'explored');
  await unfold(page, 'numbers');
  await page.locator('.pad').focus();
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(/latent=2\.5,0\.8,0/);
  await expect.poll(() => fingerprint(page, 'explored')).not.toBe(moved);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => fingerprint(page, 'explored')).toBe(rest);
  await page.getByRole('button', { name: 'Show answer 1' }).click();
  await page.getByRole('button', { name: 'Set the sliders to answer 1' }).click();
  await expect.poll(() => fingerprint(page, 'explored')).not.toBe(rest);
  await expect.poll(() => fingerprint(page, 'explored')).toBe(await fingerprint(page, 'sample-0'));
});

test('a tap says what a map is', async ({ page }) => {
  await openPage(page);
  const button = page.getByRole('button', { name: 'What “How people may differ” means' });
  const text = page.getByText('Each slider is one way in which people differ');
  await expect(text).toBeHidden();
  await button.click();
  await expect(text).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(text).toBeHidden();
  await expect(button).toBeFocused();
});

test('a link reproduces the picture', async ({ page, context }) => {
  await openPage(page, '#sample=hat');
  await openMenu(page, 'Settings');
  await page.getByLabel('Seed').fill('77');
  await page.getByRole('slider', { name: 'Answers' }).fill('3');
  await page.keyboard.press('Escape');
  await openMenu(page, 'Display');
  await page.locator('.toolbar .segment', { hasText: 'Heat map' }).click();
  await page.getByTitle('Viridis').click();
  await page.keyboard.press('Escape');
  await showLayer(page, 'Differ');
  await page.getByTestId('latent-2').fill('-1.5');
  await expect(page).toHaveURL(
    /sample=hat&seed=77&samples=3&latent=0,0,-1\.5&depth=bright&view=heat/,
  );
  await waitForResult(page);
  await expect(page.locator('.sample')).toHaveCount(3);
  const keys = ['explored', 'sample-2'];
  const copy = await context.newPage();
  await copy.goto(page.url());
  await waitForResult(copy);
  for (const key of keys) {
    await expect.poll(() => fingerprint(copy, key)).toBe(await paintedFingerprint(page, key));
  }
});

test('the next visit takes the weights from the cache', async ({ page }) => {
  await openPage(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.reload();
  await waitForResult(page);
  expect(requests.filter((address) => address.includes('.safetensors'))).toEqual([]);
  await page.locator('.badge').click();
  await expect(page.locator('.popover')).toContainText('cache');
  await expect(page.locator('.popover')).toContainText(/First map after[\d.]+ m?s/);
});

test('bad files get one sentence and the page goes on', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page);
  const shown = await paintedFingerprint(page, 'consensus');
  const notice = page.getByTestId('notice');
  const slot = page.getByTestId('file-photo');
  const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('just words') };
  await slot.setInputFiles(text);
  await expect(notice).toContainText('notes.txt');
  expect(await fingerprint(page, 'consensus')).toBe(shown);
  const half = { name: 'half.png', mimeType: 'image/png', buffer: Buffer.alloc(60, 137) };
  await slot.setInputFiles(half);
  await expect(notice).toContainText('half.png');
  await slot.setInputFiles({ name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
  await expect(notice).toContainText('empty.jpg');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  await slot.setInputFiles(exampleFile('kettle/depth.png'));
  await expect(page.getByRole('dialog')).toContainText('This looks like a depth map');
  await page.getByRole('button', { name: 'Keep the current image' }).click();
  expect(await fingerprint(page, 'consensus')).toBe(shown);
  await page.locator('.strip-item').nth(1).click();
  await waitForResult(page);
  await expect.poll(() => fingerprint(page, 'consensus')).not.toBe(shown);
  expect(errors).toEqual([]);
});

test('a depth map of another shape is a question', async ({ page }) => {
  await openPage(page);
  await page
    .getByTestId('file-photo')
    .setInputFiles([exampleFile('motorcycle/rgb.jpg'), exampleFile('kettle/depth.png')]);
  const question = page.getByRole('dialog');
  await expect(question).toContainText('640 × 432');
  await expect(question).toContainText('640 × 480');
  await question.getByRole('button', { name: /Crop/ }).click();
  await expect(page).toHaveURL(/#sample=own&/);
  await waitForResult(page);
});

test('files dropped on the page open', async ({ page }) => {
  await openPage(page);
  const transfer = await page.evaluateHandle(async () => {
    const data = new DataTransfer();
    for (const name of ['rgb.jpg', 'depth.png']) {
      const response = await fetch(`samples/rabbit/${name}`);
      data.items.add(new File([await response.blob()], `rabbit-${name}`));
    }
    return data;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.locator('.drop-veil')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.locator('.drop-veil')).toBeHidden();
  await expect(page.locator('.slot[data-slot="photo"] img')).toHaveAttribute('alt', /rabbit-rgb/);
  await waitForResult(page);
});

test('an image on the clipboard is pasted as the photo', async ({ page }) => {
  await openPage(page);
  await page.evaluate(async () => {
    const clipboardData = new DataTransfer();
    const response = await fetch('samples/hat/rgb.jpg');
    clipboardData.items.add(new File([await response.blob()], 'pasted.jpg'));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(page.locator('.slot[data-slot="photo"] img')).toHaveAttribute('alt', /pasted/);
  await waitForResult(page);
});

test('everything is reachable by keyboard, and windows give the focus back', async ({ page }) => {
  await openPage(page);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip-link')).toBeFocused();
  const second = page.locator('.strip-item').nth(2);
  await second.focus();
  await page.keyboard.press('Enter');
  await expect(second).toHaveAttribute('aria-pressed', 'true');
  await waitForResult(page);
  const picture = page.locator('.result-grid [data-map="consensus"]');
  await picture.focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('heading')).toHaveText('Consensus');
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('heading')).toHaveText('Mean');
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(picture).toBeFocused();
});

test('a window closes on a click outside of it, and on no other', async ({ page }) => {
  await openPage(page);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Many pairs' }).click();
  const frame = (await dialog.boundingBox())!;
  const low = { x: frame.x + frame.width / 2, y: frame.y + frame.height - 40 };
  // Blank space of the window, below its text.
  await page.mouse.click(low.x, low.y);
  await expect(dialog).toBeVisible();
  // A drag out of the window, as when text is marked.
  await page.mouse.move(low.x, low.y);
  await page.mouse.down();
  await page.mouse.move(4, 4);
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await page.mouse.click(4, 4);
  await expect(dialog).toHaveCount(0);
});

test('parts that cannot be loaded say so, and the result stays', async ({ page }) => {
  const errors = collectErrors(page);
  const parts = /\/(AssessmentView|BatchView)-[^/]*\.js$/;
  await page.route(parts, (route) => route.abort());
  await openPage(page, '#sample=two-chairs');
  const shown = await paintedFingerprint(page, 'consensus');
  const sentence = page.getByTestId('part-failed');
  await page.getByRole('button', { name: 'This sample’s ground truth' }).click();
  await expect(sentence).toContainText('could not be opened');
  await waitForResult(page);
  expect(await fingerprint(page, 'consensus')).toBe(shown);
  await expect(page.getByRole('button', { name: 'Remove depth map' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Remove ground truth' })).toHaveCount(1);

  await page.getByRole('button', { name: 'Many pairs' }).click();
  await expect(page.getByRole('dialog').getByTestId('part-failed')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.unroute(parts);
  await sentence.getByRole('button').click();
  await waitForResult(page);
  await waitForScores(page);
  expect(errors).toEqual([]);
});

test('a network whose code cannot be loaded says so', async ({ page }) => {
  await page.addInitScript(() => {
    const { Worker } = globalThis;
    globalThis.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(`${address}.gone`, options);
      }
    };
  });
  await page.goto('./?backend=wasm');
  await expect(page.locator('.start-panel.failed')).toContainText('could not be loaded');
});

test('on a phone the link’s button has a name, and its outcome is told', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await openPage(page);
  await openMenu(page, 'Share');
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  const told = page.locator('.share-told');
  await expect(told).toContainText('address bar');
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  const box = (await told.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(360);
});

test('the viewer reads values under the pointer', async ({ page }) => {
  await openPage(page);
  await page.locator('.result-grid [data-map="consensus"]').dblclick();
  await page.locator('.viewer-picture').hover();
  const readout = page.getByTestId('readout');
  await expect(readout).toContainText('Pixel');
  await expect(readout).toContainText(/Consensus.*[01]\.\d{3}/);
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByTestId('model-tag')).toHaveCount(1);
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowRight');
  // No model made what was read.
  await expect(viewer.getByRole('heading')).toHaveText('Depth');
  await expect(viewer.getByTestId('model-tag')).toHaveCount(0);
});

test('colours follow the system, and the visitor’s choice stays', async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('./?backend=wasm');
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.getByRole('button', { name: 'Use dark colours' }).click();
  expect(await ground()).toBe(dark);
  await page.reload();
  expect(await ground()).toBe(dark);
});
