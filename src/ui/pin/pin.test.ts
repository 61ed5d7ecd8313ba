import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AS_STORED } from '../../image/adjustDepth.ts';
import { openExampleTruth } from '../assessment/assess.ts';
import { formatHash, parseHash } from '../link/hashCodec.ts';
import { openLink } from '../link/openLink.ts';
import type { PinLink } from '../link/pinCodec.ts';
import { linkOf } from '../link/linkOf.ts';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { setLatent } from '../explorer/latent.ts';
import { setNear } from '../input/depthChoice.ts';
import { openFiles, openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import { chooseModel, removeModel } from '../models/openModel.ts';
import { english } from '../english.ts';
import { fullName, shortName, tellApart } from './apart.ts';
import { pinOnThisPhoto, pinResult, pinWithoutDepth, runBeside, swapPinned, unpin } from './pin.ts';

let visit: Visit;
let store: PageStore;

beforeAll(() => pageTexts.load());

beforeEach(async () => {
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
});

const PIN: PinLink = {
  ...{ model: null, seed: 3, count: 2, spread: 1, latent: [], depth: 'bright', adjust: AS_STORED },
};

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

  it('is told from the present one by what differs, be it a setting or the model', async () => {
    pinResult(store);
    const name = (which: 'present' | 'pinned') =>
      shortName(tellApart(store.get(), english), which, 'the model');
    expect([name('present'), name('pinned')]).toEqual(['the model', 'the model']);
    setNear(store, 'dark');
    expect([name('present'), name('pinned')]).toEqual([
      'Depth: file, dark is near',
      'Depth: file, bright is near',
    ]);
    chooseModel(store, 'other');
    await visit.rest();
    expect(tellApart(store.get(), english).isOtherModel).toBe(true);
    expect(fullName(tellApart(store.get(), english), 'pinned', 'The model')).toBe(
      'The model · Depth: file, bright is near',
    );
    expect(name('pinned')).toBe('the model');
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

  it('gives way to a comparison with a word, and can be brought back', async () => {
    setLatent(store, [1, 0, 0]);
    pinResult(store);
    expect(visit.notice).toBeNull();
    const { pinned: former } = store.get();
    runBeside(store, other());
    expect(visit.notice).toEqual({ kind: 'pin-replaced', title: former!.model.title });
    expect(store.get().pinnedBefore).toBe(former);
    expect(english.notices.text(visit.notice!)).toContain('the pinned result of UC-Net');
    // Nothing is lost to the same comparison once more.
    store.update({ notice: null });
    runBeside(store, other());
    expect(visit.notice).toBeNull();
    pinWithoutDepth(store);
    expect(visit.notice).toMatchObject({ kind: 'pin-replaced' });
    expect(store.get().pinnedBefore?.model.id).toBe('other');
  });

  it('of another photo keeps its picture as long as it can be brought back', async () => {
    pinResult(store);
    const { address } = store.get().image.photo!;
    openExample(store, 'chair');
    await visit.rest();
    runBeside(store, other());
    await visit.rest();
    expect(visit.addresses).toContain(address);
    store.update({ notice: null });
    expect(visit.addresses).not.toContain(address);
  });

  it('is held against the ground truth that the page opens', async () => {
    runBeside(store, other());
    openExampleTruth(store);
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
    openExample(store, 'chair');
    await visit.rest();
    expect(store.get().pinnedResult.photo).not.toBe(store.get().result.photo);
    expect(visit.addresses).toContain(address);
    unpin(store);
    expect(visit.addresses).not.toContain(address);
  });

  it('of another photo can be run on the page’s own, with the depth that is that photo’s', async () => {
    runBeside(store, other());
    store.ask({ seed: 7 });
    openExample(store, 'chair');
    await visit.rest();
    pinOnThisPhoto(store);
    await visit.rest();
    const { image, pinned, result, pinnedResult } = store.get();
    expect(pinned).toMatchObject({ seed: 1, model: { id: 'other' }, image });
    expect(pinnedResult).toMatchObject({ photo: result.photo, model: 'Other', stale: false });
    // Where the photo has no depth map, as everywhere.
    openFiles(store, [emptyFile('mine.jpg')], null);
    await visit.rest();
    pinOnThisPhoto(store);
    expect(store.get().pinned!.image).toMatchObject({ depth: null, depthChoice: 'estimated' });
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
    openExample(store, 'chair');
    await visit.rest();
    expect(store.get().runs.before.samples).toBeNull();
  });
});

describe('a pinned result in a link', () => {
  const link = () => parseHash(formatHash(linkOf(store.get())));

  it('comes back with its model and settings', async () => {
    setLatent(store, [1, 0, 0]);
    pinResult(store);
    store.ask({ seed: 2 });
    setNear(store, 'dark');
    chooseModel(store, 'other');
    await visit.rest();
    const shared = link();
    const { pinnedResult } = store.get();
    visit = new Visit();
    ({ store } = visit);
    await visit.begin(shared);
    expect(store.get()).toMatchObject({
      seed: 2,
      model: { id: 'other' },
      pinned: { seed: 1, model: FIRST_ENTRY, latent: [1, 0, 0], image: { near: 'bright' } },
      pinnedResult: { model: pinnedResult.model, stale: false },
      awaitedPin: null,
    });
  });

  it('waits for the image that it is of', async () => {
    await openLink(visit, { ...link(), example: 'own', pin: { ...PIN, depth: 'estimated' } });
    await visit.rest();
    expect(store.get().pinned).toBeNull();
    openFiles(store, [emptyFile('mine.jpg')], null);
    await visit.rest();
    expect(store.get()).toMatchObject({ pinned: { seed: 3, image: { depthChoice: 'estimated' } } });
  });

  it('is left out, with a word, where its model is not here', async () => {
    await openLink(visit, { ...link(), pin: { ...PIN, model: 'gone' } });
    await visit.rest();
    expect(store.get().pinned).toBeNull();
    expect(visit.notice).toEqual({ kind: 'pin-left-out' });
  });

  it('is not in it when it is of another photo', async () => {
    pinResult(store);
    openExample(store, 'chair');
    await visit.rest();
    expect(link().pin).toBeNull();
  });

  it('goes with a link to the same image that has none', async () => {
    const without = link();
    pinResult(store);
    await openLink(visit, without);
    expect(store.get().pinned).toBeNull();
  });
});
