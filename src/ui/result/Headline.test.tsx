// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { AnswerRegions } from '../../inference/regions.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { setLatent } from '../explorer/latent.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { Headline } from './Headline.tsx';

/** Nobody marks the only pixel; the sliders' answer does. */
const regions: AnswerRegions = {
  share: { height: 1, width: 1, data: new Float32Array(1) },
  ...{ agreed: [], contested: [], labels: new Uint8Array(1) },
};

let visit: Visit;
let mounted: Mounted;
/** What was told of the sliders' answer, one after the other. */
let heard: string[];

beforeAll(async () => {
  await pageTexts.load();
  // Loaded once, so that the clock alone decides when it is told.
  await import('../../inference/regions.ts');
});
beforeEach(async () => {
  visit = new Visit();
  stubScreen();
  await visit.begin();
  mounted = await mountOnPage(
    visit,
    <Headline regions={regions} part={null} onPart={() => undefined}>
      {null}
    </Headline>,
  );
  heard = [];
  new MutationObserver(() => heard.push(one().textContent)).observe(one(), {
    ...{ childList: true, characterData: true, subtree: true },
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await mounted.close();
});

const one = () => mounted.place.querySelector<HTMLElement>('.told-one')!;
const isAllShown = () =>
  mounted.place.querySelector<HTMLElement>('.told-all')!.dataset['shown'] === 'true';
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

/** Moves a slider as a hand does, and lets so much time pass. */
async function move(sigma: number, milliseconds: number): Promise<void> {
  await act(async () => {
    visit.store.setAppearance({ layer: 'answer', focus: null });
    setLatent(visit.store, [sigma, 0, 0]);
  });
  await pass(milliseconds);
}

it('tells of the sliders’ answer in the place of all, once it rests', async () => {
  expect(one().getAttribute('role')).toBe('status');
  expect([one().textContent, isAllShown()]).toEqual(['', true]);
  for (const sigma of [0.5, 1, 1.5, 2]) await move(sigma, 200);
  expect([one().textContent, isAllShown()]).toEqual(['', true]);
  await pass(1000);
  expect(one().textContent).toBe(
    'Your answer marks 100% of the picture: the middle (as none of the five does).',
  );
  expect(isAllShown()).toBe(false);
  expect(heard).toHaveLength(1);
  await act(async () => visit.store.setAppearance({ layer: 'agreed' }));
  expect([one().textContent, isAllShown()]).toEqual(['', true]);
});

it('keeps its words while the slider moves on, and dims them', async () => {
  await move(1, 2000);
  const [said] = heard;
  expect(one().dataset['stale']).toBe('false');
  for (const sigma of [1.5, 2, 2.5]) {
    await move(sigma, 50);
    expect([one().textContent, one().dataset['stale']]).toEqual([said, 'true']);
  }
  await pass(2000);
  expect(one().dataset['stale']).toBe('false');
  expect(heard).toEqual([said]);
});
