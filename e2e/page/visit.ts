import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';

/** Absolute path of a file of the example pairs. */
export function exampleFile(name: string): string {
  return fileURLToPath(new URL(`../../public/samples/${name}`, import.meta.url));
}

/** Opens the window of many pairs and offers it these files of examples, named as a benchmark's: `hat_rgb.jpg`. */
export async function offerBatch(
  page: Page,
  examples: readonly string[],
  roles: readonly ('rgb' | 'depth' | 'gt')[],
): Promise<void> {
  await page.getByRole('button', { name: 'Many pairs' }).click();
  const files = examples.flatMap((example) =>
    roles.map(async (role) => {
      const file = role === 'rgb' ? 'rgb.jpg' : `${role}.png`;
      const buffer = await readFile(exampleFile(`${example}/${file}`));
      return { name: `${example}_${file}`, mimeType: '', buffer };
    }),
  );
  await page.getByTestId('batch-files').setInputFiles(await Promise.all(files));
}

/** Pixels by which something reaches beyond the window's right edge. The page clips it, so that is lifted to measure. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    for (const clipped of document.querySelectorAll<HTMLElement>('.page, .learn')) {
      clipped.style.overflowX = 'visible';
    }
    return document.documentElement.scrollWidth - innerWidth;
  });
}

/** Waits until the maps of the image on the screen are there and nothing runs. */
export async function waitForResult(page: Page): Promise<void> {
  const status = page.getByTestId('run-status');
  await expect(status).toHaveAttribute('data-busy', 'false');
  await expect(status).toContainText(' on ');
  const main = page.locator('.easel [data-map]').first();
  await expect(main).toHaveAttribute('data-stale', 'false');
}

/**
 * Waits until the panel of the ground truth holds the scores of what the page shows. An idle page is no proof: after a
 * failure it is idle, too.
 */
export async function waitForScores(page: Page): Promise<void> {
  const body = page.locator('.assessment-body');
  await expect(body).toHaveAttribute('aria-busy', 'false');
  await expect(body).toHaveAttribute('data-current', 'true');
}

/** Holds the maps of the example on the screen against its own ground truth. */
export async function scoreExample(page: Page): Promise<void> {
  await page.locator('.input-panel').getByText('This sample’s ground truth').click();
  await waitForScores(page);
}

/** Opens the controls behind a button of this name. */
export async function openMenu(page: Page, title: string): Promise<void> {
  await page.locator(`[data-menu="${title}"]`).click();
}

/** Unfolds a part of the page. */
export async function unfold(page: Page, name: 'depth' | 'numbers'): Promise<void> {
  await page.locator(`[data-fold="${name}"] > summary`).click();
}

/** Puts a layer on the main picture. */
export async function showLayer(page: Page, title: string): Promise<void> {
  await page.locator('.easel-head .segment', { hasText: title }).click();
}

/** Opens the page with a backend and an optional hash, and waits for its first result. */
export async function openPage(page: Page, hash = '', backend = 'wasm'): Promise<void> {
  await page.goto(`./?backend=${backend}${hash}`);
  await waitForResult(page);
}

/** The picture of a map on the page. */
export function mapPicture(page: Page, key: string): Locator {
  return page.locator(`.work [data-map="${key}"] canvas`).first();
}

/** A number that changes with any pixel of a painted map; 0 while nothing is painted. */
export async function fingerprint(page: Page, key: string): Promise<number> {
  return mapPicture(page, key).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, value, index) => (sum * 31 + value * (index % 251)) % 1_000_003, 0);
  });
}

/** The fingerprint of a map once it has been painted. */
export async function paintedFingerprint(page: Page, key: string): Promise<number> {
  await expect.poll(() => fingerprint(page, key)).not.toBe(0);
  return fingerprint(page, key);
}

/** Fails the test on any error that the page throws. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

/** Clicks a button that saves a file, and reads the file. */
export async function save(page: Page, button: Locator) {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const bytes = new Uint8Array(await readFile(await file.path()));
  return { name: file.suggestedFilename(), bytes };
}
