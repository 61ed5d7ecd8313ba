import type { DataId } from '@tensorflow/tfjs-core';
import { type Lifetime, planSlots, type SlotPool } from './slots.ts';
import type { Step, Trace } from './trace.ts';

/**
 * The steps that give the same every time: they read constants only, and nothing else writes to their result. They run
 * once, when the recording is made.
 */
export function settledSteps({ steps, constants }: Pick<Trace, 'steps' | 'constants'>): Set<Step> {
  const known = new Set<DataId>(constants.keys());
  const writers = new Map<DataId, number>();
  for (const { output } of steps) writers.set(output, (writers.get(output) ?? 0) + 1);
  const settled = new Set<Step>();
  for (const step of steps) {
    if (writers.get(step.output)! > 1 || !step.inputs.every((input) => known.has(input))) continue;
    settled.add(step);
    known.add(step.output);
  }
  return settled;
}

/**
 * From which step to which each tensor is touched. Inputs are there before the first step, and results are copied out
 * after the last.
 */
export function lifetimesOf(
  steps: readonly Step[],
  bytes: ReadonlyMap<DataId, number>,
  inputs: readonly DataId[],
  results: readonly DataId[],
): Map<DataId, Lifetime> {
  const lifetimes = new Map<DataId, Lifetime>();
  const touch = (dataId: DataId, at: number) => {
    const { first = at } = lifetimes.get(dataId) ?? {};
    lifetimes.set(dataId, { bytes: bytes.get(dataId)!, first, last: at });
  };
  inputs.forEach((dataId) => touch(dataId, -1));
  steps.forEach((step, at) => [...step.inputs, step.output].forEach((dataId) => touch(dataId, at)));
  results.forEach((dataId) => touch(dataId, steps.length));
  return lifetimes;
}

/** Where everything lies that a recording touches. */
export class RecordingMemory {
  private readonly places: Map<DataId, GPUBuffer>;
  private readonly slots: readonly GPUBuffer[];
  /** Of settled steps. */
  private readonly settled: readonly GPUBuffer[];

  constructor(
    { device }: { readonly device: GPUDevice },
    private readonly pool: SlotPool,
    { steps, constants, bytes }: Trace,
    settled: ReadonlySet<Step>,
    inputs: readonly DataId[],
    results: readonly DataId[],
  ) {
    const fixed = new Map(constants);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    this.settled = [...settled].map(({ output }) => {
      const buffer = device.createBuffer({ size: bytes.get(output)!, usage });
      fixed.set(output, buffer);
      return buffer;
    });
    const changing = steps.filter((step) => !settled.has(step));
    const moving = [...lifetimesOf(changing, bytes, inputs, results)].filter(
      ([dataId]) => !fixed.has(dataId),
    );
    const { sizes, slotOf } = planSlots(moving.map(([, lifetime]) => lifetime));
    this.slots = pool.acquire(sizes);
    this.places = fixed;
    moving.forEach(([dataId], index) => this.places.set(dataId, this.slots[slotOf[index]!]!));
  }

  /** Where a tensor of the recording lies, at the beginning of the buffer. */
  at(dataId: DataId): GPUBuffer {
    return this.places.get(dataId)!;
  }

  free(): void {
    this.pool.release(this.slots);
    for (const buffer of this.settled) buffer.destroy();
  }
}
