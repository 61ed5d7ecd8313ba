import { GpuMemoryWatch, type GpuMemory } from '../../e2e/gpuMemory.ts';
import { registerBothWasmBackends } from '../browser/wasmBackends.ts';
import { registerBothBackends } from '../browser/webgpuBackends.ts';
import type { Engine, EngineName, Excerpt, Step, WasmFacts } from './engine.ts';
import { startEngine } from './engines.ts';

/** What the driver calls in the page. Times are the page's own clock. */
export interface NetworkApi {
  /** Ends when the weights are loaded. `threads` are for the wasm engines. */
  start(name: EngineName, threads: number): Promise<{ clockMs: number; wasm: WasmFacts | null }>;
  warmUp(name: EngineName): Promise<{ clockMs: number }>;
  /** Runs a step several times in a row; the excerpt is that of the last one. */
  step(
    name: EngineName,
    step: Step,
    repeats: number,
  ): Promise<{ clockMs: number; excerpt: Excerpt }>;
  /** Null of engines that do not use WebGPU. */
  gpuMemory(name: EngineName): Promise<GpuMemory | null>;
}

const memory = new GpuMemoryWatch();
registerBothBackends();
registerBothWasmBackends();

const engines = new Map<EngineName, Engine>();

function started(name: EngineName): Engine {
  const engine = engines.get(name);
  if (engine === undefined) throw new Error(`${name} has not been started.`);
  return engine;
}

const api: NetworkApi = {
  async start(name, threads) {
    const begin = performance.now();
    const engine = await memory.attribute(name, () => startEngine(name, threads));
    engines.set(name, engine);
    return { clockMs: performance.now() - begin, wasm: engine.wasm };
  },
  async warmUp(name) {
    const engine = started(name);
    const begin = performance.now();
    await engine.warmUp();
    return { clockMs: performance.now() - begin };
  },
  async step(name, step, repeats) {
    const engine = started(name);
    const begin = performance.now();
    let excerpt: Excerpt = {};
    for (let repeat = 0; repeat < repeats; repeat++) excerpt = await engine[step]();
    return { clockMs: performance.now() - begin, excerpt };
  },
  gpuMemory: async (name) => memory.of(name),
};

Object.assign(globalThis, { bench: api });
