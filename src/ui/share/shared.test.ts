import { beforeAll, expect, it } from 'vitest';
import { Visit } from '../engine/testing/visit.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { runBeside } from '../pin/pin.ts';
import { pinnedMapsOf } from './shared.ts';

beforeAll(() => pageTexts.load());

it('a saved page holds the result that is pinned beside the present one, of the same photo alone', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  expect(pinnedMapsOf(store.get())).toEqual([]);
  runBeside(
    store,
    store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  const titles = pinnedMapsOf(store.get()).map(({ title }) => title);
  expect(titles).toContain('Consensus (pinned, Other)');
  openExample(store, 'chair');
  await visit.rest();
  expect(pinnedMapsOf(store.get())).toEqual([]);
});
