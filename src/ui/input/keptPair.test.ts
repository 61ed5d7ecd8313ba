import { beforeEach, describe, expect, it } from 'vitest';
import { linkOf } from '../link/linkOf.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
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

it('a sample is not kept', () => {
  expect(visit.kept.pair).toBeNull();
});
