import { beforeEach, describe, expect, it } from 'vitest';
import type { PageController } from './controller.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import { FIRST_MODEL } from './models/modelList.ts';
import type { PageStore } from './store.ts';
import { emptyFile, Visit } from './testing/visit.ts';

let visit: Visit;
let store: PageStore;
let controller: PageController;

function enter(next: Visit): void {
  visit = next;
  ({ store, controller } = next);
}

beforeEach(() => enter(new Visit()));

describe('another model', () => {
  const own = () => store.get().models.filter(({ origin }) => origin !== 'shipped');
  const use = async (name: string, keep: boolean) => {
    await controller.images.openFiles([emptyFile(name)], null);
    await controller.models.accept(keep);
    await expect.poll(() => store.get().stage).toBe('idle');
  };

  it('is chosen from the menu, runs the image again and signs the result', async () => {
    await visit.begin();
    expect(store.get().result.model).toBe(FIRST_MODEL.title);
    await controller.models.choose('other');
    const address = 'https://host/sub/models/other/';
    expect(visit.worker.opened).toEqual([{ kind: 'shipped', address }]);
    expect(visit.worker.images).toHaveLength(2);
    expect(store.get()).toMatchObject({ opening: null, stage: 'idle', model: { id: 'other' } });
    expect(store.get().result).toMatchObject({ model: 'Other', stale: false });
  });

  it('is put to work first where the link names it', async () => {
    await visit.begin({ model: 'other' });
    expect(visit.worker.images).toHaveLength(1);
    expect(store.get().result.model).toBe('Other');
    await controller.openLink({ ...DEFAULT_LINK, model: 'nowhere' });
    expect(visit.notice).toMatchObject({ kind: 'unknown-model' });
  });

  it('can be a checkpoint of the visitor’s, which is asked about first', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('mine.pth'), emptyFile('x.png')], 'photo');
    expect(store.get().offer).toMatchObject({ file: { name: 'mine.pth' }, room: 1e9 });
    expect(visit.worker.opened).toEqual([]);
    controller.models.decline();
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
    await controller.models.remove(id);
    expect(store.get()).toMatchObject({ model: { id: FIRST_MODEL.name }, stage: 'idle' });
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

  it('that came late runs the image when the one wished for instead fails', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('bad.pth')], null);
    const other = controller.models.choose('other');
    await expect.poll(() => visit.worker.opened.length).toBe(1);
    await Promise.all([other, controller.models.accept(false)]);
    expect(store.get().result).toMatchObject({ model: 'Other', stale: false });
  });

  it('that is slow keeps its progress while a file is read, and dims maps of other settings', async () => {
    await visit.begin();
    await use('mine.pth', false);
    const drawing = controller.setSampling({ seed: 2 });
    expect(store.get().result.stale).toBe(true);
    const reading = controller.images.openFiles([emptyFile('bad.png')], 'photo');
    expect(store.get().stage).toBe('sampling');
    await Promise.all([drawing, reading]);
    expect(store.get()).toMatchObject({ stage: 'idle', result: { stale: false } });
  });

  it('does not come when the one in use is chosen again meanwhile', async () => {
    await visit.begin();
    const release = visit.worker.holdModels();
    const other = controller.models.choose('other');
    const back = controller.models.choose(FIRST_MODEL.name);
    release();
    await Promise.all([other, back]);
    expect(store.get()).toMatchObject({ opening: null, model: { id: FIRST_MODEL.name } });
    expect(store.get().result).toMatchObject({ model: FIRST_MODEL.title, stale: false });
  });

  it('comes back by “Try again”', async () => {
    await visit.begin();
    await controller.models.choose('other');
    visit.weakness = 'image';
    visit.worker.lose();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    visit.weakness = 'none';
    await controller.retry();
    expect(store.get()).toMatchObject({ model: { id: 'other' }, result: { model: 'Other' } });
  });

  it('comes back after the GPU was lost', async () => {
    await visit.begin();
    await controller.models.choose('other');
    visit.worker.lose();
    await expect.poll(() => visit.workers.length).toBe(2);
    await expect.poll(() => visit.worker.images.length).toBe(1);
    await expect.poll(() => store.get().stage).toBe('idle');
    expect(store.get().result.model).toBe('Other');
  });

  it('that is slow is stopped between samples', async () => {
    await visit.begin();
    await use('mine.pth', false);
    const drawing = controller.setSampling({ seed: 2 });
    expect(store.get().stage).toBe('sampling');
    controller.stop();
    expect(visit.worker.interruptions).toEqual(['stop']);
    await drawing;
    expect(store.get().stage).toBe('idle');
  });
});
