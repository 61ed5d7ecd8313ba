import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { decodePng } from '../src/image/decodePng.ts';
import { openPage, exampleFile, save, waitForResult } from './page/visit.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('from a photo to its cut-out in two taps, then one to save it', async ({ page }) => {
    await openPage(page);
    await page.getByTestId('file-photo').first().setInputFiles(exampleFile('rabbit/rgb.jpg'));
    await waitForResult(page);
    await page.getByTestId('cut-out').tap();
    const button = page.getByRole('button', { name: 'Save', exact: true });
    await expect(button).toBeEnabled();
    await expect(button).toBeInViewport();
    await page.screenshot({ path: test.info().outputPath('phone.png') });
    // The title and the window's cross are in one row.
    const middleOf = (selector: string) =>
      page.locator(selector).evaluate((element) => {
        const { top, height } = element.getBoundingClientRect();
        return top + height / 2;
      });
    const middle = await middleOf('.cut-out .dialog-close');
    expect(await middleOf('.cut-out h2')).toBeCloseTo(middle, 0);
    // The brush is in reach without scrolling.
    const segment = (name: string) => page.locator('.cut-out-brushes .segment', { hasText: name });
    await segment('Erase').tap();
    await page.getByTestId('cut-out-brush').tap({ position: { x: 10, y: 10 } });
    for (const what of [page.getByLabel('Brush size'), page.getByText('Undo stroke'), button]) {
      await expect(what).toBeInViewport({ ratio: 1 });
    }
    await page.getByText('Undo stroke').tap();
    await segment('Off').tap();
    await expect(button).toBeEnabled();
    const file = await save(page, button);
    expect(file.name).toBe('rgb-cut-out.png');
    const { channels, height, width } = decodePng(file.bytes, file.name);
    expect([channels, height, width]).toEqual([4, 480, 640]);
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toContainText('640 × 480');
  });
});

test('the cut-out is the command line’s, and each choice changes it', async ({ page }) => {
  const out = await mkdtemp(join(tmpdir(), 'ucnet-'));
  const theirsFile = join(out, 'theirs.png');
  const rgb = exampleFile('pink-room/rgb.jpg');
  const depth = exampleFile('pink-room/depth.png');
  await promisify(execFile)(
    'npx',
    `tsx src/cli/main.ts predict --rgb ${rgb} --depth ${depth} --near bright --seed 208 --out ${out} --cut-out ${theirsFile} --cut-from mean`.split(
      ' ',
    ),
    { cwd: ROOT },
  );
  await openPage(page, '#sample=pink-room&seed=208&samples=5&depth=bright');
  await page.getByTestId('cut-out').click();
  const button = page.getByRole('button', { name: 'Save', exact: true });
  // A vote leaps where backends differ by a rounding; the mean does not.
  await page.locator('.cut-out-side select').first().selectOption('mean');
  await expect(button).toBeEnabled();
  await page.screenshot({ path: test.info().outputPath('window.png') });
  const ours = decodePng((await save(page, button)).bytes, 'ours');
  const theirs = decodePng(new Uint8Array(await readFile(theirsFile)), 'theirs');
  expect([ours.height, ours.width]).toEqual([theirs.height, theirs.width]);
  let differing = 0;
  ours.data.forEach((value, i) => {
    if (Math.abs(value - theirs.data[i]!) > 2) differing++;
  });
  // The network's maps may differ by 2e-3 between backends, which a steep edge shows in a few pixels.
  expect(differing / ours.data.length).toBeLessThan(1e-3);

  await page.locator('.segment', { hasText: 'JPEG' }).click();
  await expect(page.locator('.cut-out-saving')).toContainText('becomes white');
  await page.getByLabel('Only as large as the object').check();
  const jpeg = await save(page, button);
  expect(jpeg.name).toBe('pink-room-cut-out.jpg');
  expect([...jpeg.bytes.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  await page.locator('.segment', { hasText: 'WebP' }).click();
  const webp = await save(page, button);
  expect(new TextDecoder().decode(webp.bytes.slice(8, 12))).toBe('WEBP');

  // A part is dropped by the keyboard, in the picture.
  const part = page.locator('.cut-out-part').first();
  await part.focus();
  await page.keyboard.press('Enter');
  await expect(part).toHaveAttribute('aria-pressed', 'false');
});

test('a brush erases what it is drawn over, and a stroke can be undone', async ({ page }) => {
  await openPage(page, '#sample=rabbit&samples=3');
  await page.getByTestId('cut-out').click();
  const picture = page.locator('.cut-out-picture');
  const opacityAt = (x: number, y: number) =>
    picture.locator('canvas').evaluate(
      (element, place) => {
        const canvas = element as HTMLCanvasElement;
        const { width, height } = canvas;
        const [left, top] = [Math.round(place.x * width), Math.round(place.y * height)];
        return canvas.getContext('2d')!.getImageData(left, top, 1, 1).data[3]!;
      },
      { x, y },
    );
  await expect(picture).toHaveAttribute('aria-busy', 'false');
  const [head, body, pot] = [
    { x: 0.49, y: 0.43 },
    { x: 0.54, y: 0.55 },
    { x: 0.63, y: 0.25 },
  ];
  const opacities = () => Promise.all([head, body, pot].map(({ x, y }) => opacityAt(x, y)));
  expect(await opacities()).toEqual([255, 255, 0]);

  const box = (await picture.boundingBox())!;
  const move = ({ x, y }: { readonly x: number; readonly y: number }) =>
    page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
  const segment = (name: string) => page.locator('.segment', { hasText: name });
  await segment('Erase').click();
  await expect(page.locator('.cut-out-part')).toHaveCount(0);
  await move({ x: 0.4, y: head.y });
  await page.mouse.down();
  await move({ x: 0.58, y: head.y });
  await expect(page.locator('.cut-out-erases')).toHaveCount(1);
  await page.mouse.up();
  await expect.poll(opacities).toEqual([0, 255, 0]);
  // What the network left out is taken in; a dab is a stroke.
  await segment('Keep').click();
  await move(pot);
  await page.mouse.down();
  await page.mouse.up();
  await expect.poll(opacities).toEqual([0, 255, 255]);
  const file = await save(page, page.getByRole('button', { name: 'Save', exact: true }));
  const { data, width, height } = decodePng(file.bytes, file.name);
  const saved = [head, body, pot].map(
    ({ x, y }) => data[(Math.round(y * height) * width + Math.round(x * width)) * 4 + 3],
  );
  expect(saved).toEqual([0, 255, 255]);

  await page.keyboard.press('Control+z');
  await expect.poll(opacities).toEqual([0, 255, 0]);
  await page.getByRole('button', { name: 'Undo stroke' }).click();
  await expect.poll(opacities).toEqual([255, 255, 0]);
  // Escape puts the brush away first.
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('cut-out-brush')).toHaveCount(0);
  await expect(picture).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(picture).toHaveCount(0);

  // What was painted is there again, to be undone.
  await page.getByTestId('cut-out').click();
  await segment('Erase').click();
  await page.getByTestId('cut-out-brush').click({ position: { x: 10, y: 10 } });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('cut-out').click();
  await expect(page.getByRole('button', { name: 'Undo stroke' })).toBeVisible();
});
