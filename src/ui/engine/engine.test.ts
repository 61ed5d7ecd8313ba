import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AS_STORED } from '../../image/adjustDepth.ts';
import { InferenceProblem, isAbort } from '../../worker/problem.ts';
import type { PairRequest } from '../../worker/protocol.ts';
import { endBatch, runPair } from '../batch/borrow.ts';
import { setLatent } from '../explorer/latent.ts';
import { setNear } from '../input/depthChoice.ts';
import { openFiles, openPair } from '../input/photo.ts';
import { acceptCheckpoint } from '../models/openModel.ts';
import type { Engine } from './engine.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import { beginVisit, openLink } from '../link/openLink.ts';
import { stageOf } from '../result/shownStage.ts';
import type { PageStore } from './store.ts';
import { emptyFile, Visit } from './testing/visit.ts';
import { pageTexts } from '../messages.ts';

beforeAll(() => pageTexts.load());

/** How a pair of a batch is run that has neither depth nor ground truth. */
const SAMPLING = {
  ...{ depth: null, truth: null, near: 'auto', fit: null },
  ...{ name: '1', count: 5, seed: 1 },
} satisfies Omit<PairRequest, 'photo'>;

let visit: Visit;
let store: PageStore;
let engine: Engine;

beforeEach(() => {
  visit = new Visit();
  ({ store, engine } = visit);
});

describe('a visit', () => {
  it('runs the first sample by itself', async () => {
    await visit.begin();
    const { image, result } = store.get();
    expect(image.origin).toEqual({ kind: 'example', id: 'aloe' });
    expect(result.samples).toMatchObject({ count: 5, seed: 1 });
    expect(result.explored?.z).toEqual([0, 1, 2]);
    expect(result.effects?.map(({ changedShare }) => changedShare)).toEqual([0.2, 0.04, 0]);
    expect(stageOf(store.get())).toBe('idle');
    expect(visit.notice).toBeNull();
  });

  it('reproduces a link', async () => {
    await visit.begin({ example: 'chair', seed: 7, count: 2, latent: [1, 0, -1], depth: 'bright' });
    expect(store.get().image).toMatchObject({ near: 'bright' });
    expect(visit.worker.draws).toEqual([{ seed: 7, count: 2 }]);
    expect(visit.worker.explored).toEqual([[1, 1, -1]]);
  });

  it('uses the sample’s own depth setting unless the link has another', async () => {
    await visit.begin({ example: 'chair' });
    expect(visit.worker.images[0]!.near).toBe('dark');
    await openLink(visit, { ...DEFAULT_LINK, example: 'chair', depth: 'off' });
    await visit.rest();
    expect(visit.worker.images[1]!.depth).toBeNull();
  });

  it('says when a link names an unknown sample or somebody’s own image', async () => {
    await visit.begin({ example: 'gone' });
    expect(visit.notice).toEqual({ kind: 'unknown-example', id: 'gone' });
    expect(store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
    await openLink(visit, { ...DEFAULT_LINK, example: 'own', seed: 9, names: ['mine.jpg'] });
    await visit.rest();
    expect(visit.notice).toEqual({ kind: 'own-link', files: ['mine.jpg'] });
    expect(store.get().seed).toBe(9);
  });

  it('reads the image that a link waits for as the link says', async () => {
    const adjust = { ...AS_STORED, mirror: true };
    await visit.begin({ example: 'own', depth: 'dark', adjust, names: ['mine.jpg', 'depth.png'] });
    openFiles(store, [emptyFile('mine.jpg'), emptyFile('depth.png')], null);
    await visit.rest();
    expect(store.get().image).toMatchObject({ near: 'dark', depthChoice: 'file', adjust });
    openFiles(store, [emptyFile('other.jpg')], null);
    await visit.rest();
    expect(store.get()).toMatchObject({ awaitedDepth: null, image: { depthChoice: 'estimated' } });
  });

  it('works without the list of samples', async () => {
    await beginVisit(visit, DEFAULT_LINK, () => Promise.reject(new Error('404')));
    await visit.rest();
    expect(visit.notice).toEqual({ kind: 'examples-unavailable' });
    openFiles(store, [emptyFile('mine.jpg')], null);
    await visit.rest();
    expect(store.get().result.samples).not.toBeNull();
  });
});

describe('changes', () => {
  it('draw again for another seed or count, without the heavy part', async () => {
    await visit.begin();
    store.ask({ seed: 3 });
    await visit.rest();
    store.ask({ count: 8 });
    await visit.rest();
    expect(visit.worker.draws.slice(1)).toEqual([
      { seed: 3, count: 5 },
      { seed: 3, count: 8 },
    ]);
    expect(visit.worker.images).toHaveLength(1);
  });

  it('still have an effect after a model could not be opened', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('bad.pth')], null);
    await visit.rest();
    acceptCheckpoint(store, false);
    await visit.rest();
    store.ask({ seed: 9 });
    await visit.rest();
    expect(store.get().result).toMatchObject({ samples: { seed: 9 }, stale: false });
    setLatent(store, [1, 0, 0]);
    await visit.rest();
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
  });

  it('made while a model is opened have an effect when that fails', async () => {
    await visit.begin();
    const release = visit.worker.holdModels();
    openFiles(store, [emptyFile('bad.pth')], null);
    await visit.rest();
    acceptCheckpoint(store, false);
    store.ask({ seed: 9 });
    setLatent(store, [1, 0, 0]);
    release();
    await visit.rest();
    const { result } = store.get();
    expect(result).toMatchObject({ samples: { seed: 9 }, stale: false });
    expect(result.explored?.z).toEqual([1, 1, 2]);
  });

  it('run an image that was stopped from its beginning', async () => {
    await visit.begin();
    const unsubscribe = store.subscribe(() => {
      if (stageOf(store.get()) !== 'network') return;
      unsubscribe();
      void engine.stop();
    });
    setNear(store, 'dark');
    await visit.rest();
    expect(store.get().result.stale).toBe(true);
    store.ask({ seed: 3 });
    await visit.rest();
    expect(store.get().result).toMatchObject({ samples: { seed: 3 }, stale: false });
  });

  it('that are taken back leave no map of the image that was on its way', async () => {
    await visit.begin();
    const { images, explored } = visit.worker;
    setNear(store, 'dark');
    await Promise.resolve(); // the network has it by now
    setNear(store, 'bright');
    await visit.rest();
    setLatent(store, [1, 0, 0]);
    await visit.rest();
    expect(images.map(({ near }) => near)).toEqual(['bright', 'dark', 'bright']);
    expect(explored.at(-1)).toEqual([1, 1, 2]);
  });

  it('of a link are applied to the visitor’s own image as well', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('x.png'), emptyFile('x_depth.png')], null);
    await visit.rest();
    const own = { ...DEFAULT_LINK, example: 'own' };
    await openLink(visit, { ...own, latent: [1, 0, 0] });
    await visit.rest();
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
    await openLink(visit, { ...own, depth: 'dark' });
    await visit.rest();
    expect(visit.worker.images.at(-1)).toMatchObject({ near: 'dark', photo: { name: 'x.png' } });
    await openLink(visit, { ...own, depth: 'off' });
    await visit.rest();
    expect(store.get().image.depth).not.toBeNull();
  });

  it('of a link are applied to a photo without depth, whatever the link says of depth', async () => {
    await visit.begin();
    openFiles(store, [emptyFile('x.png')], 'photo');
    await visit.rest();
    await openLink(visit, { ...DEFAULT_LINK, example: 'own', depth: 'bright', seed: 7 });
    await visit.rest();
    expect(store.get().result.samples?.seed).toBe(7);
  });

  it('turn slider positions into latents of this prior', async () => {
    await visit.begin();
    setLatent(store, [1, 1, -1]);
    await visit.rest();
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
    expect(store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
    expect(visit.notice).toEqual({ kind: 'restarting', gpuLost: true });
  });

  it('of the worker in the middle of a call does the same', async () => {
    await visit.begin();
    visit.worker.failNext = 'backend-lost';
    store.ask({ seed: 2 });
    await visit.rest();
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
    const pair = runPair(
      engine,
      store,
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
    engine.retry();
    await visit.rest();
    expect(store.get().engine.phase).toBe('ready');
    expect(store.get().result.samples).not.toBeNull();
  });
});

describe('a file that a worker dies of', () => {
  it('is not read for ever where the network had failed already', async () => {
    visit.weakness = 'start';
    await visit.begin();
    visit.worker.api.readPhoto = () =>
      Promise.reject(new InferenceProblem({ code: 'worker-lost', detail: 'out of memory' }));
    openFiles(store, [emptyFile('x.png')], 'photo');
    await visit.rest();
    expect(store.get().incoming).toBeNull();
    expect(visit.notice).toMatchObject({ problem: { code: 'worker-lost' } });
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

  it('goes on with the same pair after the worker died, and past a pair that kills it again', async () => {
    await visit.begin();
    const { signal } = new AbortController();
    const request = { ...SAMPLING, photo: { key: 'p', name: 'p.jpg', blob: new Blob() } };
    const dying = () =>
      Promise.reject(new InferenceProblem({ code: 'worker-lost', detail: 'It broke.' }));
    visit.worker.api.runPair = dying;
    await runPair(engine, store, request, signal);
    expect(visit.workers).toHaveLength(2);
    expect(visit.notice).toEqual({ kind: 'restarting', gpuLost: false });

    const watch = store.subscribe(() => (visit.worker.api.runPair = dying));
    visit.worker.api.runPair = dying;
    await expect(runPair(engine, store, request, signal)).rejects.toThrow(
      'stopped at this pair, twice',
    );
    watch();
    endBatch(store);
    await visit.rest();
    expect(store.get().engine.phase).toBe('ready');
  });

  it('leaves the page’s own image in the network, also when it ends before its first answer', async () => {
    await visit.begin();
    const stopping = new AbortController();
    const pair = runPair(engine, store, request, stopping.signal);
    stopping.abort();
    await expect(pair).rejects.toSatisfy(isAbort);
    endBatch(store);
    await visit.rest();
    expect(visit.worker.images).toHaveLength(2);
    setLatent(store, [1, 0, 0]);
    await visit.rest();
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
  });

  it('leaves no map that counts as current while the page’s image is run again', async () => {
    await visit.begin();
    await runPair(engine, store, request, never);
    endBatch(store);
    expect(store.get().result.stale).toBe(true);
    await visit.rest();
    expect(store.get().result.stale).toBe(false);
  });

  it('that ran nothing does not disturb the page', async () => {
    await visit.begin();
    endBatch(store);
    await visit.rest();
    expect(visit.worker.images).toHaveLength(1);
  });

  it('whose pair was opened on the page needs no work besides', async () => {
    await visit.begin();
    await runPair(engine, store, request, never);
    openPair(store, { photo: emptyFile('1.jpg'), depth: null, truth: null, otherTruths: [] }, null);
    await visit.rest();
    endBatch(store);
    await visit.rest();
    expect(visit.worker.images.map(({ photo }) => photo.name)).toEqual(['aloe.jpg', '1.jpg']);
  });

  it('opens a pair on the page with the settings that it was run with', async () => {
    await visit.begin();
    const files = {
      photo: emptyFile('1.jpg'),
      depth: emptyFile('1.png'),
      truth: null,
      otherTruths: [],
    };
    openPair(store, files, {
      ...{ near: 'dark', fit: 'crop', seed: 3, count: 8 },
      withoutDepth: 'none',
    });
    await visit.rest();
    expect(visit.worker.images.at(-1)).toMatchObject({ near: 'dark' });
    expect(visit.worker.draws.at(-1)).toEqual({ seed: 3, count: 8 });
    expect(store.get()).toMatchObject({ seed: 3, count: 8 });
  });

  it('whose pair cannot be opened leaves the page its image', async () => {
    await visit.begin();
    await runPair(engine, store, request, never);
    openPair(
      store,
      { photo: emptyFile('bad.jpg'), depth: null, truth: null, otherTruths: [] },
      null,
    );
    await visit.rest();
    endBatch(store);
    await visit.rest();
    expect(visit.worker.images.map(({ photo }) => photo.name)).toEqual(['aloe.jpg', 'aloe.jpg']);
  });

  it('says at once that the network failed', async () => {
    visit.weakness = 'image';
    await visit.begin();
    await expect.poll(() => store.get().engine.phase).toBe('failed');
    const pair = runPair(engine, store, request, never);
    await expect(pair).rejects.toThrow('The network is not running: close this window');
    await expect(pair).rejects.toBeInstanceOf(InferenceProblem);
  });

  it('says that the network failed while a pair waited for it', async () => {
    visit.weakness = 'start';
    const pair = runPair(engine, store, request, never);
    await expect(pair).rejects.toThrow('The network is not running: close this window');
  });
});
