import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { decodePng } from '../src/image/decodePng.ts';
import { LONGEST_TASK_MS, longestTask } from './page/mainThread.ts';
import {
  collectErrors,
  openMenu,
  openPage,
  exampleFile,
  save,
  scoreExample,
  waitForResult,
  waitForScores,
} from './page/visit.ts';

test('a result is saved as one page, which opens from the disk without a network', async ({
  page,
  context,
}) => {
  const errors = collectErrors(page);
  await openPage(page, '#sample=kettle&samples=3');
  await scoreExample(page);
  await page.getByRole('button', { name: 'Compare without depth' }).click();
  const score = [/^\.\d{3}$/, /^\.\d{3}$/];
  const cells = page.getByTestId('beside-table').locator('tr', { hasText: 'S↑' }).locator('td');
  await expect(cells).toHaveText(score);
  await openMenu(page, 'Share');
  let saved: Awaited<ReturnType<typeof save>> | null = null;
  const longest = await longestTask(page, async () => {
    saved = await save(page, page.locator('[data-share="page"]'));
  });
  expect(longest).toBeLessThan(LONGEST_TASK_MS);
  const { name, bytes } = saved!;
  expect(name).toBe('kettle-uc-net.html');
  const path = join(tmpdir(), name);
  await writeFile(path, bytes);

  const other = await context.newPage();
  const otherErrors = collectErrors(other);
  other.on('console', (message) => {
    if (message.type() === 'error') otherErrors.push(message.text());
  });
  const requests: string[] = [];
  other.on('request', (request) => {
    if (!request.url().startsWith('data:')) requests.push(request.url());
  });
  await context.setOffline(true);
  await other.goto(pathToFileURL(path).href);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(
    'What catches the eye in kettle.jpg',
  );
  await expect(other.locator('main > p')).toContainText('three people might answer like this.');
  const topOf = async (name: string) => (await other.getByLabel(name).boundingBox())!.y;
  expect(await topOf('Zoom')).toBeCloseTo(await topOf('Wipe'), 0);
  expect(Math.abs((await topOf('Zoom')) - (await topOf('Left')))).toBeLessThan(20);
  // Of the consensus, the mean, and what saw the truth.
  const scores = /^S↑(\s*\.\d{3}){2}$/;
  await expect(other.locator('tr', { hasText: 'S↑' })).toHaveText([scores, scores, scores]);
  await expect(other.locator('#scores')).toHaveText(/\(min-max\)$/);
  await expect(other.getByLabel('Right').locator('option:checked')).toHaveText(
    'Consensus (pinned, without depth)',
  );
  const left = other.getByLabel('Left');
  await expect(left.locator('option:checked')).toHaveText('Consensus');
  const map = other.locator('#left-map');
  const first = await map.getAttribute('src');
  // What is not marked is grey, as on the page.
  const grey = other.locator('#left-grey');
  await expect(grey).toHaveCSS('mix-blend-mode', 'saturation');
  await expect(grey).toHaveAttribute('src', first!);
  await left.selectOption({ label: 'Answer 3' });
  expect(await map.getAttribute('src')).not.toBe(first);
  await left.selectOption({ label: 'Outlines of all answers' });
  await expect
    .poll(() => map.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  const side = other.locator('.side');
  const clipOf = () => side.evaluate((element) => getComputedStyle(element).clipPath);
  expect(await clipOf()).toContain('50%');
  await other.getByLabel('Wipe').fill('20');
  expect(await clipOf()).toContain('20%');
  const easel = other.locator('#easel');
  const { x, y, width, height } = (await easel.boundingBox())!;
  await other.mouse.move(x + 0.2 * width, y + height / 4);
  await other.mouse.down();
  await other.mouse.move(x + 0.75 * width, y + height / 4, { steps: 3 });
  await other.mouse.up();
  expect(await clipOf()).toContain('75%');
  const before = (await easel.boundingBox())!.width;
  await other.getByLabel('Zoom').fill('2');
  expect((await easel.boundingBox())!.width).toBeCloseTo(2 * before, -1);
  expect(requests).toEqual([pathToFileURL(path).href]);
  expect(otherErrors).toEqual([]);
  expect(errors).toEqual([]);
});

test('a saved page opens on the answer that was seen, with its sentence', async ({
  page,
  context,
}) => {
  await openPage(page, '#sample=kettle&samples=3&latent=1,0,0&layer=answer');
  const told = page.getByTestId('told-one');
  await expect(told).toContainText('Your answer marks');
  await openMenu(page, 'Share');
  const { name, bytes } = await save(page, page.locator('[data-share="page"]'));
  const path = join(tmpdir(), `seen-${name}`);
  await writeFile(path, bytes);
  const other = await context.newPage();
  await other.goto(pathToFileURL(path).href);
  await expect(other.locator('main > p')).toContainText(
    'The sender’s answer, set with sliders, marks',
  );
  await expect(other.getByLabel('Left').locator('option:checked')).toHaveText(
    'The sender’s answer',
  );
});

test('a file waits for a pinned result and its scores, which are on their way', async ({
  page,
}) => {
  await openPage(page, '#sample=kettle&samples=3');
  await scoreExample(page);
  await page.getByRole('button', { name: 'Compare without depth' }).click();
  await openMenu(page, 'Share');
  const numbers = await save(page, page.locator('[data-share="numbers"]'));
  const { pinned } = JSON.parse(new TextDecoder().decode(numbers.bytes)) as {
    pinned: { scores: { maps: { name: string }[] } };
  };
  expect(pinned.scores.maps[0]!.name).toBe('consensus');
});

test('a sheet for slides and all numbers are saved', async ({ page }) => {
  await openPage(page, '#sample=two-chairs&samples=4&seed=7');
  await openMenu(page, 'Share');
  const sheet = await save(page, page.locator('[data-share="sheet"]'));
  expect(sheet.name).toBe('two-chairs-uc-net.sheet.png');
  const { width, height, data } = decodePng(sheet.bytes, sheet.name);
  expect([width, height]).toEqual([1920, 1080]);
  expect(new Set(data.slice(0, 4_000_000)).size).toBeGreaterThan(200);
  const numbers = await save(page, page.locator('[data-share="numbers"]'));
  expect(JSON.parse(new TextDecoder().decode(numbers.bytes))).toMatchObject({
    address: page.url(),
    model: { id: 'ucnet-lite1' },
    photo: { name: 'two-chairs.jpg' },
    request: { answers: 4, seed: 7 },
    numbers: { answers: 4, scores: null },
  });
});

test('a link of a sample says which ground truth its receiver has to open, and how maps are scored', async ({
  page,
}) => {
  await openPage(page, '#sample=hat&samples=2&scale=raw&file=my%20hat.png');
  await expect(page.locator('.notice')).toContainText('scores are against my hat.png');
  const buffer = await readFile(exampleFile('hat/gt.png'));
  const file = { name: 'my hat.png', mimeType: 'image/png', buffer };
  await page.getByTestId('file-truth').setInputFiles(file);
  await waitForScores(page);
  await expect(page.locator('.assessment-body')).toContainText('(raw)');
  await expect(page).toHaveURL(/scale=raw&file=my%20hat\.png/);
});

test('a link with an own image says which files its receiver has to open', async ({ page }) => {
  await openPage(page, '#samples=2');
  const file = { name: 'my kitchen.jpg', mimeType: 'image/jpeg' };
  const buffer = await readFile(exampleFile('hat/rgb.jpg'));
  await page.getByTestId('file-photo').setInputFiles({ ...file, buffer });
  await expect(page.locator('.slot[data-slot="photo"] img')).toHaveAttribute('alt', /kitchen/);
  await waitForResult(page);
  await openMenu(page, 'Share');
  await expect(page.locator('.share-choices')).toContainText('to be opened there: my kitchen.jpg');
  await expect(page).toHaveURL(/file=my%20kitchen\.jpg/);
  // Somebody else's browser keeps another image, or none.
  const address = page.url().replace(/photo=own-\w+/, 'photo=own-00000000');
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.locator('.notice')).toContainText(
    'open my kitchen.jpg here. Links carry no images: ask its sender',
  );
});
