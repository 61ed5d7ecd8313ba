import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, setBackend } from '@tensorflow/tfjs-core';
import { UcNetPredictor } from '../../src/inference/ucNetPredictor.ts';
import { fetchInput } from '../browser/input.ts';
import { OURS, registerBothBackends, STOCK } from '../browser/webgpuBackends.ts';
import { collectCalls, type RecordedCall } from './collectCalls.ts';
import { DevicePeaks, type PeakName } from './devicePeaks.ts';
import type { KernelCall } from './kernelCall.ts';
import { RepeatableCall } from './repeatCall.ts';

/** Whose kernel runs a call. */
export type KernelEngine = 'ours' | 'stock';

const BACKENDS: Readonly<Record<KernelEngine, string>> = { ours: OURS, stock: STOCK };

/** A call by both engines. */
export interface Comparison {
  /** By how much the results differ, as a share of the largest value. */
  readonly difference: number;
  /** GPU programs that tfjs runs for it. */
  readonly stockPrograms: number;
}

/** What the driver calls in the page. Times are the page's own clock. */
export interface KernelsApi {
  /** Every distinct call of a kernel for one photo and one map of it. */
  collect(): Promise<KernelCall[]>;
  /** Repeats one of the device's peaks. */
  runPeak(name: PeakName, repeats: number): Promise<{ clockMs: number }>;
  /** Makes inputs for a call and runs it once by both engines. */
  prepare(index: number): Promise<Comparison>;
  run(engine: KernelEngine, repeats: number): Promise<{ clockMs: number }>;
  /** Frees the inputs of the call that was prepared. */
  release(): Promise<void>;
}

registerBothBackends();

let recorded: readonly RecordedCall[] = [];
let peaks: DevicePeaks | null = null;
const prepared = new Map<KernelEngine, RepeatableCall>();

async function timed(work: () => Promise<void>): Promise<{ clockMs: number }> {
  const begin = performance.now();
  await work();
  return { clockMs: performance.now() - begin };
}

const api: KernelsApi = {
  async collect() {
    await setBackend(OURS);
    const config: unknown = await (await fetch('/model/model.json')).json();
    const weights = await (await fetch('/model/weights.safetensors')).arrayBuffer();
    const predictor = await UcNetPredictor.load({ config, weights });
    const { photo, depth } = await fetchInput();
    recorded = await collectCalls(async () => {
      const { prior } = await predictor.setImage(photo, depth);
      await predictor.sample([prior.mu]);
    });
    predictor.dispose();
    return recorded.map(({ call }) => call);
  },
  async runPeak(name, repeats) {
    if (peaks === null) {
      await setBackend(OURS);
      peaks = new DevicePeaks((backend() as WebGPUBackend).device);
    }
    const device = peaks;
    return timed(() => device.run(name, repeats));
  },
  async prepare(index) {
    const call = recorded[index];
    if (call === undefined) throw new Error(`There is no call ${index}.`);
    const open = async (engine: KernelEngine) => {
      const repeatable = await RepeatableCall.prepare(BACKENDS[engine], call);
      prepared.set(engine, repeatable);
      return repeatable.excerpt();
    };
    const { values: ours } = await open('ours');
    const { values: stock, programs: stockPrograms } = await open('stock');
    const scale = stock.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-30);
    const differences = ours.map((value, place) => Math.abs(value - stock[place]!));
    return { difference: Math.max(...differences) / scale, stockPrograms };
  },
  async run(engine, repeats) {
    const call = prepared.get(engine);
    if (call === undefined) throw new Error(`No call is prepared for ${engine}.`);
    return timed(() => call.run(repeats));
  },
  async release() {
    for (const call of prepared.values()) call.dispose();
    prepared.clear();
  },
};

Object.assign(globalThis, { bench: api });
