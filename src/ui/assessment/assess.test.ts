import { beforeEach, describe, expect, it } from 'vitest';
import {
  awaitsAssessment,
  isBeingScored,
  isCurrent,
  openExampleTruth,
  removeTruth,
} from './assess.ts';
import { removeDepth } from '../input/depthChoice.ts';
import { openFiles, openExample, swap } from '../input/photo.ts';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';

let visit: Visit;
let store: PageStore;

beforeEach(() => {
  visit = new Visit();
  ({ store } = visit);
});

describe('a ground truth', () => {
  it('of a sample is scored against its samples', async () => {
    await visit.begin();
    expect(visit.worker.assessments).toEqual([]);
    openExampleTruth(store);
    await visit.rest();
    expect(store.get().image.truth?.file.name).toBe('aloe-gt.png');
    expect(visit.worker.images).toHaveLength(1);
    expect(visit.worker.assessments).toMatchObject([{ seed: 1, scale: 'minMax' }]);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('does nothing for a sample without one', async () => {
    await visit.begin({ example: 'chair' });
    openExampleTruth(store);
    await visit.rest();
    expect(store.get().image.truth).toBeNull();
  });

  it('is scored anew with other samples, another scale and another depth', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png'), emptyFile('x_gt.png')], null);
    await visit.rest();
    expect(store.get().image.truth?.file.name).toBe('x_gt.png');
    store.ask({ seed: 9 });
    await visit.rest();
    store.ask({ scale: 'raw' });
    await visit.rest();
    removeDepth(store);
    await visit.rest();
    expect(visit.worker.assessments).toMatchObject([
      { seed: 1, scale: 'minMax' },
      { seed: 9, scale: 'minMax' },
      { seed: 9, scale: 'raw' },
      { seed: 9, scale: 'raw' },
    ]);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('goes with its photo', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('mask.png')], null);
    await visit.rest();
    expect(store.get().image.truth).not.toBeNull();
    expect(store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
    openExample(store, 'chair');
    await visit.rest();
    expect(store.get().image.truth).toBeNull();
    expect(store.get().result.assessed).toBeNull();
  });

  it('stays beside the visitor’s photo when a depth map joins it', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('x.png'), emptyFile('x_mask.png')], null);
    await visit.rest();
    expect(store.get().image).toMatchObject({
      depth: null,
      truth: { file: { name: 'x_mask.png' } },
    });
    openFiles(store, [emptyFile('d.png')], 'depth');
    await visit.rest();
    expect(store.get().image.truth?.file.name).toBe('x_mask.png');
    swap(store);
    await visit.rest();
    expect(store.get().image.truth?.file.name).toBe('x_mask.png');
  });

  it('waits for its photo', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('d.png')], 'depth');
    await visit.rest();
    openFiles(store, [emptyFile('t.png')], 'truth');
    await visit.rest();
    expect(visit.notice).toEqual({ kind: 'waiting-for-photo' });
    openFiles(store, [emptyFile('p.png')], 'photo');
    await visit.rest();
    expect(store.get().image.truth?.file.name).toBe('t.png');
    expect(visit.worker.assessments).toHaveLength(1);
  });

  it('of another shape, or that cannot be read, is left out with a word', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('wide_mask.png')], null);
    await visit.rest();
    expect(visit.notice).toMatchObject({ kind: 'truth-misfit', truth: { width: 800 } });
    openFiles(store, [emptyFile('bad_mask.png')], null);
    await visit.rest();
    expect(visit.notice).toMatchObject({ problem: { detail: 'bad_mask.png is damaged.' } });
    openFiles(store, [emptyFile('x.png'), emptyFile('bad_gt.png')], null);
    await visit.rest();
    expect(visit.notice).toMatchObject({ kind: 'truth-left-out' });
    openFiles(store, [emptyFile('x.png'), emptyFile('wide_gt.png')], null);
    await visit.rest();
    expect(visit.notice).toMatchObject({ kind: 'truth-misfit' });
    expect(store.get().image).toMatchObject({ truth: null, photo: { file: { name: 'x.png' } } });
    expect(visit.worker.assessments).toEqual([]);
  });

  it('that could not be scored says so, and is scored when asked again', async () => {
    await visit.begin();
    visit.worker.failNext = 'unexpected';
    const shown: boolean[] = [];
    store.subscribe(() => shown.push(isBeingScored(store.get())));
    openExampleTruth(store);
    await visit.rest();
    expect(shown).toContain(true);
    expect(visit.notice).toMatchObject({ problem: { code: 'unexpected' } });
    expect(isBeingScored(store.get())).toBe(false);
    expect(awaitsAssessment(store.get())).toBe(true);
    store.ask({});
    await visit.rest();
    expect(awaitsAssessment(store.get())).toBe(false);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('is no longer scored once it was removed', async () => {
    await visit.begin();
    openExampleTruth(store);
    await visit.rest();
    removeTruth(store);
    store.ask({ seed: 9 });
    await visit.rest();
    expect(visit.worker.assessments).toHaveLength(1);
    expect(store.get().result.assessed).toBeNull();
  });
});
