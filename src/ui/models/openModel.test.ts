import { beforeEach, describe, expect, it } from 'vitest';
import { setNear } from '../input/depthChoice.ts';
import { openFiles } from '../input/photo.ts';
import { runBeside } from '../pin/pin.ts';
import { acceptCheckpoint, chooseModel, removeModel } from './openModel.ts';
import type { Engine } from '../engine/engine.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import { openLink } from '../link/openLink.ts';
import { stageOf } from '../result/shownStage.ts';
import { setLatent } from '../explorer/latent.ts';
import { FIRST_MODEL } from './modelList.ts';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';

let visit: Visit;
let store: PageStore;
let engine: Engine;

function enter(next: Visit): void {
  visit = next;
  ({ store, engine } = next);
}

beforeEach(() => enter(new Visit()));

describe('another model', () => {
  const own = () => store.get().models.filter(({ origin }) => origin !== 'shipped');
  const use = async (name: string, keep: boolean) => {
    openFiles(store, [emptyFile(name)], null);
    await visit.rest();
    acceptCheckpoint(store, keep);
    await visit.rest();
    await expect.poll(() => stageOf(store.get())).toBe('idle');
  };

  it('is chosen from the menu, runs the image again and signs the result', async () => {
    await visit.begin();
    expect(store.get().result.model).toBe(FIRST_MODEL.title);
    chooseModel(store, 'other');
    await visit.rest();
    const address = 'https://host/sub/models/other/';
    expect(visit.worker.opened).toEqual([{ kind: 'shipped', address }]);
    expect(visit.worker.images).toHaveLength(2);
    expect(stageOf(store.get())).toBe('idle');
    expect(store.get()).toMatchObject({ opening: null, model: { id: 'other' } });
    expect(store.get().result).toMatchObject({ model: 'Other', stale: false });
  });

  it('is put to work first where the link names it', async () => {
    await visit.begin({ model: 'other' });
    expect(visit.worker.images).toHaveLength(1);
    expect(store.get().result.model).toBe('Other');
    await openLink(visit, { ...DEFAULT_LINK, model: 'nowhere' });
    await visit.rest();
    expect(visit.notice).toMatchObject({ kind: 'unknown-model' });
  });

  it('can be a checkpoint of the visitor’s, which is asked about first', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('mine.pth'), emptyFile('x.png')], 'photo');
    await visit.rest();
    expect(store.get().offer).toMatchObject({ file: { name: 'mine.pth' }, room: 1e9 });
    expect(visit.worker.opened).toEqual([]);
    store.update({ offer: null });
    await use('mine.pth', false);
    expect(own()).toMatchObject([{ title: 'mine.pth', origin: 'visit' }]);
    expect(store.get().result.model).toBe('mine.pth');
    expect(visit.cache.size).toBe(0);
  });

  it('is kept for the next visit where the visitor asks for it, until it is removed', async () => {
    await visit.begin();
    await use('mine.pth', true);
    await expect.poll(() => own()).toMatchObject([{ origin: 'kept', bytes: 7 }]);
    const { id } = own()[0]!;
    enter(new Visit(visit.cache));
    await visit.begin({ model: id });
    expect(visit.worker.opened).toMatchObject([
      { name: 'mine.pth', keep: false, blob: { size: 7 } },
    ]);
    expect(store.get().model.id).toBe(id);
    await removeModel(store, engine.menu, id);
    await visit.rest();
    expect(stageOf(store.get())).toBe('idle');
    expect(store.get()).toMatchObject({ model: { id: FIRST_MODEL.name } });
    expect(own()).toEqual([]);
    expect(visit.cache.size).toBe(0);
  });

  it('runs all the same when the browser has no room for it', async () => {
    await visit.begin();
    visit.cache.failure = new DOMException('No room.', 'QuotaExceededError');
    await use('mine.pth', true);
    await expect
      .poll(() => visit.notice)
      .toEqual({ kind: 'not-kept', title: 'mine.pth', reason: 'full' });
    expect(own()).toMatchObject([{ origin: 'visit' }]);
    expect(store.get().result.model).toBe('mine.pth');
  });

  it('leaves everything as it was when it cannot be read', async () => {
    await visit.begin();
    const { result } = store.get();
    await use('bad.pth', true);
    expect(visit.notice).toMatchObject({ problem: { code: 'bad-checkpoint' } });
    expect(store.get().result).toBe(result);
    expect(store.get()).toMatchObject({ opening: null, model: { id: FIRST_MODEL.name } });
    expect(own()).toEqual([]);
  });

  it('that came late runs the image when the one asked for instead fails', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('bad.pth')], null);
    await visit.rest();
    chooseModel(store, 'other');
    await expect.poll(() => visit.worker.opened.length).toBe(1);
    acceptCheckpoint(store, false);
    await visit.rest();
    expect(store.get().result).toMatchObject({ model: 'Other', stale: false });
  });

  it('that is slow keeps its progress while a file is read, and dims maps of other settings', async () => {
    await visit.begin();
    await use('mine.pth', false);
    store.ask({ seed: 2 });
    expect(store.get().result.stale).toBe(true);
    openFiles(store, [emptyFile('bad.png')], 'photo');
    expect(stageOf(store.get())).toBe('sampling');
    await visit.rest();
    expect(stageOf(store.get())).toBe('idle');
    expect(store.get()).toMatchObject({ result: { stale: false } });
  });

  it('does not come when the one in use is chosen again meanwhile', async () => {
    await visit.begin();
    const release = visit.worker.holdModels();
    chooseModel(store, 'other');
    chooseModel(store, FIRST_MODEL.name);
    release();
    await visit.rest();
    expect(store.get()).toMatchObject({ opening: null, model: { id: FIRST_MODEL.name } });
    expect(store.get().result).toMatchObject({ model: FIRST_MODEL.title, stale: false });
  });

  it('that is stopped leaves the one in use', async () => {
    await visit.begin();
    const release = visit.worker.holdModels();
    chooseModel(store, 'other');
    await expect.poll(() => store.get().opening).not.toBeNull();
    await visit.engine.stopOpening();
    expect(store.get().opening).toBeNull();
    release();
    await visit.rest();
    expect(store.get()).toMatchObject({ opening: null, model: { id: FIRST_MODEL.name } });
  });

  it('that is opened for a comparison is stopped with it', async () => {
    await visit.begin();
    const release = visit.worker.holdModels();
    runBeside(
      store,
      store.get().models.find(({ id }) => id === 'other')!,
    );
    await expect.poll(() => store.get().opening).not.toBeNull();
    await visit.engine.stopOpening();
    release();
    await visit.rest();
    expect(store.get()).toMatchObject({ opening: null, pinned: null, result: { stale: false } });
    expect(visit.worker.images).toHaveLength(1);
    expect(stageOf(store.get())).toBe('idle');
  });

  it('that is opened again after a comparison can be stopped, too, and what is pinned stays', async () => {
    await visit.begin();
    runBeside(
      store,
      store.get().models.find(({ id }) => id === 'other')!,
    );
    await visit.rest();
    const release = visit.worker.holdModels();
    setNear(store, 'dark');
    await expect.poll(() => store.get().opening?.title).toBe(FIRST_MODEL.title);
    await visit.engine.stopOpening();
    release();
    await visit.rest();
    expect(store.get()).toMatchObject({ opening: null, pinnedResult: { model: 'Other' } });
    expect(visit.worker.images).toHaveLength(2);
    store.ask({});
    await visit.rest();
    expect(store.get().result.stale).toBe(false);
  });

  it('has sliders of its own, which stand where they stood when it comes back', async () => {
    await visit.begin();
    setLatent(store, [1, -2, 0.5]);
    chooseModel(store, 'other');
    await visit.rest();
    setLatent(store, [0, 0, 3]);
    chooseModel(store, FIRST_MODEL.name);
    await visit.rest();
    expect(store.get().latent).toEqual([1, -2, 0.5]);
    chooseModel(store, 'other');
    await visit.rest();
    expect(store.get().latent).toEqual([0, 0, 3]);
  });

  it('comes back by “Try again”', async () => {
    await visit.begin();
    chooseModel(store, 'other');
    await visit.rest();
    visit.weakness = 'image';
    visit.worker.lose();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    visit.weakness = 'none';
    engine.retry();
    await visit.rest();
    expect(store.get()).toMatchObject({ model: { id: 'other' }, result: { model: 'Other' } });
  });

  it('comes back after the GPU was lost', async () => {
    await visit.begin();
    chooseModel(store, 'other');
    await visit.rest();
    visit.worker.lose();
    await expect.poll(() => visit.workers.length).toBe(2);
    await expect.poll(() => visit.worker.images.length).toBe(1);
    await expect.poll(() => stageOf(store.get())).toBe('idle');
    expect(store.get().result.model).toBe('Other');
  });

  it.each(['other', FIRST_MODEL.name])(
    'has its sliders where they stood after the network was lost under %s',
    async (id) => {
      await visit.begin();
      for (const each of ['other', id]) {
        setLatent(store, [1, 1, 1]);
        chooseModel(store, each);
        await visit.rest();
      }
      setLatent(store, [1, -2, 0.5]);
      visit.worker.lose();
      await expect.poll(() => visit.workers.length).toBe(2);
      await visit.rest();
      expect(store.get()).toMatchObject({ model: { id }, latent: [1, -2, 0.5] });
    },
  );

  it('that is slow is stopped between samples', async () => {
    await visit.begin();
    await use('mine.pth', false);
    store.ask({ seed: 2 });
    expect(stageOf(store.get())).toBe('sampling');
    void engine.stop();
    expect(visit.worker.interruptions).toEqual(['stop']);
    await visit.rest();
    expect(stageOf(store.get())).toBe('idle');
  });
});
