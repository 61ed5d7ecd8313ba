import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  Concat,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/**
 * Concatenation along the last axis of tensors that agree in all others, value by value. tfjs makes two views and a
 * call for every pixel, which takes many times as long where pixels have few channels, as all of ours do.
 */
function concatenate(parts: readonly TensorInfo[], backend: BackendWasm): TensorInfo {
  const channels = parts.map(({ shape }) => shape.at(-1)!);
  const total = channels.reduce((sum, count) => sum + count, 0);
  const [{ shape, dtype }] = parts as [TensorInfo];
  const output = backend.makeOutput([...shape.slice(0, -1), total], dtype);
  const result = backend.typedArrayFromHeap(output);
  let first = 0;
  parts.forEach((part, index) => {
    const values = backend.typedArrayFromHeap(part);
    const count = channels[index]!;
    for (let from = 0, to = first; from < values.length; to += total - count) {
      for (const end = from + count; from < end;) result[to++] = values[from++]!;
    }
    first += count;
  });
  return output;
}

let registered = false;

/** Puts our concatenation in the place of the wasm backend's own, which still takes what ours does not cover. */
export function useFastConcat(): void {
  if (registered) return;
  registered = true;
  const stock = getKernel(Concat, 'wasm');
  if (stock === undefined) throw new Error(`The wasm backend is not loaded: it has no ${Concat}.`);
  const kernelFunc: KernelFunc = (call) => {
    const parts = call.inputs as unknown as readonly TensorInfo[];
    const { axis } = call.attrs as unknown as { axis: number };
    const rank = parts[0]!.shape.length;
    const isCovered =
      parts.length > 1 &&
      (axis === -1 || axis === rank - 1) &&
      parts.every(({ shape, dtype }) => dtype === 'float32' && !shape.includes(0));
    return isCovered ? concatenate(parts, call.backend as BackendWasm) : stock.kernelFunc(call);
  };
  unregisterKernel(Concat, 'wasm');
  registerKernel({ ...stock, kernelFunc });
}
