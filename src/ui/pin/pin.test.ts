import { beforeEach, describe, expect, it } from 'vitest';
import { openSampleTruth } from '../assessment/assess.ts';
import type { PageStore } from '../engine/store.ts';
import { Visit } from '../engine/testing/visit.ts';
import { setLatent } from '../explorer/latent.ts';
import { setNear } from '../input/depthChoice.ts';
import { openSample } from '../input/photo.ts';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import { chooseModel, removeModel } from '../models/openModel.ts';
import { pinResult, runBeside, swapPinned, unpin } from './pin.ts';

let visit: Visit;
let store: PageStore;

beforeEach(async () => {
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
});

const other = () => store.get().models.find(({ id }) => id === 'other')!;

describe('a pinned result', () => {
  it('is the present one, and costs the network nothing', async () => {
    pinResult(store);
    await visit.rest();
    const { result, pinnedResult } = store.get();
    expect(pinnedResult).toMatchObject({ model: FIRST_ENTRY.title, stale: false });
    expect(pinnedResult.samples).toBe(result.samples);
    expect(visit.worker.draws).toHaveLength(1);
  });

  it('stays while a setting, a depth or a model is changed', async () => {
    pinResult(store);
    const { samples } = store.get().pinnedResult;
    store.ask({ seed: 2 });
    setNear(store, 'dark');
    await visit.rest();
    chooseModel(store, 'other');
    await visit.rest();
    const { result, pinnedResult } = store.get();
    expect(pinnedResult.samples).toBe(samples);
    expect(pinnedResult.image?.near).toBe('bright');
    expect(result).toMatchObject({ model: 'Other', samples: { seed: 2 }, image: { near: 'dark' } });
  });

  it('can be swapped with the page’s own and back, each with all of its settings', async () => {
    setLatent(store, [1, 0, 0]);
    pinResult(store);
    store.ask({ seed: 2, count: 7 });
    chooseModel(store, 'other');
    await visit.rest();
    swapPinned(store);
    await visit.rest();
    expect(store.get()).toMatchObject({
      seed: 1,
      count: 5,
      latent: [1, 0, 0],
      result: { model: FIRST_ENTRY.title, stale: false },
      pinnedResult: { model: 'Other', samples: { seed: 2 } },
    });
    swapPinned(store);
    await visit.rest();
    expect(store.get()).toMatchObject({ seed: 2, model: { id: 'other' }, pinned: { seed: 1 } });
  });

  it('is of another model that is run beside the page’s own', async () => {
    runBeside(store, other());
    await visit.rest();
    const { result, pinnedResult } = store.get();
    expect(result.model).toBe(FIRST_ENTRY.title);
    expect(pinnedResult).toMatchObject({ model: 'Other', stale: false, samples: { seed: 1 } });
  });

  it('is held against the ground truth that the page opens', async () => {
    runBeside(store, other());
    openSampleTruth(store);
    await visit.rest();
    const { result, pinnedResult } = store.get();
    expect(result.assessed).not.toBeNull();
    expect(pinnedResult.assessed).not.toBeNull();
    swapPinned(store);
    await visit.rest();
    expect(store.get().image.truth).not.toBeNull();
  });

  it('of another photo keeps its picture', async () => {
    pinResult(store);
    const { address } = store.get().image.photo!;
    openSample(store, 'chair');
    await visit.rest();
    expect(store.get().pinnedResult.photo).not.toBe(store.get().result.photo);
    expect(visit.addresses).toContain(address);
    unpin(store);
    expect(visit.addresses).not.toContain(address);
  });

  it('is made again when the network was lost', async () => {
    pinResult(store);
    store.ask({ seed: 2 });
    await visit.rest();
    visit.worker.die('out of memory');
    await visit.rest();
    expect(store.get().pinnedResult).toMatchObject({ stale: false, samples: { seed: 1 } });
  });

  it('goes with its model', async () => {
    runBeside(store, other());
    await visit.rest();
    await removeModel(store, visit.engine.menu, 'other');
    expect(store.get().pinned).toBeNull();
  });
});

describe('the run before', () => {
  it('is the latest whole one of the same photo', async () => {
    const first = store.get().result.samples;
    store.ask({ seed: 2 });
    await visit.rest();
    const { runs, result } = store.get();
    expect(runs.present).toBe(result);
    expect(runs.before).toMatchObject({ samples: { seed: 1 } });
    expect(runs.before.samples).toBe(first);
    chooseModel(store, 'other');
    await visit.rest();
    expect(store.get().runs.before).toMatchObject({
      model: FIRST_ENTRY.title,
      samples: { seed: 2 },
    });
  });

  it('ends with its photo', async () => {
    openSample(store, 'chair');
    await visit.rest();
    expect(store.get().runs.before.samples).toBeNull();
  });
});
