import { readFile } from 'node:fs/promises';
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { isSoftwareName } from '../kernels/webgpu/softwareAdapter.ts';
import { type GpuFault, watchForLoss } from '../worker/backend.ts';
import { startNodeBackend } from '../worker/nodeBackend.ts';
import { BackendUnavailable } from '../worker/problem.ts';
import type { BackendFacts, BackendName, BackendReason } from '../worker/startProtocol.ts';
import type { Platform } from '../worker/serveInference.ts';
import { fileAddress } from './shippedFiles.ts';

const WASM_FILES = {
  'tfjs-backend-wasm.wasm': wasmPlain,
  'tfjs-backend-wasm-simd.wasm': wasmSimd,
  'tfjs-backend-wasm-threaded-simd.wasm': wasmThreaded,
};

async function start(name: BackendName, reason: BackendReason): Promise<BackendFacts> {
  const { adapter } = await startNodeBackend(name, WASM_FILES);
  const software = adapter !== null && isSoftwareName(adapter);
  return { name, reason, adapter, software, threads: 1, simd: name === 'wasm' };
}

/** A GPU where the package `webgpu` is installed and finds one, else wasm. */
async function startBackend(
  forced: BackendName | null,
  fault: GpuFault | null,
): Promise<BackendFacts> {
  if (forced !== null && !(forced === 'webgpu' && fault !== null)) return start(forced, 'forced');
  if (fault !== null) return start('wasm', fault);
  try {
    const facts = await start('webgpu', 'hardware-adapter');
    return facts.software ? await start('wasm', 'software-adapter') : facts;
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    return start('wasm', 'no-webgpu');
  }
}

/** As `fetch`, and for files. */
async function fetchAny(address: string, init?: RequestInit): Promise<Response> {
  const place = fileAddress(address);
  if (!place.startsWith('file:')) return fetch(place, init);
  const bytes = await readFile(new URL(place)).catch(() => null);
  return new Response(bytes, { status: bytes === null ? 404 : 200 });
}

/** The network in a worker thread of Node. */
export const nodePlatform: Platform = {
  startBackend,
  watchForLoss,
  sources: { fetch: fetchAny, openCache: async () => null },
  makePreview: () => Promise.reject(new Error('There is no screen here.')),
};
