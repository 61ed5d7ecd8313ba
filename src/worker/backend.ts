import { backend, env, ready, setBackend } from '@tensorflow/tfjs-core';
import wasmPlainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { infoOf, isSoftware } from '../kernels/webgpu/softwareAdapter.ts';
import { ToldError } from '../languages/sentence.ts';
import { answerWithin, NoAnswer } from '../math/deadline.ts';
import { ModelUnavailable } from './modelFiles.ts';
import { BackendUnavailable } from './problem.ts';
import type { BackendFacts, BackendName, BackendReason } from './startProtocol.ts';
import { workerSays } from './sentences.ts';

/** What the browser says about its GPU. */
export interface AdapterReport {
  /** `navigator.gpu` exists. */
  readonly webgpu: boolean;
  /** It was asked and said something. */
  readonly answered: boolean;
  /** An adapter by name, or null when none was offered. */
  readonly name: string | null;
  /** The adapter computes on the processor. */
  readonly software: boolean;
}

/** Why a GPU that was taken is taken no more. */
export type GpuFault = BackendReason & ('gpu-lost' | 'webgpu-failed');

/** A browser answers within a second, even where it has to start its GPU process first. */
const ADAPTER_DEADLINE_MS = 6000;

/** For a worker of one line. */
const BLOB_DEADLINE_MS = 5000;

export interface BackendChoice {
  readonly name: BackendName;
  readonly reason: BackendReason;
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
  if (!adapter.answered) return { name: 'wasm', reason: 'no-answer' };
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

const NOT_ASKED: AdapterReport = { webgpu: true, answered: false, name: null, software: false };

/** Asks the browser for the GPU it would give to the network. A driver that hangs never answers. */
export async function probeAdapter(gpu: GPU | undefined): Promise<AdapterReport> {
  if (gpu === undefined) return { ...NOT_ASKED, webgpu: false };
  const ask = async () => gpu.requestAdapter({ powerPreference: 'high-performance' });
  try {
    const adapter = await answerWithin(ADAPTER_DEADLINE_MS, 'WebGPU', ask());
    return adapter === null ? { ...NOT_ASKED, answered: true } : describeAdapter(adapter);
  } catch (error) {
    return { ...NOT_ASKED, answered: !(error instanceof NoAnswer) };
  }
}

function describeAdapter(adapter: GPUAdapter): AdapterReport {
  const { description, vendor, architecture, device } = infoOf(adapter);
  const parts = [vendor, architecture || device].filter(Boolean);
  const name = description || parts.join(' ') || 'GPU';
  return { webgpu: true, answered: true, name, software: isSoftware(adapter) };
}

/** Whose threads compute on wasm: tfjs's, or those of our convolutions, beside which tfjs takes none. */
export type ThreadOwner = 'tfjs' | 'ours';

/** @returns how many threads compute, where the browser has threads and SIMD */
async function registerWasm(owner: ThreadOwner): Promise<number> {
  const { registerWasmBackend, setWasmPaths } = await import('../kernels/wasm/backend.ts');
  const threads = await threadsAvailable(owner);
  registerWasmBackend(owner === 'tfjs' ? threads : 1);
  // The threaded build starts scripts from blobs, which strict hosts forbid: one thread needs none of them.
  if (threads === 1) env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(wasmPlainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(wasmSimdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(wasmThreadedUrl),
  });
  return threads;
}

/** Threaded wasm resolves addresses from inside a blob, where relative ones mean nothing. */
function absolute(address: string): string {
  return new URL(address, import.meta.url).href;
}

/** More are hardly faster, and each takes memory. tfjs takes no more either. */
const MOST_THREADS = 8;

/**
 * Half of the processor's, which are its cores where each runs two; so does tfjs. Of two, both: whoever comes late to our
 * convolutions holds nobody up.
 */
async function threadsAvailable(owner: ThreadOwner): Promise<number> {
  const { hardwareConcurrency } = navigator;
  const half = Math.floor(hardwareConcurrency / 2);
  const most = Math.min(MOST_THREADS, owner === 'tfjs' ? half : Math.max(2, half));
  const isUseful = globalThis.crossOriginIsolated && hardwareConcurrency > 1 && most > 1;
  return isUseful && (await startsBlobScripts()) ? most : 1;
}

/** Whether the host's policy lets a worker start scripts from blobs, as threads do, one script by another. */
async function startsBlobScripts(): Promise<boolean> {
  const addressOf = (code: string) =>
    URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const inner = addressOf('postMessage(true)');
  const outer = addressOf(`importScripts(${JSON.stringify(inner)})`);
  let worker: Worker | null = null;
  try {
    const started = (worker = new Worker(outer));
    const answer = new Promise<boolean>((resolve) => {
      started.onmessage = () => resolve(true);
      started.onerror = () => resolve(false);
    });
    return await answerWithin(BLOB_DEADLINE_MS, 'A worker', answer);
  } catch {
    return false;
  } finally {
    worker?.terminate();
    URL.revokeObjectURL(inner);
    URL.revokeObjectURL(outer);
  }
}

/**
 * @returns what computes there
 * @throws ModelUnavailable when its code cannot be loaded
 */
async function activate(
  name: BackendName,
  owner: ThreadOwner,
): Promise<Pick<BackendFacts, 'threads' | 'simd'>> {
  let threads = 1;
  try {
    if (name === 'webgpu') (await import('../kernels/webgpu/backend.ts')).registerWebgpuBackend();
    else if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
    else threads = await registerWasm(owner);
  } catch (error) {
    throw unreachable(error);
  }
  if (!(await setBackend(name))) {
    if (name === 'wasm') await requireWasmFile();
    throw new ToldError(workerSays.noBackend(name));
  }
  await ready();
  if (name !== 'wasm') return { threads: 1, simd: false };
  const [simd, threaded] = await wasmSupport();
  return { threads: simd && threaded ? threads : 1, simd };
}

/** Whether the browser has SIMD, and whether it has threads, of which tfjs has none without SIMD. */
async function wasmSupport(): Promise<readonly [boolean, boolean]> {
  const [simd, threads] = await Promise.all([
    env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  ]);
  return [simd === true, threads === true];
}

/**
 * Wasm that does not start for want of its file would start another time: that is no reason for plain JavaScript.
 *
 * @throws ModelUnavailable
 */
async function requireWasmFile(): Promise<void> {
  const [simd, threads] = await wasmSupport();
  const address = simd ? (threads ? wasmThreadedUrl : wasmSimdUrl) : wasmPlainUrl;
  const response = await fetch(absolute(address)).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!response.ok) throw unreachable(new Error(`It answers ${response.status}.`));
}

function unreachable(cause: unknown): ModelUnavailable {
  return new ModelUnavailable(workerSays.noCode(), { cause });
}

/**
 * Chooses a backend, starts it and says why it is this one. Falls back in the order webgpu, wasm, cpu. The browser is
 * asked for a GPU only if one may be used.
 *
 * @throws BackendUnavailable when the visitor's own choice does not start; ModelUnavailable when code or a file of it
 *   cannot be loaded; Error when no backend starts
 */
export async function startBackend(
  forced: BackendName | null,
  fault: GpuFault | null,
  owner: ThreadOwner = 'tfjs',
): Promise<BackendFacts> {
  const { gpu } = navigator as { gpu?: GPU };
  const asks = fault === null && (forced ?? 'webgpu') === 'webgpu';
  const adapter = asks ? await probeAdapter(gpu) : NOT_ASKED;
  let choice: BackendChoice | null = chooseBackend(adapter, forced, fault);
  let failure: unknown = null;
  while (choice !== null) {
    try {
      const running = await activate(choice.name, owner);
      return { ...choice, ...running, adapter: adapter.name, software: adapter.software };
    } catch (error) {
      if (error instanceof ModelUnavailable) throw error;
      if (choice.reason === 'forced') throw refusal(choice.name, error);
      failure = error;
      choice = fallbackAfter(choice);
    }
  }
  throw failure;
}

function refusal(name: BackendName, cause: unknown): BackendUnavailable {
  return new BackendUnavailable(workerSays.forcedBackend(name), { cause });
}

/** Calls `onLost` when the GPU that the active backend computes on goes away. Does nothing elsewhere. */
export async function watchForLoss(name: BackendName, onLost: () => void): Promise<void> {
  if (name !== 'webgpu') return;
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const active = backend();
  if (active instanceof WebGPUBackend) {
    // Nobody here destroys a device: one that is lost as `destroyed` is gone like any other.
    void active.device.lost.then(onLost);
  }
}
