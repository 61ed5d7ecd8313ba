import { beforeEach, describe, expect, it } from 'vitest';
import type { PageController } from './controller.ts';
import { awaitsAssessment, isBeingScored, isCurrent } from './selectors.ts';
import type { PageStore } from './store.ts';
import { emptyFile, Visit } from './testing/visit.ts';

let visit: Visit;
let store: PageStore;
let controller: PageController;

beforeEach(() => {
  visit = new Visit();
  ({ store, controller } = visit);
});

describe('a ground truth', () => {
  it('of a sample is scored against its samples', async () => {
    await visit.begin();
    expect(visit.worker.assessments).toEqual([]);
    await controller.truth.openOfSample();
    expect(store.get().image.truth?.file.name).toBe('aloe-gt.png');
    expect(visit.worker.images).toHaveLength(1);
    expect(visit.worker.assessments).toMatchObject([{ seed: 1, normalise: true }]);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('does nothing for a sample without one', async () => {
    await visit.begin({ sample: 'chair' });
    await controller.truth.openOfSample();
    expect(store.get().image.truth).toBeNull();
  });

  it('is scored anew with other samples, another scale and another depth', async () => {
    await visit.begin();
    await controller.images.openFiles(
      [emptyFile('x.png'), emptyFile('x_depth.png'), emptyFile('x_gt.png')],
      null,
    );
    expect(store.get().image.truth?.file.name).toBe('x_gt.png');
    await controller.setSampling({ seed: 9 });
    await controller.truth.setNormalise(false);
    await controller.images.removeDepth();
    expect(visit.worker.assessments).toMatchObject([
      { seed: 1, normalise: true },
      { seed: 9, normalise: true },
      { seed: 9, normalise: false },
      { seed: 9, normalise: false },
    ]);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('goes with its photo', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('mask.png')], null);
    expect(store.get().image.truth).not.toBeNull();
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    await controller.images.openSample('chair');
    expect(store.get().image.truth).toBeNull();
    expect(store.get().result.assessed).toBeNull();
  });

  it('stays beside the visitor’s photo when a depth map joins it', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('x.png'), emptyFile('x_mask.png')], null);
    expect(store.get().image).toMatchObject({
      depth: null,
      truth: { file: { name: 'x_mask.png' } },
    });
    await controller.images.openFiles([emptyFile('d.png')], 'depth');
    expect(store.get().image.truth?.file.name).toBe('x_mask.png');
    await controller.images.swap();
    expect(store.get().image.truth?.file.name).toBe('x_mask.png');
  });

  it('waits for its photo', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('d.png')], 'depth');
    await controller.images.openFiles([emptyFile('t.png')], 'truth');
    expect(visit.notice).toEqual({ kind: 'waiting-for-photo' });
    await controller.images.openFiles([emptyFile('p.png')], 'photo');
    expect(store.get().image.truth?.file.name).toBe('t.png');
    expect(visit.worker.assessments).toHaveLength(1);
  });

  it('of another shape, or that cannot be read, is left out with a word', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('wide_mask.png')], null);
    expect(visit.notice).toMatchObject({ kind: 'truth-misfit', truth: { width: 800 } });
    await controller.images.openFiles([emptyFile('bad_mask.png')], null);
    expect(visit.notice).toMatchObject({ problem: { detail: 'bad_mask.png is damaged.' } });
    await controller.images.openFiles([emptyFile('x.png'), emptyFile('bad_gt.png')], null);
    expect(visit.notice).toMatchObject({ kind: 'truth-left-out' });
    await controller.images.openFiles([emptyFile('x.png'), emptyFile('wide_gt.png')], null);
    expect(visit.notice).toMatchObject({ kind: 'truth-misfit' });
    expect(store.get().image).toMatchObject({ truth: null, photo: { file: { name: 'x.png' } } });
    expect(visit.worker.assessments).toEqual([]);
  });

  it('that could not be scored says so, and is scored when asked again', async () => {
    await visit.begin();
    visit.worker.failNext = 'unexpected';
    const shown: boolean[] = [];
    store.subscribe(() => shown.push(isBeingScored(store.get())));
    await controller.truth.openOfSample();
    expect(shown).toContain(true);
    expect(visit.notice).toMatchObject({ problem: { code: 'unexpected' } });
    expect(isBeingScored(store.get())).toBe(false);
    expect(awaitsAssessment(store.get())).toBe(true);
    await controller.truth.assess();
    expect(awaitsAssessment(store.get())).toBe(false);
    expect(isCurrent(store.get())).toBe(true);
  });

  it('is no longer scored once it was removed', async () => {
    await visit.begin();
    await controller.truth.openOfSample();
    controller.truth.remove();
    await controller.setSampling({ seed: 9 });
    expect(visit.worker.assessments).toHaveLength(1);
    expect(store.get().result.assessed).toBeNull();
  });
});
