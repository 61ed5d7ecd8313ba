import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core';
import { useFastKernels } from '../kernels/wasm/fastKernels.ts';
import { useCrewKernels } from '../kernels/wasm/crewKernels.ts';
import { BackendUnavailable } from './problem.ts';
import type { BackendName } from './startProtocol.ts';

/** A backend that runs. */
export interface NodeBackend {
  /** The GPU by name; null where none computes. */
  readonly adapter: string | null;
  /** It in words. */
  readonly description: string;
}

/** The part of the package `webgpu` (Dawn for Node) that is used; it is installed by those who want it. */
interface DawnModule {
  create(options: string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** A GPU that was found. */
export interface FoundGpu {
  /** The adapter's name. */
  readonly name: string;
  /** Whether it computes on the processor. */
  readonly isSoftware: boolean;
}

const DAWN_MISSING =
  'WebGPU in Node needs the package "webgpu" (about 130 MB): run "npm install --no-save webgpu"';
const DAWN_BROKEN = 'The package "webgpu" cannot be loaded: install it again';
const NO_GPU =
  'No GPU was found through WebGPU: check the graphics driver (Metal, D3D12, or Vulkan, whose description VK_DRIVER_FILES or ' +
  'VK_ICD_FILENAMES names where it lies in no usual folder)';

async function importDawn(otherwise: string): Promise<DawnModule> {
  const name: string = 'webgpu'; // a variable, because the package need not be there to compile this
  try {
    return (await import(/* @vite-ignore */ name)) as DawnModule;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = isMissing
      ? `${DAWN_MISSING}${otherwise}.`
      : `${DAWN_BROKEN}${otherwise}. (${reason})`;
    throw new BackendUnavailable(advice, { cause });
  }
}

/**
 * Lets tfjs find a GPU as it does in a browser.
 *
 * @param otherwise what else the caller can do, for the end of the sentence that tells of a failure
 * @throws BackendUnavailable without a GPU or the package
 */
export async function provideGpu(otherwise = ''): Promise<FoundGpu> {
  const { create, globals } = await importDawn(otherwise);
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const host = globalThis as { navigator?: object };
  host.navigator ??= {};
  Object.defineProperty(host.navigator, 'gpu', { value: gpu, configurable: true });
  const adapter = await gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (adapter === null) throw new BackendUnavailable(`${NO_GPU}${otherwise}.`);
  const { description, vendor, architecture, device, isFallbackAdapter } = adapter.info;
  const parts = [vendor, architecture || device].filter((part) => part !== '');
  return { name: description || parts.join(' '), isSoftware: isFallbackAdapter };
}

/**
 * Starts a tfjs backend in this thread of Node.
 *
 * Wasm runs on one thread: tfjs has no threads in Node, so many images are spread over worker threads with
 * a network each instead.
 *
 * @param wasmFiles addresses of tfjs's files by their names, where they are not in its own package
 * @throws BackendUnavailable when the backend cannot run here
 */
export async function startNodeBackend(
  name: BackendName,
  wasmFiles?: Readonly<Record<string, string>>,
): Promise<NodeBackend> {
  enableProdMode(); // no advice on other packages, no checks of every value
  let adapter: string | null = null;
  if (name === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    if (wasmFiles !== undefined) setWasmPaths(wasmFiles);
    useFastKernels();
    useCrewKernels();
  } else if (name === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu');
  } else {
    ({ name: adapter } = await provideGpu(', or take the backend wasm'));
    // Imported only now: tfjs looks for the GPU as soon as it is loaded.
    (await import('../kernels/webgpu/backend.ts')).registerWebgpuBackend();
  }
  if (!(await setBackend(name))) {
    throw new BackendUnavailable(`The backend ${name} does not start here: try another one.`);
  }
  await ready();
  const extra = { wasm: ', 1 thread', cpu: '', webgpu: `, ${adapter}` }[name];
  return { adapter, description: name + extra };
}
