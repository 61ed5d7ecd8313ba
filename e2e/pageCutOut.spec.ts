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
