import { beforeEach, describe, expect, it } from 'vitest';
import { setNear } from './depthChoice.ts';
import {
  answerDepthQuestion,
  answerPlaceQuestion,
  answerQuestion,
  openFiles,
  openExample,
  swap,
} from './photo.ts';
import { setLatent } from '../explorer/latent.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import { openLink } from '../link/openLink.ts';
import { stageOf } from '../result/shownStage.ts';
import type { PageStore } from '../engine/store.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';

let visit: Visit;
let store: PageStore;

beforeEach(() => {
  visit = new Visit();
  ({ store } = visit);
});

describe('a picture that looks like photo and depth in one', () => {
  it('is asked about, and read as the visitor says', async () => {
    await visit.begin();
    const before = store.get().image;
    openFiles(store, [emptyFile('rgbd.png')], null);
    await visit.rest();
    expect(store.get().placeQuestion).toMatchObject({ place: 'alpha' });
    expect(store.get().image).toBe(before);
    answerPlaceQuestion(store, 'cancel');
    await visit.rest();
    expect(store.get().image).toBe(before);

    openFiles(store, [emptyFile('rgbd.png')], null);
    await visit.rest();
    answerPlaceQuestion(store, 'photo');
    await visit.rest();
    expect(store.get()).toMatchObject({ placeQuestion: null, image: { depth: null } });
    expect(store.get().image.photo?.file.depthIn).toBeUndefined();

    openFiles(store, [emptyFile('rgbd.png')], null);
    await visit.rest();
    answerPlaceQuestion(store, 'take');
    await visit.rest();
    const { photo, depth, depthChoice } = store.get().image;
    expect(photo?.file.depthIn).toBe('alpha');
    expect(depth?.file).toEqual(photo?.file);
    expect(depthChoice).toBe('file');
  });

  it('is not asked about beside a depth map', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('rgbd.png'), emptyFile('x_depth.png')], null);
    await visit.rest();
    expect(store.get()).toMatchObject({ placeQuestion: null });
    expect(store.get().image.depth?.file.name).toBe('x_depth.png');
  });
});

describe('a depth map that is opened as a photo', () => {
  it('is asked about, and taken as the visitor says', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('mine.png')], 'photo');
    await visit.rest();
    const before = store.get().image;
    openFiles(store, [emptyFile('x_depth.png')], 'photo');
    await visit.rest();
    expect(store.get()).toMatchObject({ image: before, incoming: null });
    expect(store.get().depthQuestion?.name).toBe('x_depth.png');
    answerDepthQuestion(store, 'depth');
    await visit.rest();
    expect(store.get().image.photo).toBe(before.photo);
    expect(store.get().image.depth?.file.name).toBe('x_depth.png');

    openFiles(store, [emptyFile('x_depth.png')], 'photo');
    await visit.rest();
    answerDepthQuestion(store, 'cancel');
    expect(store.get()).toMatchObject({ depthQuestion: null, image: { photo: before.photo } });

    openFiles(store, [emptyFile('x_depth.png')], 'photo');
    await visit.rest();
    answerDepthQuestion(store, 'photo');
    await visit.rest();
    expect(store.get().depthQuestion).toBeNull();
    expect(store.get().image.photo?.file.name).toBe('x_depth.png');
  });
});

describe('another photo', () => {
  it('begins with sliders in the middle and what all answers say, and keeps how it is drawn', async () => {
    await visit.begin();
    setLatent(store, [2, 0, 0]);
    store.ask({ spread: 2 });
    store.setAppearance({ layer: 'answer', focus: 1, uncertainty: 'total' });
    openExample(store, 'chair');
    await visit.rest();
    const { appearance, ...state } = store.get();
    expect(state).toMatchObject({ latent: [0, 0, 0], spread: 1 });
    expect(appearance).toMatchObject({ layer: 'agreed', focus: null, uncertainty: 'total' });

    store.setAppearance({ layer: 'differ' });
    openFiles(store, [emptyFile('p.png')], 'photo');
    await visit.rest();
    expect(store.get().appearance.layer).toBe('differ');
    setLatent(store, [1, 0, 0]);
    openFiles(store, [emptyFile('d.png')], 'depth');
    await visit.rest();
    expect(store.get().latent).toEqual([1, 0, 0]);
  });

  it('of a link keeps what the link says', async () => {
    await visit.begin();
    await openLink(visit, { ...DEFAULT_LINK, example: 'chair', latent: [1, 0, -1] });
    await visit.rest();
    expect(store.get().latent).toEqual([1, 0, -1]);
  });
});

describe('the visitor’s own files', () => {
  it('open as a pair, matched by their names', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('x_depth.png'), emptyFile('x.png')], 'photo');
    await visit.rest();
    const { image } = store.get();
    expect(image.photo?.file.name).toBe('x.png');
    expect(image.depth?.file.name).toBe('x_depth.png');
    expect(image.origin).toEqual({ kind: 'own' });
  });

  it('open one after the other, in either order', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('d.png')], 'depth');
    await visit.rest();
    expect(visit.notice).toEqual({ kind: 'waiting-for-photo' });
    expect(store.get().image.photo).toBeNull();
    openFiles(store, [emptyFile('p.png')], 'photo');
    await visit.rest();
    expect(store.get().image.depth?.file.name).toBe('d.png');
    expect(store.get().result.samples).not.toBeNull();
    openFiles(store, [emptyFile('q.png')], 'photo');
    await visit.rest();
    expect(store.get().image.depth).toBeNull();
    openFiles(store, [emptyFile('e.png')], 'depth');
    await visit.rest();
    expect(store.get().image.photo?.file.name).toBe('q.png');
    expect(visit.worker.images.at(-1)).toMatchObject({ depth: { name: 'e.png' } });
  });

  it('change nothing when they cannot be read', async () => {
    await visit.begin();
    const before = store.get();
    openFiles(store, [emptyFile('bad.png')], 'photo');
    await visit.rest();
    expect(visit.notice).toMatchObject({ problem: { detail: 'bad.png is damaged.' } });
    expect(store.get().image).toBe(before.image);
    expect(store.get().result).toBe(before.result);
    expect(stageOf(store.get())).toBe('idle');
    openExample(store, 'chair');
    await visit.rest();
    expect(visit.notice).toBeNull();
  });

  it('run without depth when only the depth map is bad', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('bad_depth.png'), emptyFile('x.png')], null);
    await visit.rest();
    expect(store.get().image.depth).toBeNull();
    expect(store.get().result.samples).not.toBeNull();
    expect(visit.notice).toMatchObject({ kind: 'depth-left-out' });
  });

  it.each<[string[], string, string]>([
    [['cat.jpg', 'cat_pred.npy', 'cat_pred_colored.png'], 'cat_pred.npy', 'cat_pred_colored.png'],
    [
      ['cat-dpt_large_384.png', 'cat.jpg', 'cat-dpt_large_384.pfm'],
      'cat-dpt_large_384.pfm',
      'cat-dpt_large_384.png',
    ],
    [['cat.heic', 'cat.jpg', 'cat.npz'], 'cat.npz', 'cat.jpg'],
    [['cat_depth.mat', 'cat.png', 'cat_normal.png'], 'cat_depth.mat', 'cat_normal.png'],
  ])('of a network of depth are told apart by their names: %s', async (names, depth, unused) => {
    await visit.begin();
    openFiles(store, names.map(emptyFile), null);
    await visit.rest();
    const { image } = store.get();
    expect(image.depth?.file.name).toBe(depth);
    expect(image.truth).toBeNull();
    expect([depth, unused]).not.toContain(image.photo?.file.name);
    expect(visit.notice).toEqual({ kind: 'views-left-out', files: [unused] });
  });

  it('of which two are ground truths of other names have one, and the other is named', async () => {
    await visit.begin();
    openFiles(store, ['cat.jpg', 'cat_mask.png', 'cat_gt.png'].map(emptyFile), null);
    await visit.rest();
    const { image } = store.get();
    expect([image.depth, image.truth?.file.name]).toEqual([null, 'cat_gt.png']);
    expect(visit.notice).toEqual({ kind: 'views-left-out', files: ['cat_mask.png'] });
  });

  it('of which two are the answers of two people have one ground truth, and no depth', async () => {
    await visit.begin();
    openFiles(store, ['cat_gt2.png', 'cat.jpg', 'cat_gt1.png'].map(emptyFile), null);
    await visit.rest();
    const { image } = store.get();
    expect([image.photo, image.depth, image.truth].map((one) => one?.file.name)).toEqual([
      'cat.jpg',
      undefined,
      'cat_gt1.png',
    ]);
    expect(image.truth!.file.others!.map(({ name }) => name)).toEqual(['cat_gt2.png']);
  });

  it('can be swapped', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('a.png'), emptyFile('b.png')], null);
    await visit.rest();
    swap(store);
    await visit.rest();
    expect(store.get().image.photo?.file.name).toBe('b.png');
    expect(store.get().image.depth?.file.name).toBe('a.png');
  });
});

describe('an opening that is overtaken', () => {
  it('leaves nothing behind, also when its photo had been read', async () => {
    await visit.begin();
    let release = (): void => undefined;
    visit.worker.depthHeld = new Promise((resolve) => (release = resolve));
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await expect.poll(() => visit.addresses.size).toBe(2);
    openExample(store, 'chair');
    release();
    await visit.rest();
    expect(visit.worker.images.map(({ photo }) => photo.name)).not.toContain('x.png');
    expect(store.get().image.origin).toEqual({ kind: 'example', id: 'chair' });
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
  });

  it('is not one that near and far are exchanged during', async () => {
    await visit.begin();
    let release = (): void => undefined;
    visit.worker.depthHeld = new Promise((resolve) => (release = resolve));
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    setNear(store, 'dark');
    release();
    await visit.rest();
    const { image, result } = store.get();
    expect(image).toMatchObject({ photo: { file: { name: 'x.png' } }, near: 'auto' });
    expect(image.depth?.file.name).toBe('x_depth.png');
    expect(result.stale).toBe(false);
  });
});

describe('a depth map of another shape', () => {
  beforeEach(async () => {
    await visit.begin();
    openFiles(store, [emptyFile('x.png'), emptyFile('wide_depth.png')], null);
    await visit.rest();
  });

  it('is asked about before anything changes', () => {
    expect(store.get().question?.image.depth.file.name).toBe('wide_depth.png');
    expect(store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
    expect(stageOf(store.get())).toBe('idle');
  });

  it('is cropped or stretched as the visitor says', async () => {
    answerQuestion(store, 'crop');
    await visit.rest();
    expect(visit.worker.images.at(-1)).toMatchObject({
      fit: 'crop',
      depth: { name: 'wide_depth.png' },
    });
    expect(store.get().question).toBeNull();
    // So are its previews, for either near end.
    const shape = { width: 640, height: 480 };
    expect(visit.worker.shapes.at(-1)).toEqual(shape);
    setNear(store, 'dark');
    await visit.rest();
    expect(visit.worker.shapes).toHaveLength(4);
    expect(visit.worker.shapes.at(-1)).toEqual(shape);
  });

  it('is left out as the visitor says', async () => {
    answerQuestion(store, 'without');
    await visit.rest();
    expect(visit.worker.images.at(-1)).toMatchObject({ depth: null, photo: { name: 'x.png' } });
  });

  it('leaves the page as it was as the visitor says', async () => {
    answerQuestion(store, 'cancel');
    await visit.rest();
    expect(store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
    expect(visit.worker.images).toHaveLength(1);
  });

  it('leaves no preview behind', async () => {
    answerQuestion(store, 'cancel');
    await visit.rest();
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
    openExample(store, 'chair');
    await visit.rest();
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
  });

  it('leaves no preview behind when other files come instead of an answer', async () => {
    openFiles(store, [emptyFile('y.png'), emptyFile('wide_depth.png')], null);
    await visit.rest();
    expect(store.get().question?.image.photo.file.name).toBe('y.png');
    expect(visit.addresses.size).toBe(2);
    openExample(store, 'chair');
    await visit.rest();
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
  });
});

describe('changes of the image', () => {
  it('show the depth map as the network took it when it decides on near', async () => {
    await visit.begin();
    visit.worker.decided = 'dark';
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await visit.rest();
    expect(store.get().image).toMatchObject({ near: 'auto', depth: { near: 'dark' } });
    expect(store.get().result.stale).toBe(false);
  });

  it('run the network again when near and far are exchanged', async () => {
    await visit.begin();
    setNear(store, 'dark');
    await visit.rest();
    expect(visit.worker.images.at(-1)!.near).toBe('dark');
    expect(store.get().result.stale).toBe(false);
  });
});
