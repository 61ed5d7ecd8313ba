/** What every thread needs to take part: the memory that all share, and what lies in it where. */
export interface Membership {
  readonly memory: WebAssembly.Memory;
  /** Each exports a function `run` of a share's first and last unit, the thread's room, and what a job says. */
  readonly programs: readonly WebAssembly.Module[];
  /** Address of the board. */
  readonly board: number;
  /** Address of room that is this thread's alone. */
  readonly room: number;
}

/** A call of a program over a range, which is cut into shares. */
export interface Job {
  /** Index of the program. */
  readonly program: number;
  /** Behind the last of what is computed. */
  readonly behind: number;
  /** Of it in a share. */
  readonly share: number;
  /** What the program takes besides. */
  readonly values: readonly number[];
}

const [TICKET, DONE, FAILED] = [0, 1, 2];
const HEADER_BYTES = 16;
const MOST_VALUES = 24;
const JOB_VALUES = 4 + MOST_VALUES;
export const BOARD_BYTES = HEADER_BYTES + JOB_VALUES * Float64Array.BYTES_PER_ELEMENT;

/** The ticket's lower half counts the shares that nobody has taken; the upper one tells jobs apart. */
const COUNT = 0xffff;
export const MOST_SHARES = COUNT;
/** A page's own thread may not. */
const MAY_SLEEP = typeof document === 'undefined';
/** A share is computed within milliseconds, and on a machine that is busy within seconds. */
const PATIENCE_MS = 20_000;
/** How often a thread looks again before it sleeps: about as long as it takes to be woken. */
const LOOKS = 2000;

/**
 * Where threads see what is to be done, and take shares of it. Whoever comes late finds nothing left and holds nobody up.
 *
 * A share is taken by one exchange of the ticket. It fails when the ticket has changed since it was read, and the job is written
 * only while no share is left: so the job that was read between the two is the one whose share was taken.
 */
export class Board {
  private readonly words: Int32Array;
  private readonly values: Float64Array;

  /** @param address in the memory that threads share, where `BOARD_BYTES` of zeros lie */
  constructor({ buffer }: WebAssembly.Memory, address: number) {
    this.words = new Int32Array(buffer, address, HEADER_BYTES / 4);
    this.values = new Float64Array(buffer, address + HEADER_BYTES, JOB_VALUES);
  }

  /** Puts a job up and wakes who waits for one. The one before must have been settled. */
  post({ program, behind, share, values }: Job): void {
    const { words } = this;
    this.values.set([program, behind, share, values.length, ...values]);
    Atomics.store(words, DONE, 0);
    const count = Math.ceil(behind / share);
    Atomics.store(words, TICKET, ((words[TICKET]! & ~COUNT) + COUNT + 1) | count);
    Atomics.notify(words, TICKET);
  }

  /**
   * Takes a share of the job and computes it.
   *
   * @returns whether one was left
   */
  takeShare(
    compute: (program: number, first: number, behind: number, values: number[]) => void,
  ): boolean {
    const { words } = this;
    for (;;) {
      const ticket = Atomics.load(words, TICKET);
      const left = ticket & COUNT;
      if (left === 0) return false;
      const job = this.values.slice();
      if (Atomics.compareExchange(words, TICKET, ticket, ticket - 1) !== ticket) continue;
      const [program, behind, share, count] = job as unknown as [number, number, number, number];
      const first = (left - 1) * share;
      try {
        compute(program, first, Math.min(first + share, behind), [...job.subarray(4, 4 + count)]);
      } catch (error) {
        Atomics.store(words, FAILED, 1);
        throw error;
      } finally {
        Atomics.add(words, DONE, 1);
        Atomics.notify(words, DONE);
      }
      return true;
    }
  }

  /** Sleeps until there is a share to take. */
  awaitJob(): void {
    const isLeft = () => (Atomics.load(this.words, TICKET) & COUNT) > 0;
    for (let look = 0; look < LOOKS; look++) if (isLeft()) return;
    const ticket = Atomics.load(this.words, TICKET);
    if ((ticket & COUNT) === 0) Atomics.wait(this.words, TICKET, ticket);
  }

  /**
   * Waits until all shares of the job are computed.
   *
   * @returns whether they are; not where a thread holds one and does not go on with it
   * @throws WebAssembly.RuntimeError when a thread failed at one: like a trap, it leaves nothing that can be relied on
   */
  settle(count: number): boolean {
    const { words } = this;
    const done = () => Atomics.load(words, DONE);
    for (let look = 0; look < LOOKS && done() < count; look++);
    let waited = 0;
    for (let now; (now = done()) < count;) {
      // A machine that was asleep has let one of these pass, but not several.
      if (MAY_SLEEP && Atomics.wait(words, DONE, now, PATIENCE_MS / 4) === 'timed-out') waited++;
      else waited = 0;
      if (waited === 4) return false;
    }
    if (Atomics.load(words, FAILED) !== 0) {
      throw new WebAssembly.RuntimeError('A thread failed at its share.');
    }
    return true;
  }
}

/** The life of a thread that helps. It never ends by itself. */
export function helpOut({ memory, programs, board, room }: Membership): never {
  const shared = new Board(memory, board);
  const runs = startPrograms(programs, memory);
  for (;;) {
    const isTaken = shared.takeShare((program, first, behind, values) =>
      runs[program]!(first, behind, room, ...values),
    );
    if (!isTaken) shared.awaitJob();
  }
}

/** Takes numbers, some of them addresses in the memory. */
export type Program = (...values: number[]) => void;

export function startPrograms(
  modules: readonly WebAssembly.Module[],
  memory: WebAssembly.Memory,
): Program[] {
  return modules.map((module) => {
    const { exports } = new WebAssembly.Instance(module, { tfjs: { memory } });
    return exports['run'] as Program;
  });
}
