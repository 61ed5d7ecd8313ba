import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Lifetime, planSlots, SlotPool } from './slots.ts';

const lifetime = (bytes: number, first: number, last: number): Lifetime => ({ bytes, first, last });

describe('planSlots', () => {
  it('lets a chain of tensors take turns with two slots', () => {
    const chain = [0, 1, 2, 3, 4].map((step) => lifetime(100, step, step + 1));
    const { sizes, slotOf } = planSlots(chain);
    expect(sizes).toEqual([100, 100]);
    slotOf.slice(1).forEach((slot, index) => expect(slot).not.toBe(slotOf[index]));
  });

  it('never gives tensors of the same step one slot', () => {
    const lifetimes = Array.from({ length: 60 }, (_, i) =>
      lifetime(4 * (1 + ((i * 37) % 11)), i, i + ((i * 13) % 7)),
    );
    const { sizes, slotOf } = planSlots(lifetimes);
    for (const [i, a] of lifetimes.entries()) {
      expect(sizes[slotOf[i]!]).toBeGreaterThanOrEqual(a.bytes);
      for (const [j, b] of lifetimes.entries()) {
        if (j <= i || a.last < b.first || b.last < a.first) continue;
        expect(slotOf[i], `${i} and ${j}`).not.toBe(slotOf[j]);
      }
    }
  });

  it('takes the smallest slot that is large enough', () => {
    const { sizes, slotOf } = planSlots([
      lifetime(100, 0, 1),
      lifetime(40, 0, 1),
      lifetime(30, 2, 3),
    ]);
    expect(sizes).toEqual([100, 40]);
    expect(slotOf).toEqual([0, 1, 1]);
  });
});

describe('SlotPool', () => {
  beforeEach(() => vi.stubGlobal('GPUBufferUsage', { STORAGE: 1, COPY_SRC: 2, COPY_DST: 4 }));
  afterEach(() => vi.unstubAllGlobals());

  function countingPool() {
    let held = 0;
    const createBuffer = ({ size }: { size: number }) => {
      held += size;
      return { size, destroy: () => (held -= size) };
    };
    return { pool: new SlotPool({ createBuffer } as unknown as GPUDevice), held: () => held };
  }

  it('shares buffers among recordings, and adds only what is larger', () => {
    const { pool, held } = countingPool();
    pool.acquire([100, 50]);
    pool.acquire([60, 50]);
    expect(held()).toBe(150);
    pool.acquire([200, 60, 10]);
    expect(held()).toBe(350);
  });

  it('frees a buffer when its last recording is gone', () => {
    const { pool, held } = countingPool();
    const first = pool.acquire([100, 50]);
    const second = pool.acquire([80]);
    pool.release(first);
    expect(held()).toBe(100);
    pool.release(second);
    expect(held()).toBe(0);
  });
});
