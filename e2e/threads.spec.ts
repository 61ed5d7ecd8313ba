import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ISOLATION_HEADERS } from '../src/isolationHeaders.ts';
import { openBundle } from './openBundle.ts';
import type { ThreadsPage } from './threads/page.ts';

const ENTRY = fileURLToPath(new URL('threads/page.ts', import.meta.url));

test('convolutions that threads share have the values of one thread, bit by bit', async ({
  page,
}) => {
  await openBundle(page, ENTRY, 'threadsPage', undefined, ISOLATION_HEADERS);
  const differing = await page.evaluate(() =>
    (globalThis as unknown as { threadsPage: ThreadsPage }).threadsPage.differing(3),
  );
  expect(differing).toBe(0);
  // Beside them tfjs starts the one that it cannot do without.
  expect(page.workers()).toHaveLength(4);
});
