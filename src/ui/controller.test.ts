import { beforeEach, describe, expect, it } from 'vitest';
import { InferenceProblem, isAbort } from '../worker/problem.ts';
import type { PairRequest } from '../worker/protocol.ts';
import type { PageController } from './controller.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import type { PageStore } from './store.ts';
import { emptyFile, Visit } from './testing/visit.ts';

/** How a pair of a batch is run that has neither depth nor ground truth. */
const SAMPLING = {
  ...{ depth: null, truth: null, near: 'auto', fit: null },
  ...{ name: '1', count: 5, seed: 1 },
} satisfies Omit<PairRequest, 'photo'>;

let visit: Visit;
let store: PageStore;
let controller: PageController;

beforeEach(() => {
  visit = new Visit();
  ({ store, controller } = visit);
});

describe('a visit', () => {
  it('runs the first sample by itself', async () => {
    await visit.begin();
    const { image, result, stage } = store.get();
    expect(image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(result.samples).toMatchObject({ count: 5, seed: 1 });
    expect(result.explored?.z).toEqual([0, 1, 2]);
    expect(result.effects?.map(({ changedShare }) => changedShare)).toEqual([0.2, 0.04, 0]);
    expect(stage).toBe('idle');
    expect(visit.notice).toBeNull();
  });

  it('reproduces a link', async () => {
    await visit.begin({ sample: 'chair', seed: 7, count: 2, latent: [1, 0, -1], depth: 'bright' });
    expect(store.get().image).toMatchObject({ near: 'bright' });
    expect(visit.worker.draws).toEqual([{ seed: 7, count: 2 }]);
    expect(visit.worker.explored).toEqual([[1, 1, -1]]);
  });

  it('uses the sample’s own depth setting unless the link has another', async () => {
    await visit.begin({ sample: 'chair' });
    expect(visit.worker.images[0]!.near).toBe('dark');
    await controller.openLink({ ...DEFAULT_LINK, sample: 'chair', depth: 'off' });
    expect(visit.worker.images[1]!.depth).toBeNull();
  });

  it('says when a link names an unknown sample or somebody’s own image', async () => {
    await visit.begin({ sample: 'gone' });
    expect(visit.notice).toEqual({ kind: 'unknown-sample', id: 'gone' });
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    await controller.openLink({ ...DEFAULT_LINK, sample: 'own', seed: 9 });
    expect(visit.notice).toEqual({ kind: 'own-link' });
    expect(store.get().seed).toBe(9);
  });

  it('works without the list of samples', async () => {
    await controller.begin(DEFAULT_LINK, () => Promise.reject(new Error('404')));
    expect(visit.notice).toEqual({ kind: 'samples-unavailable' });
    await controller.images.openFiles([emptyFile('mine.jpg')], null);
    expect(store.get().result.samples).not.toBeNull();
  });
});

describe('changes', () => {
  it('draw again for another seed or count, without the heavy part', async () => {
    await visit.begin();
    await controller.setSampling({ seed: 3 });
    await controller.setSampling({ count: 8 });
    expect(visit.worker.draws.slice(1)).toEqual([
      { seed: 3, count: 5 },
      { seed: 3, count: 8 },
    ]);
    expect(visit.worker.images).toHaveLength(1);
  });

  it('still have an effect after a model could not be opened', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('bad.pth')], null);
    await controller.models.accept(false);
    await controller.setSampling({ seed: 9 });
    expect(store.get().result).toMatchObject({ samples: { seed: 9 }, stale: false });
    await controller.setLatent([1, 0, 0]);
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
  });

  it('made while a model is opened have an effect when that fails', async () => {
    await visit.begin();
    const release = visit.worker.holdModels();
    await controller.images.openFiles([emptyFile('bad.pth')], null);
    const opening = controller.models.accept(false);
    await controller.setSampling({ seed: 9 });
    await controller.setLatent([1, 0, 0]);
    release();
    await opening;
    const { result } = store.get();
    expect(result).toMatchObject({ samples: { seed: 9 }, stale: false });
    expect(result.explored?.z).toEqual([1, 1, 2]);
  });

  it('run an image that was stopped from its beginning', async () => {
    await visit.begin();
    const unsubscribe = store.subscribe(() => {
      if (store.get().stage !== 'network') return;
      unsubscribe();
      controller.stop();
    });
    await controller.images.setNear('dark');
    expect(store.get().result.stale).toBe(true);
    await controller.setSampling({ seed: 3 });
    expect(store.get().result).toMatchObject({ samples: { seed: 3 }, stale: false });
  });

  it('of a link are applied to the visitor’s own image as well', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('x.png'), emptyFile('x_depth.png')], null);
    const own = { ...DEFAULT_LINK, sample: 'own' };
    await controller.openLink({ ...own, latent: [1, 0, 0] });
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
    await controller.openLink({ ...own, depth: 'dark' });
    expect(visit.worker.images.at(-1)).toMatchObject({ near: 'dark', photo: { name: 'x.png' } });
    await controller.openLink({ ...own, depth: 'off' });
    expect(store.get().image.depth).not.toBeNull();
  });

  it('of a link are applied to a photo without depth, whatever the link says of depth', async () => {
    await visit.begin();
    await controller.images.openFiles([emptyFile('x.png')], 'photo');
    await controller.openLink({ ...DEFAULT_LINK, sample: 'own', depth: 'bright', seed: 7 });
    expect(store.get().result.samples?.seed).toBe(7);
  });

  it('turn slider positions into latents of this prior', async () => {
    await visit.begin();
    await controller.setLatent([1, 1, -1]);
    expect(visit.worker.explored.at(-1)).toEqual([1, 3, -1]);
  });
});

describe('a loss', () => {
  it('of the GPU restarts without it and shows the same image again', async () => {
    await visit.begin({ seed: 5 });
    const first = visit.worker;
    first.lose();
    await expect.poll(() => visit.workers.length).toBe(2);
    await expect.poll(() => visit.worker.draws).toEqual([{ seed: 5, count: 5 }]);
    expect(visit.worker.starts[0]!.gpuLost).toBe(true);
    expect(store.get().image.origin).toEqual({ kind: 'sample', id: 'aloe' });
    expect(visit.notice).toEqual({ kind: 'restarting', gpuLost: true });
  });

  it('of the worker in the middle of a call does the same', async () => {
    await visit.begin();
    visit.worker.failNext = 'backend-lost';
    await controller.setSampling({ seed: 2 });
    await expect.poll(() => visit.workers.length).toBe(2);
    await expect.poll(() => store.get().result.samples?.seed).toBe(2);
  });

  it('of the worker while nothing is open does the same', async () => {
    await visit.begin({ seed: 5 });
    visit.worker.die('out of memory');
    await expect.poll(() => visit.workers.length).toBe(2);
    await expect.poll(() => visit.worker.draws).toEqual([{ seed: 5, count: 5 }]);
    expect(visit.notice).toEqual({ kind: 'restarting', gpuLost: false });
  });

  it('of the worker between two pairs lets a batch go on', async () => {
    await visit.begin();
    visit.worker.die('out of memory');
    const pair = controller.runPair(
      { ...SAMPLING, photo: { key: '1', name: '1.jpg', blob: new Blob() } },
      new AbortController().signal,
    );
    expect(await pair).toEqual({ near: 'auto' });
    expect(visit.workers).toHaveLength(2);
  });

  it('at every try ends with a plain message and a way to try once more', async () => {
    visit.weakness = 'image';
    await visit.begin();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    expect(visit.workers).toHaveLength(3);
    visit.weakness = 'none';
    await controller.retry();
    expect(store.get().engine.phase).toBe('ready');
    expect(store.get().result.samples).not.toBeNull();
  });
});

describe('a network that dies at its samples', () => {
  it('is not started again for ever', async () => {
    visit.weakness = 'samples';
    await visit.begin();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    expect(visit.workers).toHaveLength(3);
  });
});

describe('a batch', () => {
  const request = {
    ...SAMPLING,
    photo: { key: '1', name: '1.jpg', blob: new Blob() },
  } as const;
  const never = new AbortController().signal;

  it('leaves the page’s own image in the network, also when it ends before its first answer', async () => {
    await visit.begin();
    const stopping = new AbortController();
    const pair = controller.runPair(request, stopping.signal);
    stopping.abort();
    await expect(pair).rejects.toSatisfy(isAbort);
    await controller.endBatch();
    expect(visit.worker.images).toHaveLength(2);
    await controller.setLatent([1, 0, 0]);
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
  });

  it('leaves no map that counts as current while the page’s image is run again', async () => {
    await visit.begin();
    await controller.runPair(request, never);
    const ending = controller.endBatch();
    expect(store.get().result.stale).toBe(true);
    await ending;
    expect(store.get().result.stale).toBe(false);
  });

  it('that ran nothing does not disturb the page', async () => {
    await visit.begin();
    await controller.endBatch();
    expect(visit.worker.images).toHaveLength(1);
  });

  it('whose pair was opened on the page needs no work besides', async () => {
    await visit.begin();
    await controller.runPair(request, never);
    await controller.images.openPair({ photo: emptyFile('1.jpg'), depth: null, truth: null }, null);
    await controller.endBatch();
    expect(visit.worker.images.map(({ photo }) => photo.name)).toEqual(['aloe.jpg', '1.jpg']);
  });

  it('opens a pair on the page with the settings that it was run with', async () => {
    await visit.begin();
    const files = { photo: emptyFile('1.jpg'), depth: emptyFile('1.png'), truth: null };
    await controller.images.openPair(files, { near: 'dark', seed: 3, count: 8 });
    expect(visit.worker.images.at(-1)).toMatchObject({ near: 'dark' });
    expect(visit.worker.draws.at(-1)).toEqual({ seed: 3, count: 8 });
    expect(store.get()).toMatchObject({ seed: 3, count: 8 });
  });

  it('whose pair cannot be opened leaves the page its image', async () => {
    await visit.begin();
    await controller.runPair(request, never);
    await controller.images.openPair(
      { photo: emptyFile('bad.jpg'), depth: null, truth: null },
      null,
    );
    await controller.endBatch();
    expect(visit.worker.images.map(({ photo }) => photo.name)).toEqual(['aloe.jpg', 'aloe.jpg']);
  });

  it('says at once that the network failed', async () => {
    visit.weakness = 'image';
    await visit.begin();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    const pair = controller.runPair(request, never);
    await expect(pair).rejects.toThrow('The network is not running: close this window');
    await expect(pair).rejects.toBeInstanceOf(InferenceProblem);
  });

  it('says that the network failed while a pair waited for it', async () => {
    const pair = controller.runPair(request, never);
    const problem = { code: 'model-unavailable', detail: '404' } as const;
    store.dispatch({ type: 'engineFailed', problem });
    await expect(pair).rejects.toThrow('The network is not running: close this window');
  });
});
