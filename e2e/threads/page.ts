import { fused, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import { registerWasmBackend, setWasmPaths } from '../../src/kernels/wasm/backend.ts';
import type { Membership } from '../../src/kernels/wasm/board.ts';
import { useCrewKernels } from '../../src/kernels/wasm/crewKernels.ts';
import { helpersOf } from '../../src/worker/helpers.ts';

/** What `threads.spec.ts` calls in the page. */
export interface ThreadsPage {
  /**
   * How many convolutions, of stride 1 and of stride 2, gave other values than the first of their kind, of which helpers had no share;
   * all of them take part in some.
   */
  differing(helpers: number): Promise<number>;
}

const SIDE = 40;
const CHANNELS = 64;

const values = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.7));

const page: ThreadsPage = {
  async differing(helpers) {
    const started: Membership[] = [];
    registerWasmBackend(1);
    setWasmPaths('/wasm/');
    const crew = helpersOf(helpers);
    useCrewKernels({
      ...crew,
      start: (membership) => {
        started.push(membership);
        crew.start(membership);
      },
    });
    if (!(await setBackend('wasm'))) throw new Error('wasm does not start in this browser.');
    const x = tensor4d(values(SIDE * SIDE * CHANNELS), [1, SIDE, SIDE, CHANNELS]);
    const filter = tensor4d(values(9 * CHANNELS * CHANNELS), [3, 3, CHANNELS, CHANNELS]);
    const convolve = async (strides: number) => {
      const result = fused.conv2d({ x, filter, strides, pad: 'same', activation: 'relu' });
      const data = await result.data();
      result.dispose();
      return data;
    };
    // Where a thread's pixels read is written into its room.
    const areAllThere = () =>
      started.every(({ memory, room }) => new Uint32Array(memory.buffer, room, 1)[0] !== 0);
    // Each stride has a program of its own.
    const alone = new Map([
      [1, await convolve(1)],
      [2, await convolve(2)],
    ]);
    let differing = 0;
    for (let call = 0; call < 20 || !areAllThere(); call++) {
      for (const [stride, expected] of alone) {
        const together = await convolve(stride);
        if (together.some((value, i) => value !== expected[i])) differing++;
      }
      await new Promise((resolve) => setTimeout(resolve)); // a worker starts meanwhile
    }
    return differing;
  },
};

Object.assign(globalThis, { threadsPage: page });
