import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type ConvolutionKind, convolutionProgram, ROOM_BYTES } from './convolutionProgram.ts';
import { copyProgram } from './copyProgram.ts';
import { WINOGRAD_ROOM_BYTES, winogradProgram } from './winogradProgram.ts';
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

/**
 * Room in the backend's memory, of zeros. Its owner calls `free`.
 *
 * @throws WebAssembly.RuntimeError where the memory cannot grow by it
 */
export function allocate(backend: BackendWasm, bytes: number) {
  const { _malloc, _free } = emscripten(backend);
  const address = _malloc(bytes) >>> 0;
  if (address === 0) throw new WebAssembly.RuntimeError(`No memory is left for ${bytes} bytes.`);
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
  /** Is called when one took a share and does not go on with it: it may write into the memory at any time. */
  readonly stuck: () => void;
}

/** Shares for each thread: one that is slow or busy takes fewer than the others. */
const SHARES = 4;

type ProgramName = ConvolutionKind | 'winograd' | 'copy';

/** Runs programs, by one thread or by several at once. */
export class Crew<Name extends string = ProgramName> {
  private readonly names: readonly Name[];
  private readonly runs;
  private readonly room: number;
  private readonly threads: number;
  /** Null where one thread works alone. */
  private readonly board: Board | null;

  /**
   * @param programs by their names; they work in a memory that threads share if the backend has one
   * @param roomBytes of a thread's own room
   */
  constructor(
    backend: BackendWasm,
    programs: Readonly<Record<Name, Uint8Array<ArrayBuffer>>>,
    roomBytes: number,
    private readonly helpers: Helpers | null,
  ) {
    this.threads = 1 + (helpers?.count ?? 0);
    const memory = memoryOf(backend);
    this.names = Object.keys(programs) as Name[];
    const modules = this.names.map((name) => new WebAssembly.Module(programs[name]));
    this.runs = startPrograms(modules, memory);
    const { address } = allocate(backend, BOARD_BYTES + roomBytes * this.threads);
    this.room = address + BOARD_BYTES;
    this.board = helpers && new Board(memory, address);
    try {
      for (let thread = 1; thread < this.threads; thread++) {
        const room = this.room + thread * roomBytes;
        helpers!.start({ memory, programs: modules, board: address, room });
      }
    } catch {
      // Who does not come is not waited for: the others do the work.
    }
  }

  /**
   * Calls a program for all of 0 up to `count`.
   *
   * @param unit of which shares are multiples
   * @throws WebAssembly.RuntimeError when a thread fails; Error when one does not go on
   */
  run(name: Name, count: number, unit: number, values: readonly number[]): void {
    const program = this.names.indexOf(name);
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
    if (this.board.settle(Math.ceil(count / share))) return;
    this.helpers!.stuck();
    throw new Error('A thread does not go on with its share.');
  }
}

const crews = new WeakMap<BackendWasm, Crew | null>();
let helpers: Helpers | null = null;

/**
 * Gives helpers to the crew of the backend that starts next.
 *
 * @param those only where its memory will be shared
 */
export function employ(those: Helpers | null): void {
  helpers = those;
}

function startCrew(backend: BackendWasm, isRelaxed: boolean, isShared: boolean): Crew {
  const programs = {
    full: convolutionProgram('full', isRelaxed, isShared),
    depthwise: convolutionProgram('depthwise', isRelaxed, isShared),
    winograd: winogradProgram(isRelaxed, isShared),
    copy: copyProgram(isShared),
  };
  return new Crew(backend, programs, Math.max(ROOM_BYTES, WINOGRAD_ROOM_BYTES), helpers);
}

/** The crew with our programs on a backend; null where the browser has no SIMD. Multiplies and adds at once where the browser can. */
export function crewOf(backend: BackendWasm): Crew | null {
  const known = crews.get(backend);
  if (known !== undefined) return known;
  const isShared = emscripten(backend).wasmMemory !== undefined;
  const isRelaxed = [true, false].find((isRelaxed) =>
    WebAssembly.validate(convolutionProgram('full', isRelaxed, isShared)),
  );
  const crew = isRelaxed === undefined ? null : startCrew(backend, isRelaxed, isShared);
  crews.set(backend, crew);
  return crew;
}
