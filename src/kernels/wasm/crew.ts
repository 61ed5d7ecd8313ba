import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  Board,
  BOARD_BYTES,
  type Job,
  type Membership,
  MOST_SHARES,
  startPrograms,
} from './board.ts';

/** What tfjs does not declare of Emscripten's module. */
interface EmscriptenMemory {
  /** Only where threads share it. */
  readonly wasmMemory?: WebAssembly.Memory;
  readonly asm: { readonly memory: WebAssembly.Memory };
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

function emscripten(backend: BackendWasm): EmscriptenMemory {
  return backend.wasm as unknown as EmscriptenMemory;
}

function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const { wasmMemory, asm } = emscripten(backend);
  return wasmMemory ?? asm.memory;
}

/** Room in the backend's memory, of zeros. Its owner calls `free`. */
export function allocate(backend: BackendWasm, bytes: number) {
  const { _malloc, _free } = emscripten(backend);
  const address = _malloc(bytes) >>> 0;
  new Uint8Array(memoryOf(backend).buffer, address, bytes).fill(0);
  return { address, free: () => _free(address) };
}

export function valuesAt(backend: BackendWasm, address: number, count: number): Float32Array {
  return new Float32Array(memoryOf(backend).buffer, address, count);
}

/** Threads beside this one, where the backend's memory is one that threads share. */
export interface Helpers {
  readonly count: number;
  /** Starts one, which is to call `helpOut`. */
  readonly start: (membership: Membership) => void;
}

/** Shares for each thread: one that is slow or busy takes fewer than the others. */
const SHARES = 4;

/** Programs in the backend's own memory, so that nothing is copied, by one thread or by several at once. */
export class Crew {
  private readonly runs;
  private readonly room: number;
  private readonly threads: number;
  /** Null where one thread works alone. */
  private readonly board: Board | null;

  /**
   * @param programs of which each is in bytes, and works in a memory that threads share if the backend has one
   * @param roomBytes of a thread's own room
   */
  constructor(
    backend: BackendWasm,
    programs: readonly Uint8Array<ArrayBuffer>[],
    roomBytes: number,
    helpers: Helpers | null,
  ) {
    this.threads = 1 + (helpers?.count ?? 0);
    const memory = memoryOf(backend);
    const modules = programs.map((bytes) => new WebAssembly.Module(bytes));
    this.runs = startPrograms(modules, memory);
    const { address } = allocate(backend, BOARD_BYTES + roomBytes * this.threads);
    this.room = address + BOARD_BYTES;
    this.board = helpers && new Board(memory, address);
    for (let thread = 1; thread < this.threads; thread++) {
      const room = this.room + thread * roomBytes;
      helpers!.start({ memory, programs: modules, board: address, room });
    }
  }

  /**
   * Calls a program for all of 0 up to `count`.
   *
   * @param unit of which shares are multiples
   * @throws Error when a thread fails
   */
  run(program: number, count: number, unit: number, values: readonly number[]): void {
    const units = Math.ceil(count / unit);
    const compute = (which: number, first: number, behind: number, given: readonly number[]) =>
      this.runs[which]!(first, behind, this.room, ...given);
    if (this.board === null || units === 1) {
      compute(program, 0, count, values);
      return;
    }
    const shares = Math.min(units, SHARES * this.threads, MOST_SHARES);
    const share = Math.ceil(units / shares) * unit;
    const job: Job = { program, behind: count, share, values };
    this.board.post(job);
    while (this.board.takeShare(compute));
    this.board.settle(Math.ceil(count / share));
  }
}

/** Whether the backend's memory is one that threads share. */
export function isShared(backend: BackendWasm): boolean {
  return emscripten(backend).wasmMemory !== undefined;
}
