import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { transformWithOxc } from 'vite';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { i32, increase, type Local, OneFunction, repeatWhile } from './assembler.ts';
import type { Membership } from './board.ts';
import { allocate, Crew } from './crew.ts';

const PAGES = 20;
const VALUES = 100_000;
const BYTES = 4;

/** As much of tfjs's backend as a crew needs, with a memory that threads share. */
function sharedBackend() {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: 65536, shared: true });
  let free = 64;
  const malloc = (bytes: number) => {
    const address = free;
    free += Math.ceil(bytes / 16) * 16;
    return address;
  };
  const wasm = { wasmMemory: memory, asm: { memory }, _malloc: malloc, _free: () => undefined };
  return { backend: { wasm } as unknown as BackendWasm, memory, malloc };
}

/** Adds a number to each value from `first` up to `behind`, and writes into the thread's own room that it was there. */
function additionProgram(): Uint8Array<ArrayBuffer> {
  const program = new OneFunction();
  const [first, behind, room, start, number] = Array.from({ length: 5 }, () =>
    program.parameter('i32'),
  ) as [Local, Local, Local, Local, Local];
  const address = i32.add(start, i32.multiply(first, BYTES));
  const body = [
    i32.store(0, room, 1),
    repeatWhile(
      i32.isLess(first, behind),
      i32.store(0, address, i32.add(i32.load(0, address), number)),
      increase(first, 1),
    ),
  ];
  return program.assemble(body.flat(), true);
}

let code: string;
let workers: Worker[] = [];

beforeAll(async () => {
  const board = readFileSync(new URL('./board.ts', import.meta.url), 'utf8');
  const { code: plain } = await transformWithOxc(board, 'board.ts', { lang: 'ts' });
  code = `${plain.replaceAll(/^export /gm, '')}
    require('node:worker_threads').parentPort.once('message', helpOut);`;
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()));
  workers = [];
});

it('takes no memory where there is none left', () => {
  const { backend, memory } = sharedBackend();
  const full = { wasm: { ...backend.wasm, _malloc: () => 0 } } as unknown as BackendWasm;
  new Uint8Array(memory.buffer).fill(7);
  expect(() => allocate(full, 64)).toThrow('No memory is left for 64 bytes');
  expect(new Uint8Array(memory.buffer)[0]).toBe(7);
});

function startHelper(membership: Membership): void {
  const worker = new Worker(code, { eval: true });
  worker.postMessage(membership);
  workers.push(worker);
}

const stuck = () => {
  throw new Error('Nobody is stuck.');
};

describe('a crew', () => {
  it('computes each value once, whoever takes part', { timeout: 60_000 }, async () => {
    const { backend, memory, malloc } = sharedBackend();
    const crew = new Crew(backend, { add: additionProgram() }, BYTES, {
      count: 3,
      start: startHelper,
      stuck,
    });
    const rooms = malloc(0) - 4 * BYTES;
    const start = malloc(VALUES * BYTES);
    const values = new Int32Array(memory.buffer, start, VALUES);
    const present = () => [...new Int32Array(memory.buffer, rooms, 4)].filter(Boolean).length;
    let calls = 0;
    while (calls < 200 || present() < 4) {
      crew.run('add', VALUES - 3, 5, [start, 1]);
      calls++;
      // A worker's start needs this thread now and then.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(new Set(values.subarray(0, VALUES - 3))).toEqual(new Set([calls]));
    expect([...values.subarray(VALUES - 3)]).toEqual([0, 0, 0]);
  });

  it('works alone where no helper can be started', () => {
    const { backend, memory, malloc } = sharedBackend();
    const start = () => {
      throw new Error('No scripts from blobs.');
    };
    const crew = new Crew(backend, { add: additionProgram() }, BYTES, { count: 3, start, stuck });
    const address = malloc(1000 * BYTES);
    crew.run('add', 1000, 5, [address, 2]);
    expect(new Set(new Int32Array(memory.buffer, address, 1000))).toEqual(new Set([2]));
  });

  it('fails where a thread fails, and holds nobody up', () => {
    const { backend, malloc } = sharedBackend();
    const helpers = { count: 1, start: () => undefined, stuck };
    const crew = new Crew(backend, { add: additionProgram() }, BYTES, helpers);
    expect(() => crew.run('add', 1000, 5, [PAGES * 65536, 1])).toThrow(WebAssembly.RuntimeError);
    const address = malloc(1000 * BYTES);
    const later = () => crew.run('add', 1000, 5, [address, 1]);
    expect(later).toThrow('A thread failed');
    // As where this thread itself fails: the backend is of no use any more.
    expect(later).toThrow(WebAssembly.RuntimeError);
  });

  it('waits for a thread that holds a share no longer than twenty seconds', () => {
    const { backend, malloc } = sharedBackend();
    let held: Membership | null = null;
    const begin = (membership: Membership) => (held = membership);
    const told = vi.fn();
    const helpers = { count: 1, start: begin, stuck: told };
    const crew = new Crew(backend, { add: additionProgram() }, BYTES, helpers);
    const start = malloc(1000 * BYTES);
    // The helper has taken a share, and that is all it ever does.
    const words = new Int32Array(held!.memory.buffer, held!.board, 1);
    const take = vi.spyOn(Atomics, 'notify').mockImplementationOnce(() => {
      words[0]!--;
      return 1;
    });
    const wait = vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
    expect(() => crew.run('add', 1000, 5, [start, 1])).toThrow('does not go on');
    expect(told).toHaveBeenCalledOnce();
    expect(wait.mock.calls.reduce((sum, [, , , milliseconds]) => sum + milliseconds!, 0)).toBe(
      20_000,
    );
    take.mockRestore();
    wait.mockRestore();
  });
});
