import { beforeEach, describe, expect, it } from 'vitest';
import type { PageController } from './controller.ts';
import type { PageStore } from './store.ts';
import { emptyFile, Visit } from './testing/visit.ts';

let visit: Visit;
let store: PageStore;
let controller: PageController;

beforeEach(() => {
  visit = new Visit();
  ({ store, controller } = visit);
});

describe('the visitor’s own files', () => {
  it('open as a pair, matched by their names', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('x_depth.png'), emptyFile('x.png')], 'photo');
    const { image } = store.get();
    expect(image.photo?.file.name).toBe('x.png');
    expect(image.depth?.file.name).toBe('x_depth.png');
    expect(image.origin).toEqual({ kind: 'own' });
  });

  it('open one after the other, in either order', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('d.png')], 'depth');
    expect(visit.notice).toEqual({ kind: 'waiting-for-photo' });
    expect(store.get().image.photo).toBeNull();
    await controller.images.openFiles([emptyFile('p.png')], 'photo');
    expect(store.get().image.depth?.file.name).toBe('d.png');
    expect(store.get().result.samples).not.toBeNull();
    await controller.images.openFiles([emptyFile('q.png')], 'photo');
    expect(store.get().image.depth).toBeNull();
    await controller.images.openFiles([emptyFile('e.png')], 'depth');
    expect(store.get().image.photo?.file.name).toBe('q.png');
    expect(visit.worker.images.at(-1)!.depth?.name).toBe('e.png');
  });

  it('change nothing when they cannot be read', async () => {
    await visit.begin();
    const before = store.get();
    await controller.images.openFiles([emptyFile('bad.png')], 'photo');
    expect(visit.notice).toMatchObject({ problem: { detail: 'bad.png is damaged.' } });
    expect(store.get().image).toBe(before.image);
    expect(store.get().result).toBe(before.result);
    expect(store.get().stage).toBe('idle');
    await controller.images.openSample('chair');
    expect(visit.notice).toBeNull();
  });

  it('run without depth when only the depth map is bad', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('bad_depth.png'), emptyFile('x.png')], null);
    expect(store.get().image.depth).toBeNull();
    expect(store.get().result.samples).not.toBeNull();
    expect(visit.notice).toMatchObject({ kind: 'depth-left-out' });
  });

  it('can be swapped', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('a.png'), emptyFile('b.png')], null);
    await controller.images.swap();
    expect(store.get().image.photo?.file.name).toBe('b.png');
    expect(store.get().image.depth?.file.name).toBe('a.png');
  });
});

describe('an opening that is overtaken', () => {
  it('leaves nothing behind, also when its photo had been read', async () => {
    await visit.begin();
    let release = (): void => undefined;
    visit.worker.depthHeld = new Promise((resolve) => (release = resolve));
    const first = controller.images.openFiles([emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await expect.poll(() => visit.addresses.size).toBe(2);
    const second = controller.images.openSample('chair');
    release();
    await Promise.all([first, second]);
    expect(visit.worker.images.map(({ photo }) => photo.name)).not.toContain('x.png');
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'chair' });
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
  });

  it('is not one that near and far are exchanged during', async () => {
    await visit.begin();
    let release = (): void => undefined;
    visit.worker.depthHeld = new Promise((resolve) => (release = resolve));
    const opening = controller.images.openFiles(
      [emptyFile('x.png'), emptyFile('x_depth.png')],
      null,
    );
    const turning = controller.images.setNear('dark');
    release();
    await Promise.all([opening, turning]);
    const { image, result } = store.get();
    expect(image).toMatchObject({ photo: { file: { name: 'x.png' } }, near: 'auto' });
    expect(image.depth?.file.name).toBe('x_depth.png');
    expect(result.stale).toBe(false);
  });
});

describe('a depth map of another shape', () => {
  beforeEach(async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('x.png'), emptyFile('wide_depth.png')], null);
  });

  it('is asked about before anything changes', () => {
    expect(store.get().question?.image.depth.file.name).toBe('wide_depth.png');
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(store.get().stage).toBe('idle');
  });

  it('is cropped or stretched as the visitor says', async () => {
    await controller.images.answerQuestion('crop');
    expect(visit.worker.images.at(-1)).toMatchObject({
      fit: 'crop',
      depth: { name: 'wide_depth.png' },
    });
    expect(store.get().question).toBeNull();
    // So are its previews, for either near end.
    const shape = { width: 640, height: 480 };
    expect(visit.worker.shapes.at(-1)).toEqual(shape);
    await controller.images.setNear('dark');
    expect(visit.worker.shapes).toHaveLength(4);
    expect(visit.worker.shapes.at(-1)).toEqual(shape);
  });

  it('is left out as the visitor says', async () => {
    await controller.images.answerQuestion('without');
    expect(visit.worker.images.at(-1)).toMatchObject({ depth: null, photo: { name: 'x.png' } });
  });

  it('leaves the page as it was as the visitor says', async () => {
    await controller.images.answerQuestion('cancel');
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(visit.worker.images).toHaveLength(1);
  });

  it('leaves no preview behind', async () => {
    await controller.images.answerQuestion('cancel');
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
    await controller.images.openSample('chair');
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
  });

  it('leaves no preview behind when other files come instead of an answer', async () => {
    await controller.images.openFiles([emptyFile('y.png'), emptyFile('wide_depth.png')], null);
    expect(store.get().question?.image.photo.file.name).toBe('y.png');
    expect(visit.addresses.size).toBe(2);
    await controller.images.openSample('chair');
    expect([...visit.addresses]).toEqual([store.get().image.photo?.address]);
  });
});

describe('changes of the image', () => {
  it('show the depth map as the network took it when it decides on near', async () => {
    await visit.begin();
    visit.worker.decided = 'dark';
    await controller.images.openFiles([emptyFile('x.png'), emptyFile('x_depth.png')], null);
    expect(store.get().image).toMatchObject({ near: 'auto', depth: { near: 'dark' } });
    expect(store.get().result.stale).toBe(false);
  });

  it('run the network again when near and far are exchanged', async () => {
    await visit.begin();
    await controller.images.setNear('dark');
    expect(visit.worker.images.at(-1)!.near).toBe('dark');
    expect(store.get().result.stale).toBe(false);
  });
});
