import { add, backend, memory, mul, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useCpuBackend } from '../testing/backends.ts';
import { type Forms, Recorded, type Replay } from './recorded.ts';

beforeAll(useCpuBackend);

function doubling() {
  return new Recorded(
    ({ x, y }: { readonly x: Tensor1D; readonly y: Tensor1D }, factor: number) => ({
      kept: { sum: add<Tensor1D>(x, y) },
      read: { product: mul<Tensor1D>(mul(x, y), factor) },
    }),
  );
}

const host = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

describe('work on a backend that does not record', () => {
  it('gives what its operations give, of values and of tensors, and leaves nothing else', async () => {
    const y = tensor1d([3, 4]);
    const before = memory().numTensors;
    const { kept, read } = await doubling().run({ x: host(1, 2), y }, 10);
    expect(memory().numTensors).toBe(before + 1);
    expect([...read.product]).toEqual([30, 80]);
    expect([...(await kept.sum.data())]).toEqual([4, 6]);
    kept.sum.dispose();
    y.dispose();
  });

  it('takes bytes for numbers from 0 to 255', async () => {
    const x = { shape: [2], values: Uint8Array.of(255, 1) };
    const { kept, read } = await doubling().run({ x, y: host(1, 1) }, 1);
    kept.sum.dispose();
    expect([...read.product]).toEqual([255, 1]);
  });
});

describe('work on a backend that records', () => {
  /** What was recorded, what ran, and what was freed, by the shape of x. */
  let log: string[] = [];
  let isTaken = true;
  let isRecordable = true;

  beforeEach(() => {
    log = [];
    isTaken = true;
    isRecordable = true;
    const record = (_: unknown, { x }: Forms): Replay | null => {
      log.push(`record ${x!.shape}`);
      if (!isRecordable) return null;
      return {
        run: async () => {
          log.push(`run ${x!.shape}`);
          return { kept: { sum: tensor1d([0]) }, read: { product: Float32Array.of(0) } };
        },
        isTaken: async () => isTaken,
        dispose: () => log.push(`free ${x!.shape}`),
      };
    };
    Object.assign(backend(), { record, rehearse: () => undefined });
  });

  afterEach(() => {
    Reflect.deleteProperty(backend(), 'record');
    Reflect.deleteProperty(backend(), 'rehearse');
  });

  async function run(work: ReturnType<typeof doubling>, length: number): Promise<number[]> {
    const ones = host(...new Array<number>(length).fill(1));
    const { kept, read } = await work.run({ x: ones, y: ones }, 2);
    kept.sum.dispose();
    return [...read.product];
  }

  it('is recorded once for each shape, and the ones used last are kept', async () => {
    const work = doubling();
    for (const length of [1, 1, 2, 3, 4, 1, 5]) await run(work, length);
    expect(log.filter((line) => line.startsWith('record'))).toHaveLength(5);
    expect(log.filter((line) => line.startsWith('free'))).toEqual(['free 2']);
    work.dispose();
    expect(log.slice(-4).sort()).toEqual(['free 1', 'free 3', 'free 4', 'free 5']);
  });

  it('runs plainly where it cannot be recorded', async () => {
    isRecordable = false;
    const work = doubling();
    expect(await run(work, 2)).toEqual([2, 2]);
    expect(await run(work, 2)).toEqual([2, 2]);
    expect(log).toEqual(['record 2']);
  });

  it('runs plainly from the run on that the device refuses', async () => {
    isTaken = false;
    const work = doubling();
    const before = memory().numTensors;
    expect(await run(work, 2)).toEqual([2, 2]);
    expect(await run(work, 2)).toEqual([2, 2]);
    expect(log).toEqual(['record 2', 'run 2', 'free 2']);
    expect(memory().numTensors).toBe(before);
  });
});
