import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { modelFolder } from '../src/model/testing/modelFolder.ts';
import { openBundle } from './openBundle.ts';
import type { RecordingPage } from './recording/page.ts';

// A software adapter takes seconds to compile each of some seventy programs.
test.describe.configure({ timeout: 600_000 });

async function openPage(page: Page): Promise<void> {
  const entry = fileURLToPath(new URL('recording/page.ts', import.meta.url));
  await openBundle(page, entry, 'recordingPage', (name) => join(modelFolder, name));
}

test('what is replayed has the values of what runs operation by operation', async ({ page }) => {
  await openPage(page);
  const differences = await page.evaluate(() =>
    (globalThis as unknown as { recordingPage: RecordingPage }).recordingPage.differences(),
  );
  expect(Object.keys(differences)).toContain('explored');
  for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBe(0);
});

test('many images hold no more tensors and no more GPU memory than a few', async ({ page }) => {
  await openPage(page);
  const held = await page.evaluate(() =>
    (globalThis as unknown as { recordingPage: RecordingPage }).recordingPage.held(12),
  );
  // The first two are of different sizes, and make recordings of their own.
  expect(new Set(held.slice(2).map((each) => JSON.stringify(each))).size).toBe(1);
});

test('work whose recording the device refuses runs operation by operation', async ({ page }) => {
  await openPage(page);
  const { results, plainRuns } = await page.evaluate(() =>
    (globalThis as unknown as { recordingPage: RecordingPage }).recordingPage.refused(),
  );
  expect(results).toEqual([
    [0, 3],
    [3, 3],
    [6, 3],
  ]);
  expect(plainRuns).toBe(4); // recorded once
});

test('after a lost device the work is recorded on the next one', async ({ page }) => {
  await openPage(page);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { recordingPage: RecordingPage }).recordingPage.afterLoss(),
  );
  expect(results).toEqual([
    [0, 3],
    [0, 6],
    [3, 3],
    [3, 6],
  ]);
});
