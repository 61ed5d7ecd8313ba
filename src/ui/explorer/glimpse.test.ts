import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Visit } from '../engine/testing/visit.ts';
import { glimpseInUse, setLatent } from './latent.ts';

let visit: Visit;

beforeEach(async () => {
  visit = new Visit();
  await visit.begin();
  visit.store.setAppearance({ layer: 'answer', focus: null });
  await visit.rest();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Moves a slider, and lets so much time pass. */
async function move(sigma: number, milliseconds: number): Promise<void> {
  setLatent(visit.store, [sigma, 0, 0]);
  await vi.advanceTimersByTimeAsync(milliseconds);
}

const seen = () => {
  const state = visit.store.get();
  return { glimpse: glimpseInUse(state)?.z[0], explored: state.result.explored?.z[0] };
};

describe('while a slider moves on a GPU', () => {
  it('its places are painted and none is read', async () => {
    for (const sigma of [0.5, 1, 1.5, 2, 2.5, 3]) {
      await move(sigma, 50);
      expect(seen()).toEqual({ glimpse: sigma, explored: 0 });
    }
    expect(visit.worker.explored).toHaveLength(1);
    expect(visit.worker.glimpses.at(-1)!.painting).toMatchObject({
      colours: 'magma',
      range: [0, 1],
    });
  });

  it('the place where it comes to rest is read, and takes the picture’s place', async () => {
    await move(1, 50);
    await move(2, 99);
    expect(visit.worker.explored).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await visit.rest();
    expect(visit.worker.explored.map(([first]) => first)).toEqual([0, 2]);
    expect(seen()).toEqual({ glimpse: undefined, explored: 2 });
  });

  it('pictures that are left behind are given up, all but a few', async () => {
    for (let sigma = -3; sigma <= 3; sigma += 0.5) await move(sigma, 10);
    const state = visit.store.get();
    const open = visit.worker.glimpses.length - visit.worker.closed.length;
    expect(open).toBe(state.shelf.glimpse.size);
    expect(open).toBeLessThan(6);
    expect(visit.worker.closed).not.toContain(glimpseInUse(state)!.z);
  });
});

describe('a place is read at once', () => {
  it('where the GPU cannot paint it', async () => {
    visit.worker.paints = false;
    await move(1, 0);
    expect(seen()).toEqual({ glimpse: undefined, explored: 1 });
  });

  it('where the picture needs another map, or another one is looked at', async () => {
    visit.store.setAppearance({ view: 'difference' });
    await move(1, 0);
    expect(seen().explored).toBe(1);
    visit.store.setAppearance({ view: 'overlay', layer: 'agreed' });
    await move(2, 0);
    expect(seen().explored).toBe(2);
    expect(visit.worker.glimpses).toEqual([]);
  });

  it('after the GPU was lost', async () => {
    await move(1, 50);
    const before = visit.worker.glimpses.length;
    visit.worker.lose();
    await vi.advanceTimersByTimeAsync(0);
    vi.useRealTimers();
    await visit.rest();
    expect(seen()).toEqual({ glimpse: undefined, explored: 1 });
    expect(before).toBe(1);
    expect(visit.worker.glimpses.length).toBeLessThanOrEqual(1);
  });
});
