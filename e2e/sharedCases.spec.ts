import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { decodePhoto } from '../src/image/decodePhoto.ts';
import { decodePng } from '../src/image/decodePng.ts';
import { ARCHIVES, caseFile, HAVE_CASES, readCase } from '../src/image/testing/sharedCases.ts';
import { resizeArea } from '../src/math/resize.ts';
import { mean } from '../src/math/statistics.ts';
import { offerCheckpoint } from './page/models.ts';
import {
  collectErrors,
  openPage,
  paintedFingerprint,
  exampleFile,
  save,
  scoreExample,
  waitForResult,
  waitForScores,
} from './page/visit.ts';

// What the README of each folder of ../shared/cases calls right, on the page. `src/cli/sharedCases.test.ts` has the command
// line, which alone scores maps that are there already (metrics-suffix-names).

test.skip(!HAVE_CASES, 'The files that once failed are not here: ../shared/cases.');

const depthSlot = (page: Page) => page.locator('.slot[data-slot="depth"]');
const truthSlot = (page: Page) => page.locator('.slot[data-slot="truth"]');
const panel = (page: Page) => page.locator('.input-panel');

async function openFiles(page: Page, ...names: string[]): Promise<void> {
  await page.getByTestId('file-photo').first().setInputFiles(names.map(caseFile));
}

test('depth files: what is no reading, and what is painted, is told and read right', async ({
  page,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  for (const [name, words, facts] of [
    ['depth-65535-invalid', '65535 means "no reading"', '16 bit, 10% missing'],
    ['depth-kinect8-zero-holes', '0 means "no reading"', '8 bit, 17% missing'],
    ['depth-jet-cli-silent', 'painted with the colour map jet', '8 bit'],
  ] as const) {
    await openFiles(page, `${name}/rgb.jpg`, `${name}/depth.png`);
    await expect(panel(page)).toContainText(words);
    await expect(depthSlot(page)).toContainText(facts);
    await waitForResult(page);
    const isPainted = name === 'depth-jet-cli-silent';
    if (!isPainted) await expect(page.getByTestId('near-decided')).toContainText('dark is near');
  }
  expect(errors).toEqual([]);
});

test('photos: their profile, and the depth that they hold', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  for (const name of ['gdepth.jpg', 'pixel_dynamic_depth.jpg']) {
    await openFiles(page, `photo-gdepth/${name}`);
    await expect(panel(page)).toContainText("The depth comes from inside the photo's file");
    await waitForResult(page);
  }
  await openFiles(page, 'rgba-depth-alpha/rgbd.png');
  await page.getByRole('button', { name: 'Yes, read it as photo and depth' }).click();
  await expect(depthSlot(page)).toContainText('240 × 162');
  await waitForResult(page);
  await expect(depthSlot(page)).not.toContainText('estimated');

  await openFiles(page, 'photo-display-p3/p3.jpg');
  await waitForResult(page);
  await page.getByTestId('cut-out').click();
  const button = page.getByRole('button', { name: 'Save', exact: true });
  await expect(button).toBeEnabled();
  const cut = decodePng((await save(page, button)).bytes, 'cut-out');
  const photo = await decodePhoto(new Uint8Array(readFileSync(exampleFile('motorcycle/rgb.jpg'))));
  const same = resizeArea(photo.data, photo.height, photo.width, 3, cut.height, cut.width);
  const reds: number[] = [];
  for (let i = 0; i < cut.height * cut.width; i++) {
    const [red, green, blue] = same.subarray(i * 3, i * 3 + 3);
    if (red! < 200 || green! > 80 || blue! > 80 || cut.data[i * 4 + 3] !== 255) continue;
    for (const c of [0, 1, 2]) reds.push(Math.abs(same[i * 3 + c]! - cut.data[i * 4 + c]!));
  }
  expect(reds.length).toBeGreaterThan(300);
  // Unconverted they are 19; what is left is how the picture was shrunk.
  expect(mean(reds)).toBeLessThan(9);
  expect(errors).toEqual([]);
});

test('ground truths of labels, palettes and transparency score as the mask that they are', async ({
  page,
}) => {
  await openPage(page, '#sample=motorcycle&samples=1');
  await scoreExample(page);
  const score = async () =>
    Number(await page.locator('[data-row="consensus"] td').first().textContent());
  const right = await score();
  for (const name of ['labels012', 'v128', 'voc_palette', 'alpha_white', 'zeroone']) {
    await page.getByTestId('file-truth').setInputFiles(caseFile(`gt-label-values/${name}.png`));
    await expect(truthSlot(page)).toContainText('taken for the object');
    await waitForScores(page);
    expect(Math.abs((await score()) - right), name).toBeLessThan(0.02);
    await page.getByRole('button', { name: 'Remove ground truth' }).click();
  }
});

test('hostile files are refused in a sentence, and the page stays', async ({ page }) => {
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  const shown = await paintedFingerprint(page, 'consensus');
  const notice = page.getByTestId('notice');
  for (const [name, words] of [
    ['pth-laughs-key26.pth', 'no text'],
    ['pth-laughs-version.pth', 'format version'],
    ['pth-proto-keys.pth', 'do not fit'],
    ['st-nested-dtype.safetensors', 'has the type a list'],
    ['st-proto.safetensors', 'do not fit'],
  ] as const) {
    const buffer = Buffer.from(readCase(`hostile/${name.split('.')[0]}`));
    await offerCheckpoint(page, { name, buffer });
    await page.getByRole('button', { name: 'Use this checkpoint' }).click();
    await expect(notice).toContainText(name);
    await expect(notice).toContainText(words);
  }
  await openFiles(page, 'hostile/img-slow-2110-orientation-8.jpg');
  await expect(notice).toContainText('is damaged or cut short');
  await waitForResult(page);
  expect(await paintedFingerprint(page, 'consensus')).toBe(shown);
  expect(errors).toEqual([]);
});

test('archives as people have them: all pairs are found, run and scored', async ({ page }) => {
  test.slow();
  const errors = collectErrors(page);
  await openPage(page, '#samples=1');
  await page.getByRole('button', { name: 'Many pairs' }).click();
  const batch = page.getByRole('dialog', { name: 'Many pairs' });
  for (const [index, [name, archive]] of Object.entries(ARCHIVES).entries()) {
    const { zip, pairs, depth, truth } = archive;
    await test.step(name, async () => {
      await page.getByTestId('batch-files').setInputFiles(caseFile(`${name}/${zip}`));
      if (index > 0) await page.getByRole('button', { name: 'Replace them' }).click();
      const found = `${pairs} pairs: ${depth} with depth, ${truth} with ground truth`;
      await expect(page.getByTestId('batch-found')).toContainText(found);
      await expect(batch.locator('tbody tr[data-outcome="waiting"]')).toHaveCount(pairs);
      await expect(page.getByTestId('batch-left-out')).toHaveCount(0);
      await batch.locator('.segment', { hasText: 'Stretch' }).click();
      await batch.getByLabel('Answers').fill('1');
      await batch.getByRole('button', { name: 'Run', exact: true }).click();
      const status = page.getByTestId('batch-status');
      await expect(status).toHaveAttribute('data-phase', 'done');
      await expect(status).toHaveText(`${pairs} pairs done`);
      if (truth === 0) return;
      // F max follows name, disagreement, uncertainty, distance, S and F mean. Of a mask that is taken for empty it is 0.
      const cells = batch.locator('tr[data-outcome="done"] td:nth-child(7)');
      for (const score of await cells.allTextContents()) expect(Number(score)).toBeGreaterThan(0.1);
    });
  }
  expect(errors).toEqual([]);
});

test.describe('an adapter that', () => {
  for (const [file, backend, words] of [
    ['hang.js', 'choose', 'gave no answer'],
    ['hang.js', 'wasm', 'asks for this backend'],
    ['noinfo.js', 'choose', 'WebGPU did not start on this GPU'],
    ['noinfo.js', 'wasm', 'asks for this backend'],
  ] as const) {
    test(`${file} makes does not keep the page from its maps, ?backend=${backend}`, async ({
      page,
    }) => {
      const code = readFileSync(caseFile(`webgpu-adapter/${file}`), 'utf8');
      await page.route(/browserWorker.*-all\.js$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${code}\n${await response.text()}` });
      });
      await openPage(page, '#samples=1', backend);
      await expect(page.locator('.badge')).toHaveAttribute('data-backend', 'wasm');
      await page.locator('.badge').click();
      await expect(page.locator('.popover')).toContainText(words);
    });
  }
});
