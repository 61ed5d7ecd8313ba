import { beforeEach, describe, expect, it } from 'vitest';
import { AS_STORED } from '../../image/adjustDepth.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import { openLink } from '../link/openLink.ts';
import { linkOf } from '../link/linkOf.ts';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { adjustFile, removeDepth, setDepth } from './depthChoice.ts';
import { answerQuestion, openFiles, openExample } from './photo.ts';

let visit: Visit;
let store: PageStore;

beforeEach(async () => {
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
});

const lastImage = () => visit.worker.images.at(-1);

describe('how a depth file is read', () => {
  it('runs the network again, shows the depth anew, and stands in the link', async () => {
    adjustFile(store, { turns: 2 });
    adjustFile(store, { mirror: true });
    await visit.rest();
    const adjust = { ...AS_STORED, turns: 2, mirror: true };
    expect(lastImage()).toMatchObject({ adjust });
    expect(store.get().image.depth).toMatchObject({ adjust });
    expect(store.get().result.stale).toBe(false);
    expect(linkOf(store.get()).adjust).toEqual(adjust);
  });

  it('costs nothing when it comes back to what it was', async () => {
    const { samples } = store.get().result;
    adjustFile(store, { mirror: true });
    await visit.rest();
    const runs = visit.worker.images.length;
    adjustFile(store, { mirror: false });
    await visit.rest();
    expect(store.get().result.samples).toBe(samples);
    expect(visit.worker.images).toHaveLength(runs);
  });

  it('does not matter where the depth is estimated', async () => {
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await visit.rest();
    setDepth(store, { near: 'auto', depthChoice: 'estimated' });
    await visit.rest();
    const runs = visit.worker.images.length;
    // It is the file that is adjusted, and so it is taken.
    adjustFile(store, { turns: 1 });
    await visit.rest();
    expect(store.get().image.depthChoice).toBe('file');
    setDepth(store, { near: 'auto', depthChoice: 'estimated' });
    await visit.rest();
    expect(visit.worker.images).toHaveLength(runs + 1);
  });

  it('comes with a link, and with the visitor’s own image after a reload', async () => {
    const adjust = { ...AS_STORED, shift: [2, -1], range: [500, 4000] } as const;
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await visit.rest();
    adjustFile(store, adjust);
    await visit.rest();
    const link = linkOf(store.get());
    const again = new Visit(visit.cache, visit.kept);
    await again.begin(link);
    expect(again.worker.images.at(-1)).toMatchObject({ photo: { name: 'x.png' }, adjust });
    const sample = new Visit();
    await sample.begin({ example: 'chair', adjust });
    expect(sample.worker.images.at(-1)).toMatchObject({ adjust });
    await openLink(sample, { ...DEFAULT_LINK, example: 'aloe' });
    await sample.rest();
    expect(sample.worker.images.at(-1)).toMatchObject({ adjust: AS_STORED });
  });

  it('belongs to its file: another depth map, another photo or sample begins as stored', async () => {
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await visit.rest();
    adjustFile(store, { turns: 2 });
    openFiles(store, [emptyFile('x_gt.png')], null);
    await visit.rest();
    expect(store.get().image.adjust.turns).toBe(2);
    openFiles(store, [emptyFile('y.png')], 'depth');
    await visit.rest();
    expect(store.get().image.adjust).toEqual(AS_STORED);
    adjustFile(store, { turns: 2 });
    openExample(store, 'chair');
    await visit.rest();
    expect(store.get().image.adjust).toEqual(AS_STORED);
  });

  it('may be the answer to a depth map of another shape', async () => {
    openFiles(store, [emptyFile('x.png'), emptyFile('wide_depth.png')], null);
    await visit.rest();
    answerQuestion(store, 'turn');
    await visit.rest();
    expect(lastImage()).toMatchObject({ adjust: { ...AS_STORED, turns: 1 } });
  });
});

it('a photo that is being read comes, though the depth of the one before is removed meanwhile', async () => {
  openFiles(store, [emptyFile('x.png')], null);
  removeDepth(store);
  expect(store.get().image).toMatchObject({ depth: null, depthChoice: 'none' });
  await visit.rest();
  expect(store.get().image.photo?.file.name).toBe('x.png');
});
