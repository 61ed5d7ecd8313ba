import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { encode } from 'fast-png';
import { decodePng } from '../src/image/decodePng.ts';
import { applyOrientation } from '../src/image/orientation.ts';
import { maximum } from '../src/math/statistics.ts';
import { axeFindings } from './page/axe.ts';
import { collectErrors, openPage, exampleFile, waitForResult } from './page/visit.ts';

/** The kettle's depth in millimetres, lying on its side, with a hole of zeros. */
async function lyingDepth(): Promise<Buffer> {
  const file = await readFile(exampleFile('kettle/depth.png'));
  const { height, width, data } = decodePng(new Uint8Array(file), 'depth.png');
  const top = maximum(data);
  // What is bright, and near, becomes a small distance: 0.6 m to 3 m.
  const distances = Uint16Array.from(data, (level) => Math.round(3000 - (2400 * level) / top));
  for (let y = 0; y < 40; y++) distances.fill(0, y * width, y * width + 60);
  const lying = applyOrientation({ height, width, data: distances }, 1, 8);
  return Buffer.from(encode({ ...lying, channels: 1, depth: 16 }));
}

test('a depth map is inspected, turned upright and clipped, and the link keeps it', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  await page.getByTestId('file-photo').setInputFiles([
    {
      name: 'p_rgb.jpg',
      mimeType: 'image/jpeg',
      buffer: await readFile(exampleFile('kettle/rgb.jpg')),
    },
    { name: 'p_depth.png', mimeType: 'image/png', buffer: await lyingDepth() },
  ]);
  await page.getByRole('button', { name: 'Turn the depth map by a quarter' }).click();
  await waitForResult(page);
  await expect(page).toHaveURL(/adjust=turn\(90\)/);

  await page.getByTestId('inspect-depth').click();
  const window = page.getByRole('dialog', { name: 'Depth map, inspected' });
  await expect(page.getByTestId('depth-unit')).toContainText('millimetres: 0.');
  await expect(window).toContainText('0 means “no reading”');
  const picture = window.locator('.inspector-picture');
  const reading = page.getByTestId('depth-reading');
  await picture.hover({ position: { x: 5, y: 5 } });
  await expect(reading).toContainText('No reading here: the file has 0');
  await picture.hover({ position: { x: 300, y: 200 } });
  await expect(reading).toContainText(/\d+ here: \d\.\d\d m, if it is millimetres/);
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(reading).toContainText('here');

  await window.locator('.segment', { hasText: 'bright' }).click();
  await window.getByRole('button', { name: 'Take dark as near' }).click();
  await expect(window.locator('.segment', { hasText: 'dark' }).locator('input')).toBeChecked();
  const whole = await fingerprintOf(page);
  await page.getByTestId('depth-range-high').fill('2000');
  await expect(page).toHaveURL(/range\(\d+,2000\)/);
  await expect.poll(() => fingerprintOf(page)).not.toBe(whole);
  await window.getByText('Mirror left and right').click();
  await expect(page).toHaveURL(/_mirror_/);
  await window.getByText('Show the photo beneath').click();
  await page.screenshot({ path: test.info().outputPath('wide.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: test.info().outputPath('phone.png') });

  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await waitForResult(page);
  await page.reload();
  await waitForResult(page);
  await expect(page).toHaveURL(/adjust=turn\(90\)_mirror_range\(\d+,2000\)/);
  expect(errors).toEqual([]);
});

/** A number that changes with the picture in the window. */
function fingerprintOf(page: Page): Promise<number> {
  return page.locator('.inspector-picture canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, value, index) => (sum * 31 + value * (index % 251)) % 1_000_003, 0);
  });
}
