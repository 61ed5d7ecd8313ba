import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { collectErrors, mapPicture, openPage, waitForResult, waitForScores } from './page/visit.ts';

// Files written by other programs, which the first part of their names tells; src/image/*.test.ts has their pixels.

async function fixture(file: string, name: string) {
  const path = fileURLToPath(new URL(`../src/image/fixtures/${file}`, import.meta.url));
  return { name, mimeType: '', buffer: await readFile(path) };
}

test('photos and depth maps of many formats open on the page', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  const depth = page.locator('.slot[data-slot="depth"]');
  const photo = page.locator('.slot[data-slot="photo"]');
  for (const [rgb, readings] of [
    ['opencv-rgb.tif', 'opencv-float.exr'],
    ['magick-rgb.bmp', 'numpy-uint16.npy'],
    ['opencv-rgb.ppm', 'opencv-float.pfm'],
    ['magick-rgb-lzw.tif', 'opencv.hdr'],
    ['opencv-rgb.bmp', 'numpy-confidence.npz'],
    ['opencv-rgb.ppm', 'scipy-scene.mat'],
    ['opencv-rgb.bmp', 'scipy-4-double.mat'],
    ['opencv-rgb.ppm', 'hdf5storage-scene.mat'],
    ['opencv-rgb.bmp', 'h5py-scene.h5'],
    ['opencv-rgb.ppm', 'h5py-lzf.h5'],
    ['gdal-lerc-zstd.tif', 'gdal-lerc-deflate.tif'],
    ['opencv-rgb.ppm', 'openexr-layers.exr'],
  ] as const) {
    const [a, b] = [rgb, readings].map((file) => file.split('.').at(-1));
    await page
      .getByTestId('file-photo')
      .setInputFiles([await fixture(rgb, `1_rgb.${a}`), await fixture(readings, `1_depth.${b}`)]);
    await expect(photo.locator('img')).toHaveAttribute('alt', `Photo: 1_rgb.${a}`);
    await expect(photo).toContainText('13 × 5');
    await expect(depth).toContainText('13 × 5, 16 bit');
    await waitForResult(page);
  }
  for (const [file, words] of [
    ['heif-enc.avif', 'estimated'],
    ['cjxl-container.jxl', 'estimated'],
    ['pil-cmyk-profile.jpg', 'estimated'],
    ['pil-cmyk.tif', 'estimated'],
    ['heif-enc-depth.heic', '8 bit'],
  ] as const) {
    await page.getByTestId('file-photo').setInputFiles(await fixture(file, file));
    await expect(photo.locator('img')).toHaveAttribute('alt', `Photo: ${file}`);
    await expect(depth).toContainText(words);
    await waitForResult(page);
  }
  await expect(page.getByTestId('notice')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('what a network of depth writes goes with its photos, and what is not used is named', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  const numbers = await fixture('numpy-float64.npy', '1_pred.npy');
  const grey = await fixture('opencv-grey16.tif', '1_pred.tif');
  const photo = await fixture('opencv-rgb.bmp', '1.bmp');
  await page.getByTestId('file-photo').setInputFiles([grey, photo, numbers]);
  await expect(page.getByTestId('notice')).toContainText('Not used: 1_pred.tif');
  await expect(page.locator('.slot[data-slot="depth"]')).toContainText('13 × 5, 16 bit');
  await waitForResult(page);

  const writer = new ZipWriter(new BlobWriter());
  for (const [path, file] of [
    ['in/1.bmp', 'opencv-rgb.bmp'],
    ['in/2.ppm', 'opencv-rgb.ppm'],
    ['out/depth_npy/1_pred.npy', 'numpy-float64.npy'],
    ['out/depth_npy/2_pred.npy', 'numpy-channel.npy'],
    ['out/depth_bw/1_pred.png', 'grey16.png'],
    ['out/depth_bw/2_pred.png', 'grey16.png'],
    ['out/normal_npy/1_pred.npy', 'numpy-channels-first.npy'],
  ] as const) {
    await writer.add(path, new Uint8ArrayReader((await fixture(file, file)).buffer));
  }
  const buffer = Buffer.from(await (await writer.close()).arrayBuffer());
  await page.getByRole('button', { name: 'Many pairs' }).click();
  await page
    .getByTestId('batch-files')
    .setInputFiles({ name: 'marigold.zip', mimeType: 'application/zip', buffer });
  await expect(page.getByTestId('batch-found')).toContainText('2 pairs: 2 with depth');
  const leftOut = page.getByTestId('batch-left-out');
  await leftOut.getByText('3 files left out').click();
  await expect(leftOut).toContainText('2_pred.png: another version of a file that is used');
  await expect(leftOut).toContainText('normal_npy/1_pred.npy: a map of something else than depth');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const status = page.getByTestId('batch-status');
  await expect(status).toHaveAttribute('data-phase', 'done');
  await expect(page.locator('[data-outcome="failed"]')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('of an animated GIF the first picture is the photo', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  const film = await fixture('gifsicle-film.gif', 'film.gif');
  const mask = await fixture('pillow-mask.gif', 'film_gt.gif');
  await page.getByTestId('file-photo').setInputFiles([film, mask]);
  const photo = page.locator('.slot[data-slot="photo"]');
  await expect(photo.locator('img')).toHaveAttribute('alt', 'Photo: film.gif');
  await expect(photo).toContainText('13 × 5');
  await expect(page.locator('.input-panel')).toContainText(
    'It holds 3 pictures, of which the first',
  );
  await expect(page.locator('.slot[data-slot="truth"]')).toContainText('13 × 5');
  await waitForResult(page);
  await waitForScores(page);
  expect(errors).toEqual([]);
});

test('a JPEG whose end is missing is opened with a word, and one cut in the middle is refused', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  const photo = page.locator('.slot[data-slot="photo"]');
  const panel = page.locator('.input-panel');
  const { buffer } = await fixture('pillow-baseline.jpg', '');
  const open = (name: string, length: number) =>
    page
      .getByTestId('file-photo')
      .setInputFiles({ name, mimeType: 'image/jpeg', buffer: buffer.subarray(0, length) });
  for (const [name, length, words] of [
    ['endless.jpg', buffer.length - 2, 'The JPEG lacks the mark at its end'],
    ['short.jpg', Math.floor(buffer.length * 0.97), 'The JPEG is cut short: its lowest'],
  ] as const) {
    await open(name, length);
    await expect(photo.locator('img')).toHaveAttribute('alt', `Photo: ${name}`);
    await expect(photo).toContainText('240 × 320');
    await expect(panel).toContainText(words);
    await waitForResult(page);
  }
  await open('half.jpg', buffer.length >> 1);
  await expect(page.getByTestId('notice')).toContainText('half.jpg is damaged or cut short');
  await expect(photo.locator('img')).toHaveAttribute('alt', 'Photo: short.jpg');
  expect(errors).toEqual([]);
});

test('a compression that is not read is named, with what to do', async ({ page }) => {
  await openPage(page, '#samples=1');
  const notice = page.getByTestId('notice');
  for (const [file, words] of [
    ['gdal-lzma.tif', 'a TIFF with LZMA compression, which cannot be read here: write it anew'],
    ['h5py-szip.h5', 'SZIP compression, which cannot be read here: write it anew, as by “h5repack'],
  ] as const) {
    await page.getByTestId('file-depth').setInputFiles(await fixture(file, file));
    await expect(notice).toContainText(`${file} is a`);
    await expect(notice).toContainText(words);
  }
});

test('a map that the browser saves has the photo’s shape', async ({ page }) => {
  await openPage(page, '#sample=aloe&samples=2');
  for (const key of ['consensus', 'sample-0']) {
    const canvas = mapPicture(page, key);
    // What "save image" and "copy image" of the browser's menu take.
    const shape = () =>
      canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        return width / height;
      });
    expect(await shape()).toBe(1);
    await canvas.click({ button: 'right' });
    expect(Math.abs((await shape()) / (640 / 554) - 1)).toBeLessThan(0.01);
    await page.keyboard.press('Escape');
  }
});

test('a JPEG of more than 67 megapixels is opened at a reduced size, and says so', async ({
  page,
}) => {
  await openPage(page, '#samples=1');
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(9600, 7200);
    const context = canvas.getContext('2d')!;
    const sky = context.createLinearGradient(0, 0, 9600, 7200);
    sky.addColorStop(0, '#204060');
    sky.addColorStop(1, '#c0a080');
    context.fillStyle = sky;
    context.fillRect(0, 0, 9600, 7200);
    context.fillStyle = '#d02010';
    context.fillRect(3000, 2400, 2400, 2400);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  await page
    .getByTestId('file-photo')
    .setInputFiles({ name: 'huge.jpg', mimeType: '', buffer: Buffer.from(base64, 'base64') });
  await expect(page.locator('.slot[data-slot="photo"]')).toContainText('6688 × 5016');
  await expect(page.locator('.input-panel')).toContainText('The photo has 9600 × 7200 pixels');
  await waitForResult(page);
});
