import { type Engine, type EngineName, type Step } from './engine.ts';
import { startEngine } from './engines.ts';

/** What the driver calls in the page. */
export interface BenchPage {
  adapter(): Promise<string>;
  /** Milliseconds until the weights are loaded. */
  start(name: EngineName): Promise<number>;
  step(name: EngineName, step: Step): Promise<{ milliseconds: number; value: number }>;
  gpuBytes(name: EngineName): Promise<number | null>;
}

const engines = new Map<EngineName, Engine>();

function started(name: EngineName): Engine {
  const engine = engines.get(name);
  if (engine === undefined) throw new Error(`${name} has not been started.`);
  return engine;
}

const page: BenchPage = {
  async adapter() {
    const adapter = await navigator.gpu.requestAdapter();
    if (adapter === null) return 'none';
    const { vendor, architecture, description } = adapter.info;
    return description || `${vendor} ${architecture}`;
  },
  async start(name) {
    const start = performance.now();
    engines.set(name, await startEngine(name));
    return performance.now() - start;
  },
  async step(name, step) {
    const engine = started(name);
    const start = performance.now();
    const value = await engine[step]();
    return { milliseconds: performance.now() - start, value };
  },
  gpuBytes: (name) => started(name).gpuBytes(),
};

Object.assign(globalThis, { bench: page });
