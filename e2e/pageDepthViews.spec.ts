import { expect, test, type Page } from '@playwright/test';
import { axeFindings } from './page/axe.ts';
import { fingersOn } from './page/touch.ts';
import {
  collectErrors,
  openPage,
  paintedFingerprint,
  exampleFile,
  save,
  showLayer,
  waitForResult,
} from './page/visit.ts';

/** Keeps every WebGL context that the page makes, so that a test can ask what became of them. */
async function keepContexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const contexts: WebGL2RenderingContext[] = [];
    Object.assign(globalThis, { contexts });
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given) {
      const context = (getContext as (...all: unknown[]) => unknown).apply(this, given);
      if (context instanceof WebGL2RenderingContext) contexts.push(context);
      return context;
    } as typeof getContext;
  });
}

function liveContexts(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { contexts } = globalThis as unknown as { contexts: WebGL2RenderingContext[] };
    return contexts.filter((context) => !context.isContextLost()).length;
  });
}

// Small windows are drawn sooner by a processor.
test.use({ viewport: { width: 900, height: 640 } });

test.describe('the photo in space', () => {
  test('turns, changes with depth and colour, is saved, and gives the graphics card back', async ({
    page,
  }) => {
    const errors = collectErrors(page);
    await keepContexts(page);
    await openPage(page, '#sample=kettle');
    await page.getByTestId('open-cloud').click();
    const cloud = page.getByTestId('cloud');
    await expect(cloud.locator('canvas')).toBeVisible();
    const points = Number(await cloud.getAttribute('data-points'));
    expect(points).toBeGreaterThan(100_000);
    const look = async () => (await cloud.screenshot()).toString('base64');
    /** Waits until the picture differs from the one before, and gives the new one. */
    const changed = async (before: string) => {
      await expect.poll(look).not.toBe(before);
      return look();
    };
    let picture = await look();
    await cloud.focus();
    await page.keyboard.press('ArrowLeft');
    picture = await changed(picture);
    await page.keyboard.press('+');
    picture = await changed(picture);
    await cloud.hover();
    await page.mouse.down();
    await page.mouse.move(300, 300, { steps: 3 });
    await page.mouse.up();
    picture = await changed(picture);
    for (const choice of ['Saliency', 'Disagreement', 'As read']) {
      await page.locator('.cloud-side .segment', { hasText: choice }).click();
      picture = await changed(picture);
    }
    await page.getByLabel('Focal length').fill('50');
    await expect(page.locator('.cloud-side')).toContainText('chosen by you');
    expect(await axeFindings(page)).toEqual([]);

    const ply = await save(page, page.getByRole('button', { name: 'Save PLY' }));
    expect(ply.name).toBe('kettle-points-given.ply');
    expect(new TextDecoder().decode(ply.bytes.slice(0, 300))).toMatch(/element vertex \d+\n/);
    const glb = await save(page, page.getByRole('button', { name: 'Save GLB' }));
    expect(new TextDecoder().decode(glb.bytes.slice(0, 4))).toBe('glTF');

    expect(await liveContexts(page)).toBe(1);
    await page.keyboard.press('Escape');
    await expect(cloud).toHaveCount(0);
    await expect.poll(() => liveContexts(page)).toBe(0);
    expect(errors).toEqual([]);
  });

  test('is turned by a finger, and brought nearer by two', async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      ...(baseURL === undefined ? {} : { baseURL }),
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    const page = await context.newPage();
    await openPage(page);
    await page.getByTestId('open-cloud').tap();
    const canvas = page.getByTestId('cloud').locator('canvas');
    await expect(canvas).toBeVisible();
    const look = async () => (await canvas.screenshot()).toString('base64');
    const before = await look();
    const box = (await canvas.boundingBox())!;
    const touch = await fingersOn(page);
    const at = (x: number) => ({ x: box.x + x, y: box.y + 100 });
    await touch([at(100)], [at(140)], [at(180)]);
    await expect.poll(look).not.toBe(before);
    const turned = await look();
    await touch([at(150), at(200)], [at(120), at(230)], [at(80), at(270)]);
    await expect.poll(look).not.toBe(turned);
    await context.close();
  });

  test('is saved, and says why it is not drawn, where WebGL is missing', async ({ page }) => {
    await page.addInitScript(() => {
      const { getContext } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given) {
        const [kind] = given as unknown[];
        if (kind === 'webgl2') return null;
        return (getContext as (...all: unknown[]) => unknown).apply(this, given);
      } as typeof getContext;
    });
    await openPage(page);
    await page.getByTestId('open-cloud').click();
    await expect(page.getByTestId('no-webgl')).toContainText('WebGL is missing');
    await expect(page.getByRole('button', { name: 'Save PLY' })).toBeEnabled();
  });
});

test('the atlas shows answers all over two latents, and goes where it is clicked', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page);
  await page.locator('[data-fold="atlas"] > summary').click();
  const atlas = page.getByTestId('atlas');
  const whole = async () => {
    await expect(atlas).not.toHaveAttribute('data-wanted', '0');
    await expect
      .poll(
        async () =>
          (await atlas.getAttribute('data-made')) !== '0' && atlas.getAttribute('data-made'),
      )
      .toBe(await atlas.getAttribute('data-wanted'));
  };
  await whole();
  await expect(atlas).toHaveAttribute('data-step', '1');
  await expect(page.locator('.atlas-dot')).toHaveCount(5);
  const slider = (axis: number) => page.getByTestId(`latent-${axis}`);
  const { width, height } = (await atlas.boundingBox())!;
  // Two tiles to the right of the middle and one up, of seven.
  await atlas.click({ position: { x: (width * 5.5) / 7, y: (height * 2.5) / 7 } });
  await expect(slider(0)).toHaveValue('2');
  await expect(slider(1)).toHaveValue('1');
  await expect(page.locator('.easel')).toHaveAttribute('data-layer', 'answer');
  await atlas.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(slider(0)).toHaveValue('1');
  await expect(slider(1)).toHaveValue('0');
  await page.getByLabel('Up', { exact: true }).first().selectOption('2');
  for (const key of ['+', '+', '+']) await atlas.press(key);
  // Another image does not close it.
  await page.getByRole('button', { name: /^Open the sample Motorcycle/ }).click();
  await expect(page.getByRole('img', { name: /^Photo: motorcycle/ })).toBeVisible();
  await waitForResult(page);
  await expect(atlas).toBeVisible();
  await expect(atlas).not.toHaveAttribute('data-step', '1');
  await whole();
  expect(await axeFindings(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('the damage lab measures what a damage changes, and leaves the page’s own result alone', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page);
  const own = await paintedFingerprint(page, 'consensus');
  await page.getByTestId('open-damage').click();
  const verdict = page.getByTestId('damage-verdict');
  await expect(verdict).toHaveAttribute('data-done', 'true');
  await expect(verdict).toContainText('The answer');
  await expect(page.locator('[data-curve="overlap"] .damage-curve')).toHaveAttribute(
    'd',
    /(L.*){8}/,
  );
  const pixels = (title: string) =>
    page
      .locator(`[data-picture="${title}"] .map-canvas`)
      .evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const before = await Promise.all(['Damaged depth', 'Corrected depth', 'Answer now'].map(pixels));
  await page.locator('.damage-side .segment', { hasText: 'Inversion' }).click();
  await page.getByTestId('damage-amount').fill('1');
  await expect.poll(() => pixels('Damaged depth')).not.toBe(before[0]);
  await expect.poll(() => pixels('Corrected depth')).not.toBe(before[1]);
  await expect.poll(() => pixels('Answer now')).not.toBe(before[2]);
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('.damage-side .segment', { hasText: 'Other picture' }).click();
  await expect(page.getByLabel('Whose depth')).toBeVisible();
  // The visitor's own file, and one that is none.
  const sample = await pixels('Damaged depth');
  await page.getByTestId('damage-file').setInputFiles(exampleFile('aloe/depth.png'));
  await expect(page.getByLabel('Whose depth').locator('option:checked')).toHaveText('depth.png');
  await expect.poll(() => pixels('Damaged depth')).not.toBe(sample);
  await page
    .getByTestId('damage-file')
    .setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no depth') });
  await expect(page.locator('.damage-side [role="alert"]')).toContainText('notes.png');
  await page.keyboard.press('Escape');
  // A slider's map is of the depth as it was.
  await page.getByTestId('latent-0').fill('1');
  await expect(page.locator('.easel')).toHaveAttribute('data-layer', 'answer');
  await waitForResult(page);
  await showLayer(page, 'Agreed');
  expect(await paintedFingerprint(page, 'consensus')).toBe(own);
  expect(errors).toEqual([]);
});

test('parts of the network are taken out, on the same weights', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page);
  await page.getByTestId('open-what-if').click();
  const numbers = page.getByTestId('what-if-numbers');
  await expect(numbers).toBeVisible();
  await expect(page.locator('.viewer')).toContainText('The weights are the same');
  const pixels = () =>
    page
      .locator('.what-if-column:last-child [data-picture="Mean of the answers"] .map-canvas')
      .evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  for (const part of ['The latents', 'What the photo says of people']) {
    const before = await pixels();
    await page.getByLabel(part).check();
    await expect(numbers).toContainText('%');
    await expect.poll(pixels).not.toBe(before);
    await expect(page.locator('.what-if-answers .map-canvas')).toHaveCount(10);
  }
  expect(await axeFindings(page)).toEqual([]);
  expect(errors).toEqual([]);
});
