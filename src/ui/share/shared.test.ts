import { beforeAll, describe, expect, it } from 'vitest';
import { headingOf, MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { openExampleTruth } from '../assessment/assess.ts';
import { assessment } from '../engine/testing/assessment.ts';
import type { PageState } from '../engine/state.ts';
import { Visit } from '../engine/testing/visit.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { runBeside } from '../pin/pin.ts';
import {
  mapsOf,
  openedLayers,
  pinnedMapsOf,
  sentenceOf,
  sentenceOnShow,
  sharedScores,
  sharedTable,
} from './shared.ts';

beforeAll(() => pageTexts.load());

it('a saved page holds the result that is pinned beside the present one, of the same photo alone', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  expect(pinnedMapsOf(store.get())).toEqual([]);
  expect(sharedTable(store.get()).heads).toEqual([]);
  runBeside(
    store,
    store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  const titles = pinnedMapsOf(store.get()).map(({ title }) => title);
  expect(titles).toContain('Consensus (pinned, Other)');
  const { heads, rows } = sharedTable(store.get());
  expect(heads.slice(1)).toEqual([expect.stringContaining('Now: '), 'Pinned: Other']);
  expect(rows.find(({ title }) => title === 'Disagreement')?.cells).toHaveLength(2);
  openExample(store, 'chair');
  await visit.rest();
  expect(pinnedMapsOf(store.get())).toEqual([]);
});

describe('scores', () => {
  const MAPS = { consensus: {}, mean: { mae: 0.25 }, posterior: { mae: 0.125 } };

  it('a saved page holds those of all maps that are scored, in the order of the page’s tables', async () => {
    const visit = new Visit();
    const { store } = visit;
    await visit.begin({ scale: 'raw' });
    expect(sharedScores(store.get())).toBeNull();
    visit.worker.api.assess = async ({ scale }) => assessment(MAPS, scale);
    openExampleTruth(store);
    await visit.rest();
    const { title, tables } = sharedScores(store.get())!;
    expect(title).toContain('(raw)');
    expect(tables).toHaveLength(1);
    expect(tables[0]!.heads).toEqual(['', 'Consensus', 'Mean', 'Truth seen']);
    expect(tables[0]!.rows.map((row) => row.title)).toEqual(MAIN_SCORES.map(headingOf));
    expect(tables[0]!.rows.at(-1)!.cells).toEqual(['.500', '.250', '.125']);
  });

  it('those of a pinned result stand beside them, map by map', async () => {
    const visit = new Visit();
    const { store } = visit;
    await visit.begin();
    let times = 0;
    // The other network has no posterior.
    visit.worker.api.assess = async ({ scale }) =>
      assessment(times++ === 0 ? MAPS : { consensus: { mae: 0.75 }, mean: { mae: 0.25 } }, scale);
    openExampleTruth(store);
    runBeside(
      store,
      store.get().models.find(({ id }) => id === 'other')!,
    );
    await visit.rest();
    const { title, tables } = sharedScores(store.get())!;
    expect(title).toContain('(min-max)');
    const last = tables.map(({ heads, rows }) => [heads, rows.at(-1)]);
    const names = [expect.stringMatching(/^Now: /), 'Pinned: Other'];
    expect(last).toMatchObject([
      [['Consensus', ...names], { title: 'MAE↓', cells: ['.500', '.750'], best: [true, false] }],
      [['Mean', ...names], { cells: ['.250', '.250'], best: [false, false] }],
      [['Truth seen', ...names], { cells: ['.125', '–'], best: [false, false] }],
    ]);
  });
});

describe('what a saved page opens on', () => {
  const openedIn = (state: PageState) => {
    const maps = [...mapsOf(state).values(), ...pinnedMapsOf(state)];
    const { left, right } = openedLayers(state, maps);
    const keys = ['photo', ...maps.map(({ key }) => key)];
    return [keys[left], keys[right]];
  };

  it('is the answer that is the main picture, with its sentence', async () => {
    const visit = new Visit();
    const { store } = visit;
    await visit.begin({ latent: [1, 0, 0] });
    expect(openedIn(store.get())).toEqual(['consensus', 'photo']);
    expect(sentenceOnShow(store.get())).toBe(sentenceOf(store.get()));
    store.setAppearance({ layer: 'answer', focus: null });
    expect(openedIn(store.get())).toEqual(['explored', 'photo']);
    expect(sentenceOnShow(store.get())).toMatch(/^The sender’s answer, set with sliders, marks /);
    expect(mapsOf(store.get()).get('explored')?.title).toBe('The sender’s answer');
    store.setAppearance({ layer: 'differ' });
    expect(openedIn(store.get())).toEqual(['consensus', 'photo']);
    expect(sentenceOnShow(store.get())).toBe(sentenceOf(store.get()));
  });

  it('is a drawn answer beside the same of the pinned result', async () => {
    const visit = new Visit();
    const { store } = visit;
    await visit.begin();
    const map = { height: 1, width: 1, data: Float32Array.of(1) };
    const { api } = visit.worker;
    const draw = api.drawSamples.bind(api);
    api.drawSamples = async (...given) => ({ ...(await draw(...given)), maps: [map, map] });
    store.ask({ seed: 2, count: 2 });
    runBeside(
      store,
      store.get().models.find(({ id }) => id === 'other')!,
    );
    await visit.rest();
    expect(openedIn(store.get())).toEqual(['consensus', 'pinned-consensus']);
    store.setAppearance({ layer: 'answer', focus: 1 });
    expect(openedIn(store.get())).toEqual(['sample-1', 'pinned-sample-1']);
    expect(sentenceOnShow(store.get())).toMatch(/^Answer 2 marks /);
  });
});
