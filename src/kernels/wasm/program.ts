import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** What tfjs does not declare of Emscripten's module. */
interface EmscriptenMemory {
  /** Only where threads share it. */
  readonly wasmMemory?: WebAssembly.Memory;
  readonly asm: { readonly memory: WebAssembly.Memory };
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

/** Takes addresses in the backend's memory, where tensors lie, and counts. */
export type Program = (...values: number[]) => void;

function emscripten(backend: BackendWasm): EmscriptenMemory {
  return backend.wasm as unknown as EmscriptenMemory;
}

function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const { wasmMemory, asm } = emscripten(backend);
  return wasmMemory ?? asm.memory;
}

/**
 * Starts the first program that the browser can run, in the backend's own memory, so that nothing is copied. Null where it can
 * run none.
 *
 * @param variants modules whose memory threads share, or do not share
 */
export function startProgram(
  backend: BackendWasm,
  variants: readonly ((isShared: boolean) => Uint8Array<ArrayBuffer>)[],
): Program | null {
  const isShared = emscripten(backend).wasmMemory !== undefined;
  const bytes = variants
    .map((assemble) => assemble(isShared))
    .find((variant) => WebAssembly.validate(variant));
  if (bytes === undefined) return null;
  const tfjs = { memory: memoryOf(backend) };
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { tfjs }).exports[
    'run'
  ] as Program;
}

/** Room in the backend's memory, of zeros. Its owner calls `free`. */
export function allocate(backend: BackendWasm, count: number) {
  const { _malloc, _free } = emscripten(backend);
  const bytes = count * Float32Array.BYTES_PER_ELEMENT;
  const address = _malloc(bytes) >>> 0;
  const values = new Float32Array(memoryOf(backend).buffer, address, count).fill(0);
  return { address, values, free: () => _free(address) };
}
