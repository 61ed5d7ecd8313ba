import { beforeEach, describe, expect, it } from 'vitest';
import type { FrameLayer, FramePicture } from '../../worker/protocol.ts';
import { Visit } from '../engine/testing/visit.ts';
import { frameLayer } from './liveLayers.ts';
import { runLive } from './runLive.ts';

let visit: Visit;
let ending: AbortController;
let shown: FramePicture[];
let layer: FrameLayer;
let given: number;
let closed: number;

beforeEach(async () => {
  visit = new Visit();
  await visit.begin();
  ending = new AbortController();
  shown = [];
  layer = { of: 'outlines', level: 0.5 };
  given = closed = 0;
});

/** Runs so many frames, with something done before one of them. */
async function runFrames(last: number, before: (frame: number) => void = () => undefined) {
  return runLive(
    {
      client: visit.engine.client,
      store: visit.store,
      request: () => ({ side: 352, count: 3, seed: 1, layer }),
      nextFrame: async () => {
        given++;
        before(given);
        return { close: () => closed++ } as unknown as ImageBitmap;
      },
      show: (picture) => {
        shown.push(picture);
        if (shown.length === last) ending.abort();
      },
    },
    ending.signal,
  );
}

describe('the live camera', () => {
  it('asks for a frame only when the one before is done, and shows what became of each', async () => {
    expect(await runFrames(4)).toBeNull();
    expect(shown.map(({ answers }) => answers)).toEqual([3, 3, 3, 3]);
    expect(given).toBe(4);
    expect(visit.worker.frames).toHaveLength(4);
  });

  it('closes each frame, one that was given up before it moved as well', async () => {
    await runFrames(9, (frame) => {
      if (frame === 3) ending.abort();
    });
    expect([given, closed]).toEqual([3, 3]);
  });

  it('asks for the layer that is wanted by then', async () => {
    const depth = frameLayer('depth', false, { colours: 'magma', opacity: 0.5 });
    await runFrames(3, (frame) => {
      if (frame === 2) layer = depth;
    });
    expect(shown.map(({ of }) => of)).toEqual(['outlines', 'depth', 'depth']);
  });

  it('has the network on loan, and leaves the page its results', async () => {
    const { shelf } = visit.store.get();
    const asked = visit.worker.images.length;
    await runFrames(2, (frame) => {
      if (frame === 2) visit.store.update({ latent: [1, 0, 0] });
    });
    expect(visit.store.get().resting).toBeNull();
    expect(visit.store.get().shelf.sample).toBe(shelf.sample);
    await visit.rest();
    // The slider moved meanwhile: its map needs the page's image again.
    expect(visit.worker.images).toHaveLength(asked + 1);
    expect(visit.worker.explored.at(-1)).toEqual([1, 1, 2]);
  });

  it('computes nothing anew when nothing changed', async () => {
    const asked = visit.worker.images.length;
    await runFrames(2);
    await visit.rest();
    expect(visit.worker.images).toHaveLength(asked);
  });

  it('takes the network back from a batch that ends meanwhile', async () => {
    await runFrames(3, (frame) => {
      if (frame === 2) visit.store.update({ resting: null });
    });
    expect(shown).toHaveLength(3);
    expect(visit.store.get().held.analyse).toBeNull();
  });

  it('leaves the network to a batch that had it before', async () => {
    visit.store.update({ resting: 'lent' });
    await runFrames(1);
    expect(visit.store.get().resting).toBe('lent');
  });

  it('gives the network back where another run begins before it has ended', async () => {
    let second: Promise<unknown> | undefined;
    await runFrames(9, (frame) => {
      if (frame !== 2) return;
      ending.abort();
      ending = new AbortController();
      shown = [];
      second = runFrames(5);
    });
    await second;
    expect(visit.store.get().resting).toBeNull();
  });

  it('says why depth cannot be estimated', async () => {
    visit.worker.failNext = 'model-unavailable';
    expect((await runFrames(1))?.code).toBe('model-unavailable');
    expect(visit.store.get().resting).toBeNull();
  });

  it('ends without a word when the network is lost, which then starts again', async () => {
    visit.worker.failNext = 'backend-lost';
    expect(await runFrames(1)).toBeNull();
    await visit.rest();
    expect(visit.store.get().engine.phase).toBe('ready');
    expect(visit.workers).toHaveLength(2);
  });
});
