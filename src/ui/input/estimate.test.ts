import { beforeEach, describe, expect, it } from 'vitest';
import { linkOf } from '../link/linkOf.ts';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { retryEstimate, runsOnEstimate, shownDepth } from './estimate.ts';
import { removeDepth, setDepth, setNear } from './depthChoice.ts';
import { openFiles } from './photo.ts';

let visit: Visit;
let store: PageStore;

beforeEach(async () => {
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
});

async function open(...names: string[]): Promise<void> {
  openFiles(store, names.map(emptyFile), null);
  await visit.rest();
}

const lastDepth = () => visit.worker.images.at(-1)!.depth;
const estimates = () => visit.worker.estimated;

describe('a photo that comes alone', () => {
  it('runs on depth that is estimated from it, without being asked to', async () => {
    await open('x.png');
    expect(estimates()).toEqual(['x.png']);
    expect(lastDepth()).toBe('estimated');
    expect(shownDepth(store.get())).toMatchObject({ width: 640 });
    expect(runsOnEstimate(store.get())).toBe(true);
    expect(store.get().result).toMatchObject({ samples: { count: 5 }, stale: false });
    expect(linkOf(store.get()).depth).toBe('estimated');
  });

  it('runs without depth if the visitor says so, and comes back without another estimate', async () => {
    await open('x.png');
    const { samples } = store.get().result;
    setDepth(store, { near: 'auto', depthChoice: 'none' });
    await visit.rest();
    expect(lastDepth()).toBeNull();
    expect(shownDepth(store.get())).toBeNull();
    expect(linkOf(store.get()).depth).toBe('off');
    setDepth(store, { near: 'auto', depthChoice: 'estimated' });
    expect(store.get().result.samples).toBe(samples);
    await visit.rest();
    expect(estimates()).toHaveLength(1);
  });

  it('takes the file that is added to it, which stays while an estimate is compared with it', async () => {
    await open('x.png');
    const estimated = store.get().result.samples;
    openFiles(store, [emptyFile('d.png')], 'depth');
    await visit.rest();
    expect(lastDepth()).toMatchObject({ name: 'd.png' });
    expect(linkOf(store.get()).depth).toBe('auto');
    setDepth(store, { near: 'auto', depthChoice: 'estimated' });
    expect(runsOnEstimate(store.get())).toBe(true);
    expect(store.get().result).toMatchObject({ samples: estimated, stale: false });
    setDepth(store, { near: 'auto', depthChoice: 'file' });
    expect(store.get().result.stale).toBe(false);
    removeDepth(store);
    await visit.rest();
    expect([lastDepth(), store.get().image.depth]).toEqual([null, null]);
  });

  it('runs on the depth that its own file holds', async () => {
    await open('inner.jpg');
    expect(lastDepth()).toMatchObject({ name: 'inner.jpg' });
    expect(store.get().image).toMatchObject({ depthChoice: 'file', near: 'auto' });
    expect(estimates()).toEqual([]);
  });

  it('has no file to choose', async () => {
    await open('x.png');
    setNear(store, 'dark');
    expect(store.get().image).toMatchObject({ depthChoice: 'estimated', near: 'auto' });
  });

  it('keeps its choice with a reload', async () => {
    await open('x.png', 'x_depth.png');
    setDepth(store, { near: 'dark', depthChoice: 'estimated' });
    await visit.rest();
    const next = new Visit(visit.cache, visit.kept);
    await next.begin(linkOf(store.get()));
    expect(next.worker.images.map(({ depth }) => depth)).toEqual(['estimated']);
    expect(next.store.get().image).toMatchObject({
      depth: { file: { name: 'x_depth.png' } },
      depthChoice: 'estimated',
      near: 'dark',
    });
  });
});

describe('an estimate that cannot be had', () => {
  beforeEach(async () => {
    visit.worker.noEstimates = true;
    await open('x.png');
  });

  it('lets the photo run without depth, and is not asked for again by itself', async () => {
    expect(lastDepth()).toBeNull();
    expect(runsOnEstimate(store.get())).toBe(false);
    expect(store.get().result).toMatchObject({ samples: { seed: 1 }, stale: false });
    store.ask({ seed: 2 });
    await visit.rest();
    expect(store.get().result.samples).toMatchObject({ seed: 2 });
    expect(estimates()).toHaveLength(1);
  });

  it('is tried again when the visitor wants it', async () => {
    visit.worker.noEstimates = false;
    retryEstimate(store);
    await visit.rest();
    expect(lastDepth()).toBe('estimated');
    expect(store.get().result.stale).toBe(false);
  });
});

it('a sample is shown on an estimate as its link says, with its own depth to go back to', async () => {
  await visit.begin({ example: 'chair', depth: 'estimated' });
  expect(lastDepth()).toBe('estimated');
  setNear(store, 'dark');
  await visit.rest();
  expect(lastDepth()).toMatchObject({ name: 'chair-depth.png' });
});

it('a depth file that cannot be read is replaced by an estimate', async () => {
  await open('x.png', 'bad_depth.png');
  expect(visit.notice).toMatchObject({ kind: 'depth-left-out' });
  expect(lastDepth()).toBe('estimated');
});
