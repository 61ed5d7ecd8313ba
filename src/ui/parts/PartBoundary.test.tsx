// @vitest-environment jsdom
import { lazy, Suspense } from 'react';
import { expect, it } from 'vitest';
import { commonMessages as messages } from '../common/messages.ts';
import { PartBoundary, PartFailed } from './PartBoundary.tsx';
import { mount } from './testing/mount.ts';

it('tells that a part cannot be loaded, and keeps what is around it', async () => {
  const Missing = lazy(async (): Promise<{ default: () => null }> => {
    throw new TypeError('Failed to fetch dynamically imported module');
  });
  const { place, close } = await mount(
    <main>
      <p>The result</p>
      <PartBoundary fallback={<PartFailed />}>
        <Suspense>
          <Missing />
        </Suspense>
      </PartBoundary>
    </main>,
  );
  expect(place.textContent).toContain('The result');
  expect(place.querySelector('[role="alert"]')?.textContent).toContain(messages.partFailed.text);
  expect(place.querySelector('button')?.textContent).toBe(messages.partFailed.reload);
  await close();
});

it('shows a part that loads', async () => {
  const { place, close } = await mount(
    <PartBoundary fallback={<PartFailed />}>
      <p>The part</p>
    </PartBoundary>,
  );
  expect(place.textContent).toBe('The part');
  await close();
});
