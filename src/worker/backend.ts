import { backend, env, ready, setBackend } from '@tensorflow/tfjs-core';
import wasmPlainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { BackendFacts, BackendName, BackendReason } from './protocol.ts';

/** What the browser says about its GPU. */
export interface AdapterReport {
  /** `navigator.gpu` exists. */
  readonly webgpu: boolean;
  /** An adapter by name, or null when none was offered. */
  readonly name: string | null;
  /** The adapter computes on the processor. */
  readonly software: boolean;
}

/** Why a GPU that was taken is taken no more. */
export type GpuFault = BackendReason & ('gpu-lost' | 'webgpu-failed');

export interface BackendChoice {
  readonly name: BackendName;
  readonly reason: BackendReason;
}

const SOFTWARE_ADAPTER =
  /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software|subzero/i;

/** Whether an adapter's name belongs to a renderer that runs on the processor. */
export function isSoftwareAdapter(name: string): boolean {
  return SOFTWARE_ADAPTER.test(name);
}

/**
 * The backend to try first: what the visitor asks for, else a hardware GPU, else wasm. A software WebGPU
 * adapter counts as no GPU, because wasm with SIMD is many times faster on the same processor.
 */
export function chooseBackend(
  adapter: AdapterReport,
  forced: BackendName | null,
  fault: GpuFault | null,
): BackendChoice {
  if (fault !== null && (forced ?? 'webgpu') === 'webgpu') return { name: 'wasm', reason: fault };
  if (forced !== null) return { name: forced, reason: 'forced' };
  if (!adapter.webgpu) return { name: 'wasm', reason: 'no-webgpu' };
  if (adapter.name === null) return { name: 'wasm', reason: 'no-adapter' };
  if (adapter.software) return { name: 'wasm', reason: 'software-adapter' };
  return { name: 'webgpu', reason: 'hardware-adapter' };
}

/** What to try after `failed` would not start; null when nothing is left. */
export function fallbackAfter(failed: BackendChoice): BackendChoice | null {
  if (failed.reason === 'forced') return null;
  if (failed.name === 'webgpu') return { name: 'wasm', reason: 'webgpu-failed' };
  if (failed.name === 'wasm') return { name: 'cpu', reason: 'no-wasm' };
  return null;
}

/** Asks the browser for the GPU it would give to the network. */
async function probeAdapter(): Promise<AdapterReport> {
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (gpu === undefined) return { webgpu: false, name: null, software: false };
  const adapter = await gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (adapter === null) return { webgpu: true, name: null, software: false };
  const { description, vendor, architecture, device, isFallbackAdapter } =
    adapter.info as GPUAdapterInfo & { isFallbackAdapter?: boolean };
  const parts = [vendor, architecture || device].filter((part) => part !== '');
  const name = description || parts.join(' ') || 'GPU';
  const software = isFallbackAdapter === true || isSoftwareAdapter([name, ...parts].join(' '));
  return { webgpu: true, name, software };
}

async function register(name: BackendName): Promise<void> {
  if (name === 'webgpu') {
    (await import('../kernels/webgpu/backend.ts')).registerWebgpuBackend();
  } else if (name === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu');
  } else {
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    (await import('../kernels/wasm/fastKernels.ts')).useFastKernels();
    setThreadsCount(threadsAvailable());
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(wasmPlainUrl),
      'tfjs-backend-wasm-simd.wasm': absolute(wasmSimdUrl),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(wasmThreadedUrl),
    });
  }
}

/** Threaded wasm resolves addresses from inside a blob, where relative ones mean nothing. */
function absolute(address: string): string {
  return new URL(address, import.meta.url).href;
}

function threadsAvailable(): number {
  return globalThis.crossOriginIsolated ? Math.max(1, navigator.hardwareConcurrency) : 1;
}

async function activate(name: BackendName): Promise<void> {
  await register(name);
  if (!(await setBackend(name))) throw new Error(`The backend ${name} does not start here.`);
  await ready();
}

/**
 * Chooses a backend, starts it and says why it is this one. Falls back in the order webgpu, wasm, cpu.
 * @throws Error when a forced backend, or every backend, fails to start.
 */
export async function startBackend(
  forced: BackendName | null,
  fault: GpuFault | null,
): Promise<BackendFacts> {
  const adapter = await probeAdapter();
  let choice: BackendChoice | null = chooseBackend(adapter, forced, fault);
  let failure: unknown = null;
  while (choice !== null) {
    try {
      await activate(choice.name);
      return await facts(choice, adapter);
    } catch (error) {
      failure = error;
      choice = fallbackAfter(choice);
    }
  }
  throw failure;
}

/** How many threads wasm took: at most half of the processor's, whatever it is asked for. */
async function wasmThreads(): Promise<number> {
  if ((await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) !== true) return 1;
  return (await import('@tensorflow/tfjs-backend-wasm')).getThreadsCount();
}

async function facts(choice: BackendChoice, adapter: AdapterReport): Promise<BackendFacts> {
  const wasm = choice.name === 'wasm';
  const simd = wasm && (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
  return {
    name: choice.name,
    reason: choice.reason,
    adapter: adapter.name,
    software: adapter.software,
    threads: wasm ? await wasmThreads() : 1,
    simd,
  };
}

/** Calls `onLost` when the GPU that the active backend computes on goes away. Does nothing elsewhere. */
export async function watchForLoss(name: BackendName, onLost: () => void): Promise<void> {
  if (name !== 'webgpu') return;
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const active = backend();
  if (active instanceof WebGPUBackend) {
    void active.device.lost.then((info) => {
      if (info.reason !== 'destroyed') onLost();
    });
  }
}
