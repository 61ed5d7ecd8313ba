/** How long a tensor of a recording is needed: from the step that first touches it to the one that last does. */
export interface Lifetime {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

/** Pieces of memory for tensors that follow each other. */
export interface SlotPlan {
  /** Bytes of each slot, the largest first. */
  readonly sizes: readonly number[];
  /** The slot of each tensor. */
  readonly slotOf: readonly number[];
}

/**
 * Shares memory among tensors that are not needed at the same time. The largest come first and each takes the smallest
 * slot that is free while it lives (Pisarchyk and Lee, MLSys Workshop 2020, "Greedy by Size for Shared Objects").
 *
 * Slots are buffers of their own: a program may not read from a buffer that it also writes to, even elsewhere.
 */
export function planSlots(lifetimes: readonly Lifetime[]): SlotPlan {
  const sizes: number[] = [];
  const tenants: Lifetime[][] = [];
  const slotOf = new Array<number>(lifetimes.length);
  const bySize = lifetimes
    .map((lifetime, index) => ({ lifetime, index }))
    .sort((a, b) => b.lifetime.bytes - a.lifetime.bytes);
  for (const { lifetime, index } of bySize) {
    // Those of earlier tensors are at least as large, and the last one is the smallest.
    const free = tenants.findLastIndex((others) =>
      others.every((other) => !meets(lifetime, other)),
    );
    const slot = free < 0 ? tenants.push([]) - 1 : free;
    sizes[slot] ??= lifetime.bytes;
    tenants[slot]!.push(lifetime);
    slotOf[index] = slot;
  }
  return { sizes, slotOf };
}

function meets(a: Lifetime, b: Lifetime): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Buffers that recordings of one device take turns with: between two runs nothing lies in them. */
export class SlotPool {
  private readonly users = new Map<GPUBuffer, number>();

  constructor(private readonly device: GPUDevice) {}

  /** Buffers of at least these sizes, which come in falling order; what others use already comes first. */
  acquire(sizes: readonly number[]): GPUBuffer[] {
    const free = [...this.users.keys()].sort((a, b) => a.size - b.size);
    const buffers = sizes.map((size) => {
      const index = free.findIndex((buffer) => buffer.size >= size);
      return index < 0 ? this.create(size) : free.splice(index, 1)[0]!;
    });
    for (const buffer of buffers) this.users.set(buffer, (this.users.get(buffer) ?? 0) + 1);
    return buffers;
  }

  /** Gives back what `acquire` gave. Memory that nobody uses any more is freed. */
  release(buffers: readonly GPUBuffer[]): void {
    for (const buffer of buffers) {
      const users = this.users.get(buffer)! - 1;
      this.users.set(buffer, users);
      if (users > 0) continue;
      this.users.delete(buffer);
      buffer.destroy();
    }
  }

  private create(size: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.device.createBuffer({ size, usage });
  }
}
