import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core';
import { useFastKernels } from '../kernels/wasm/fastKernels.ts';
import type { BackendName } from '../worker/protocol.ts';
import { BadInput, describeError } from './failures.ts';

/** The part of the package `webgpu` (Dawn for Node) that is used; it is installed by those who want it. */
interface DawnModule {
  create(options: string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

const DAWN_MISSING =
  'WebGPU in Node needs the package "webgpu" (about 130 MB): run "npm install --no-save webgpu", or use --backend wasm.';
const DAWN_BROKEN =
  'The package "webgpu" cannot be loaded: install it again, or use --backend wasm.';

async function importDawn(): Promise<DawnModule> {
  const name: string = 'webgpu'; // a variable, because the package need not be there to compile this
  try {
    return (await import(name)) as DawnModule;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    throw new BadInput(isMissing ? DAWN_MISSING : `${DAWN_BROKEN} (${describeError(cause)})`, {
      cause,
    });
  }
}

/** Lets tfjs find a GPU as it does in a browser, and returns the adapter's name. */
async function provideGpu(): Promise<string> {
  const { create, globals } = await importDawn();
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const host = globalThis as { navigator?: object };
  host.navigator ??= {};
  Object.defineProperty(host.navigator, 'gpu', { value: gpu, configurable: true });
  const adapter = await gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (adapter === null) {
    throw new BadInput(
      'No GPU was found through WebGPU: check the graphics driver (Vulkan, Metal or D3D12), or use --backend wasm.',
    );
  }
  const { description, vendor, architecture, device } = adapter.info;
  return description || [vendor, architecture || device].filter((part) => part !== '').join(' ');
}

/**
 * Starts a tfjs backend in this thread and returns a description of it.
 *
 * Wasm runs on one thread: tfjs has no threads in Node, so many images are spread over worker threads with
 * a network each instead.
 *
 * @throws BadInput when the backend cannot run here
 */
export async function startBackend(name: BackendName): Promise<string> {
  enableProdMode(); // no advice on other packages, no checks of every value
  let description = name as string;
  if (name === 'wasm') {
    await import('@tensorflow/tfjs-backend-wasm');
    useFastKernels();
    description = 'wasm, 1 thread';
  } else if (name === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu');
  } else {
    description = `webgpu, ${await provideGpu()}`;
    // Imported only now: tfjs looks for the GPU as soon as it is loaded.
    (await import('../kernels/webgpu/backend.ts')).registerWebgpuBackend();
  }
  if (!(await setBackend(name))) {
    throw new BadInput(`The backend ${name} does not start here: try another --backend.`);
  }
  await ready();
  return description;
}
