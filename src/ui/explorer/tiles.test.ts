import { beforeEach, describe, expect, it } from 'vitest';
import type { PageStore } from '../engine/store.ts';
import { Visit } from '../engine/testing/visit.ts';
import { setLatent } from './latent.ts';
import { tilesInUse } from './tiles.ts';

let visit: Visit;
let store: PageStore;

beforeEach(async () => {
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
});

describe('the atlas’s small maps', () => {
  it('are made at the places that are wanted, and only then', async () => {
    expect(visit.worker.small).toEqual([]);
    store.update({
      places: [
        [0, 0, 0],
        [1, -1, 0],
      ],
    });
    await visit.rest();
    // The prior's means are 0, 1 and 2, and its deviations 1, 2 and 3.
    expect(visit.worker.small).toEqual([
      [
        [0, 1, 2],
        [1, -1, 2],
      ],
    ]);
    expect(tilesInUse(store.get())?.map(({ place }) => place)).toEqual([
      [0, 0, 0],
      [1, -1, 0],
    ]);
  });

  it('wait until a slider’s map is there', async () => {
    const order: string[] = [];
    const { api } = visit.worker;
    const { explore, smallMaps } = api;
    Object.assign(api, {
      explore: (...given: Parameters<typeof explore>) => {
        order.push('explore');
        return explore(...given);
      },
      smallMaps: (...given: Parameters<typeof smallMaps>) => {
        order.push('smallMaps');
        return smallMaps(...given);
      },
    });
    store.update({ latent: [1, 0, 0], places: [[0, 0, 0]] });
    await visit.rest();
    expect(order).toEqual(['explore', 'smallMaps']);
  });

  it('are those of the image on the screen', async () => {
    store.update({ places: [[0, 0, 0]] });
    await visit.rest();
    store.ask({ image: { ...store.get().image, near: 'dark' } });
    expect(tilesInUse(store.get())).toBeNull();
    await visit.rest();
    expect(tilesInUse(store.get())).toHaveLength(1);
    expect(visit.worker.small).toHaveLength(2);
  });

  it('do not take the explored answer’s place', async () => {
    setLatent(store, [1, 0, 0]);
    store.update({ places: [[2, 2, 2]] });
    await visit.rest();
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
  });
});
