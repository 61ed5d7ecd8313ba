import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { linkOf } from '../link/linkOf.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { adjustFile, setNear } from './depthChoice.ts';
import { ownFile } from './incoming.ts';
import { browserKeeper, type KeptPair } from './keptPair.ts';
import { answerQuestion, openFiles } from './photo.ts';

let visit: Visit;

/** The visit after a reload: the link is in the address bar, and the browser has what it kept. */
async function reloaded(): Promise<Visit> {
  const next = new Visit(visit.cache, visit.kept);
  await next.begin(linkOf(visit.store.get()));
  return next;
}

beforeEach(async () => {
  visit = new Visit();
  await visit.begin();
});

describe('the visitor’s own image', () => {
  it('is there again after a reload, with its settings', async () => {
    openFiles(
      visit.store,
      [emptyFile('x.png'), emptyFile('x_depth.png'), emptyFile('x_gt.png')],
      null,
    );
    visit.store.ask({ seed: 7, scale: 'raw' });
    await visit.rest();
    const { store, worker, notice } = await reloaded();
    expect(notice).toBeNull();
    expect(store.get()).toMatchObject({
      seed: 7,
      scale: 'raw',
      image: { origin: { kind: 'own' }, photo: { file: { name: 'x.png' } } },
      result: { samples: { seed: 7 }, stale: false },
    });
    expect(worker.images).toMatchObject([{ depth: { name: 'x_depth.png' }, near: 'auto' }]);
    expect(worker.assessments).toMatchObject([{ truth: { name: 'x_gt.png' }, scale: 'raw' }]);
    expect(linkOf(store.get())).toEqual(linkOf(visit.store.get()));
  });

  it('is not asked about again', async () => {
    openFiles(visit.store, [emptyFile('x.png'), emptyFile('wide_depth.png')], null);
    await visit.rest();
    answerQuestion(visit.store, 'crop');
    await visit.rest();
    const { store } = await reloaded();
    expect(store.get()).toMatchObject({ question: null, image: { fit: 'crop' } });
  });

  it('is not opened by somebody else’s link', async () => {
    openFiles(visit.store, [emptyFile('x.png')], null);
    await visit.rest();
    const next = new Visit(visit.cache, visit.kept);
    await next.begin({ ...linkOf(visit.store.get()), photo: 'own-00000000' });
    expect(next.notice).toMatchObject({ kind: 'own-link' });
    expect(next.store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
  });
});

it('is written again for another of its settings, and not for a depth that is looked at otherwise', async () => {
  openFiles(visit.store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
  await visit.rest();
  const { pair } = visit.kept;
  adjustFile(visit.store, { shift: [0.1, 0] });
  await visit.rest();
  expect(visit.store.get().image.depth).toMatchObject({ adjust: { shift: [0.1, 0] } });
  expect(visit.kept.pair).toBe(pair);
  setNear(visit.store, 'dark');
  await visit.rest();
  expect(visit.kept.pair).toMatchObject({ photo: { name: 'x.png' }, near: 'dark' });
});

describe('a browser that refuses its storage', () => {
  const refuse = () => {
    throw new DOMException('No storage.', 'SecurityError');
  };
  const pair: KeptPair = {
    ...{ photo: ownFile(emptyFile('x.png')), depth: null, truth: null },
    ...{ near: 'auto', fit: 'stretch' },
  };
  beforeEach(() => void vi.stubGlobal('indexedDB', { open: refuse }));
  afterEach(() => void vi.unstubAllGlobals());

  it('has nothing of visits before, and the image of this one', async () => {
    expect(await browserKeeper.read(pair.photo.key)).toBeNull();
    await browserKeeper.write(pair);
    expect(await browserKeeper.read(pair.photo.key)).toBe(pair);
  });
});

it('a sample is not kept', () => {
  expect(visit.kept.pair).toBeNull();
});
