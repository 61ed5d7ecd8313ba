// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { english } from '../english.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { setDepth, setNear } from './depthChoice.ts';
import { retryEstimate } from './estimate.ts';
import { InputPanel } from './InputPanel.tsx';
import { inputMessages } from './messages.ts';

const words = inputMessages.input;

let visit: Visit;
let mounted: Mounted;

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  visit = new Visit();
  stubScreen();
  await visit.begin();
  mounted = await mountOnPage(visit, <InputPanel onEnlarge={() => undefined} />);
});
afterEach(() => mounted.close());

const button = (name: string) =>
  [...mounted.place.querySelectorAll('button')].find(
    ({ ariaLabel, textContent }) => (ariaLabel ?? textContent) === name,
  );

it('a slot that goes with the button that empties it leaves the focus with the panel', async () => {
  const remove = button(words.removeOne('depth'))!;
  remove.focus();
  await act(async () => remove.click());
  expect(mounted.place.querySelector('[data-slot="depth"]')).toBeNull();
  expect(document.activeElement).toBe(mounted.place.querySelector('.input-panel'));
});

it('a depth that waits for its photo has no button to enlarge it', async () => {
  const enlarge = () => button(english.maps.enlarge(words.slots.depth.title));
  expect(enlarge()).toBeDefined();
  await act(async () => {
    const { image } = visit.store.get();
    visit.store.update({ image: { ...image, photo: null } });
  });
  expect(enlarge()).toBeUndefined();
  expect(mounted.place.querySelector('[data-slot="depth"] canvas')).not.toBeNull();
});

it.each([
  ['the picture', 'network', false],
  ['the file', 'file', true],
] as const)('says which end is near where that is left open, by %s', async (_, by, byFile) => {
  const hint = () => mounted.place.querySelector('[data-testid="near-decided"]')?.textContent;
  expect(hint()).toBeUndefined();
  visit.worker.decidedBy = by;
  await act(async () => {
    setNear(visit.store, 'auto');
    await visit.rest();
  });
  expect(hint()).toBe(words.nearDecided('bright', byFile));
});

it('says that a depth is estimated, but not where that could not be done', async () => {
  const { store, worker } = visit;
  const { place } = mounted;
  worker.noEstimates = true;
  await act(async () => {
    setDepth(store, { near: 'bright', depthChoice: 'estimated' });
    await visit.rest();
  });
  expect(place.querySelector('[data-testid="estimate-problem"]')).not.toBeNull();
  expect(place.textContent).not.toContain(words.estimatedHint);
  worker.noEstimates = false;
  await act(async () => {
    retryEstimate(store);
    await visit.rest();
  });
  expect(place.textContent).toContain(words.estimatedHint);
});
