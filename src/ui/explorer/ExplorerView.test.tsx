// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openExampleTruth } from '../assessment/assess.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import type { PosteriorFacts } from '../../worker/protocol.ts';
import { english } from '../english.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { pressKey, stubMotion, stubScreen } from '../parts/testing/screen.ts';
import { ExplorerView } from './ExplorerView.tsx';
import { setLatent } from './latent.ts';

let visit: Visit;
let mounted: Mounted;

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  visit = new Visit();
  stubScreen();
  await visit.begin();
  mounted = await mountOnPage(visit, <ExplorerView />);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  location.hash = '';
  await mounted.close();
});

const latent = () => visit.store.get().latent;
const button = (label: string) => {
  const all = [...mounted.place.querySelectorAll('button')];
  return all.find((each) => (each.ariaLabel ?? each.textContent).startsWith(label))!;
};
const wait = () => act(async () => vi.advanceTimersByTime(1000));

it('no slider plays by itself with reduced motion', async () => {
  expect(button('Play')).toBeDefined();
  await mounted.close();
  stubMotion('reduce');
  mounted = await mountOnPage(visit, <ExplorerView />);
  expect(button('Play')).toBeUndefined();
  expect(mounted.place.querySelectorAll('[data-testid="latent-0"]')).toHaveLength(1);
});

it('the score beside the picture is told as that of the sliders’ answer', async () => {
  await act(async () => {
    openExampleTruth(visit.store);
    await visit.rest();
  });
  const score = mounted.place.querySelector('[data-testid="live-score"]')!;
  expect(score.textContent).toMatch(/^Your answer against the ground truth: error\s0\./);
  // It changes with every step of a slider.
  expect(score.closest('[role="status"], [aria-live]')).toBeNull();
});

it.each([
  [[-3, 1, 8], true],
  // The prior is N([0, 1, 2], [1, 2, 3]).
  [[-3, 1, 12], false],
])(
  'goes to the ground truth’s place at %j only where the sliders reach it',
  async (mu, reached) => {
    const { worker, store } = visit;
    const { assess } = worker.api;
    worker.api.assess = async (...asked) => {
      const posterior = { mu, sigma: [1, 1, 1] } as unknown as PosteriorFacts;
      return { ...(await assess(...asked)), posterior };
    };
    await act(async () => {
      openExampleTruth(store);
      await visit.rest();
    });
    const { posterior, posteriorBeyond } = english.explorer;
    expect(mounted.place.textContent.includes(posteriorBeyond)).toBe(!reached);
    if (!reached) expect(button(posterior)).toBeUndefined();
    else {
      await act(async () => button(posterior).click());
      expect(latent()).toEqual([-3, 0, 2]);
    }
  },
);

describe('a slider that plays by itself', () => {
  beforeEach(async () => {
    await act(async () => button('Play').click());
    await wait();
    expect(latent()[0]).not.toBe(0);
  });

  const hands: Readonly<Record<string, () => void>> = {
    'the button that resets all': () => button('Reset').click(),
    'the pad': () => void pressKey(mounted.place.querySelector('.pad')!, 'ArrowUp'),
  };
  it.each(Object.entries(hands))('is stopped by %s', async (_, move) => {
    await act(async () => move());
    const moved = latent();
    await wait();
    expect(latent()).toEqual(moved);
  });

  const others: Readonly<Record<string, () => void>> = {
    'another layer': () => visit.store.setAppearance({ layer: 'agreed' }),
    'another answer': () => visit.store.setAppearance({ focus: 2 }),
    'an answer’s place': () => setLatent(visit.store, [1, 1, 1]),
    'another photo': () => openExample(visit.store, 'chair'),
    'a batch': () => visit.store.update({ resting: 'lent' }),
    'a chapter before the page': () => void (location.hash = '#learn/uc-net'),
  };
  it.each(Object.entries(others))('leaves the page to %s', async (_, turn) => {
    await act(async () => {
      turn();
      await visit.rest();
    });
    const shown = () => {
      const { latent, appearance, resting } = visit.store.get();
      return { latent, appearance, resting };
    };
    const turned = shown();
    await wait();
    expect(shown()).toEqual(turned);
    expect(button('Stop')).toBeUndefined();
  });
});
