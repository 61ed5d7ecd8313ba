import { beforeAll, expect, it } from 'vitest';
import { Visit } from '../engine/testing/visit.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { runBeside } from '../pin/pin.ts';
import { pinnedMapsOf, sharedTable } from './shared.ts';

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
