// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { assessment } from '../engine/testing/assessment.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { english } from '../english.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { BesideTable } from './BesideTable.tsx';
import { PinnedColumn } from './PinnedColumn.tsx';
import { pinResult, runBeside } from './pin.ts';

let visit: Visit;
let mounted: Mounted;
/** Lets the network give the scores that it was asked for first. */
let score: (() => void)[];

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  stubScreen();
  Object.assign(navigator, { userActivation: { isActive: false } });
  score = [];
  visit = new Visit();
  await visit.begin();
  Object.assign(visit.worker.api, {
    assess: () =>
      new Promise((resolve) => {
        const mae = score.length === 0 ? 0.5 : 0.25;
        score.push(() => resolve(assessment({ mean: { mae } })));
      }),
  });
  runBeside(
    visit.store,
    visit.store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  mounted = await mountOnPage(
    visit,
    <>
      <PinnedColumn maps={new Map()} onEnlarge={() => undefined} />
      <BesideTable />
    </>,
  );
});
afterEach(() => mounted.close());

const table = () => mounted.place.querySelector('table');
const button = (name: string) =>
  [...mounted.place.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const press = (name: string) => act(async () => button(name)!.click());
const scored = (times: number) =>
  vi.waitFor(async () => {
    await act(async () => undefined);
    expect(score).toHaveLength(times);
  }, 4000);
const open = (id: string) =>
  act(async () => {
    openExample(visit.store, id);
    await visit.rest();
  });

it('opens the sample’s own ground truth, and says while scores are on their way', async () => {
  await press(english.input.exampleTruth);
  await scored(1);
  expect(button(english.input.exampleTruth)).toBeUndefined();
  expect(mounted.place.textContent).toContain(english.assessment.working);
  score[0]!();
  await scored(2);
  // One cell for all scores of the column that has none yet.
  const row = (key: string) => [...table()!.querySelectorAll(`[data-row="${key}"] td`)];
  expect(row(MAIN_SCORES[0]!).map((cell) => cell.textContent)).toEqual([
    '.500',
    english.assessment.working,
  ]);
  expect(row('mae')).toHaveLength(1);
  const verdict = english.pin.verdict(MAIN_SCORES.length + 1, 0, 1);
  expect(mounted.place.textContent).not.toContain(verdict);
  score[1]!();
  await act(() => visit.rest());
  expect(row('mae').map((cell) => cell.textContent)).toEqual(['.500', '.250']);
  expect(mounted.place.textContent).toContain(verdict);
  expect(mounted.place.textContent).not.toContain(english.assessment.working);
  const name = (key: string) => table()!.querySelector(`[data-row="${key}"] th button`)!;
  expect(name('mae').textContent).toBe('MAE↓');
  for (const [key, text] of [
    ['mae', english.assessment.better.lower],
    ['mae', english.assessment.measures.mae],
    ['energyDistance', english.assessment.uncertaintyScores.generalisedEnergyDistance.help],
  ] as const) {
    const said = name(key).nextElementSibling!;
    expect(said.textContent).toContain(text);
    expect(said.querySelector('a[href="#learn/measures"]')).not.toBeNull();
  }
});

it('asks for a file where the sample has no ground truth of its own', async () => {
  await open('chair');
  await act(async () => {
    pinResult(visit.store);
    await visit.rest();
  });
  expect(button(english.input.exampleTruth)).toBeUndefined();
  expect(button(english.input.add.truth)).toBeDefined();
  expect(mounted.place.querySelector('[data-testid="beside-truth"]')).not.toBeNull();
});

it('holds no numbers of two photos against each other, and offers to run the new one', async () => {
  const notice = () => mounted.place.querySelector('[data-testid="pinned-other"]');
  expect(notice()).toBeNull();
  expect(table()).not.toBeNull();
  await open('chair');
  expect(table()).toBeNull();
  expect(notice()!.textContent).toContain('aloe');
  // Before the name and the picture.
  expect(mounted.place.querySelector('h2, [data-testid="pinned-other"]')).toBe(notice());
  expect(button(english.pin.unpin)).toBeDefined();
  await act(async () => {
    button(english.pin.onThisPhoto)!.click();
    await visit.rest();
  });
  expect(notice()).toBeNull();
  expect(table()).not.toBeNull();
  expect(visit.store.get().pinnedResult).toMatchObject({ model: 'Other', stale: false });
  await open('aloe');
  await press(english.pin.unpin);
  expect(visit.store.get().pinned).toBeNull();
});
