import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, type Page } from '@playwright/test';
import { decodePng } from '../src/image/decodePng.ts';
import { openPage, exampleFile, save, showLayer, unfold } from './page/visit.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SEED = 7;
/** The page and the command line may differ by so much of 255. */
const TOLERANCE = 2;

/** Names on the page and on the command line. */
const FILES = [
  ['consensus', 'consensus.png'],
  ['mean', 'mean.png'],
  ['total', 'total.png'],
  ['expected', 'expected.png'],
  ['disagreement', 'disagreement.png'],
  ['corrected-depth', 'corrected-depth.png'],
  ['sample-1', 'sample-1.png'],
  ['sample-2', 'sample-2.png'],
  ['sample-3', 'sample-3.png'],
] as const;

/** Brings a map's button onto the page. */
async function show(page: Page, name: string): Promise<void> {
  const choose = (title: string) =>
    page.locator('.easel-foot .segment', { hasText: title }).click();
  if (name === 'mean') await choose('Mean');
  if (name === 'total') await showLayer(page, 'Differ');
  if (name === 'total') await choose('Total');
  if (name === 'expected') await choose('Expected');
  if (name === 'disagreement') await choose('Disagreement');
  if (name === 'corrected-depth') await unfold(page, 'depth');
  const answer = /^sample-(\d)$/.exec(name)?.[1];
  if (answer !== undefined)
    await page.getByRole('button', { name: `Show answer ${answer}` }).click();
}

async function download(page: Page, name: string) {
  const file = await save(page, page.locator(`[data-download="${name}"]`).first());
  return { ...file, ...decodePng(file.bytes, name) };
}

test('downloads equal what the command line writes for the same seed', async ({ page }) => {
  const out = await mkdtemp(join(tmpdir(), 'ucnet-'));
  const rgb = exampleFile('motorcycle/rgb.jpg');
  const depth = exampleFile('motorcycle/depth.png');
  await promisify(execFile)(
    'npx',
    `tsx src/cli/main.ts predict --rgb ${rgb} --depth ${depth} --near bright --samples 3 --seed ${SEED} --out ${out}`.split(
      ' ',
    ),
    { cwd: ROOT },
  );
  await openPage(page, `#sample=motorcycle&seed=${SEED}&samples=3&depth=bright`);
  for (const [name, file] of FILES) {
    await show(page, name);
    const ours = await download(page, name);
    const theirs = decodePng(new Uint8Array(await readFile(join(out, file))), file);
    expect([ours.height, ours.width, ours.bitDepth], name).toEqual([
      theirs.height,
      theirs.width,
      theirs.bitDepth,
    ]);
    const step = ours.bitDepth === 16 ? 257 : 1;
    let largest = 0;
    ours.data.forEach((value, index) => {
      largest = Math.max(largest, Math.abs(value - theirs.data[index]!) / step);
    });
    expect(largest, name).toBeLessThanOrEqual(TOLERANCE);
  }
});
