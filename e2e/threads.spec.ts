import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { openBundle } from './openBundle.ts';
import type { ThreadsPage } from './threads/page.ts';

const ENTRY = fileURLToPath(new URL('threads/page.ts', import.meta.url));

/** Threads share memory on such pages alone. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

test('convolutions that threads share have the values of one thread, bit by bit', async ({
  page,
}) => {
  await openBundle(page, ENTRY, 'threadsPage', undefined, ISOLATED);
  const differing = await page.evaluate(() =>
    (globalThis as unknown as { threadsPage: ThreadsPage }).threadsPage.differing(3),
  );
  expect(differing).toBe(0);
  // Beside them tfjs starts the one that it cannot do without.
  expect(page.workers()).toHaveLength(4);
});
