import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Concat, type TensorInfo } from '@tensorflow/tfjs-core';
import { replacingKernel } from '../ownKernel.ts';

/**
 * Pixels of at least so many channels are moved as a block. For thinner ones starting a move takes longer than the
 * values.
 */
const BLOCK_CHANNELS = 16;
const BYTES = 4;

/**
 * Concatenation along the last axis of 32-bit tensors that agree in all others. tfjs makes a view and a call for
 * every pixel of every part. Here blocks move within the backend's memory, and thin pixels go value by value.
 */
function concatenate(parts: readonly TensorInfo[], backend: BackendWasm): TensorInfo {
  const channels = parts.map(({ shape }) => shape.at(-1)!);
  const total = channels.reduce((sum, count) => sum + count, 0);
  const [{ shape, dtype }] = parts as [TensorInfo];
  const output = backend.makeOutput([...shape.slice(0, -1), total], dtype);
  const result = backend.typedArrayFromHeap(output);
  const memory = new Uint8Array(result.buffer);
  let first = 0;
  parts.forEach((part, index) => {
    const values = backend.typedArrayFromHeap(part);
    const count = channels[index]!;
    const pixels = values.length / count;
    if (count < BLOCK_CHANNELS) {
      for (let pixel = 0, from = 0; pixel < pixels; pixel++) {
        const to = pixel * total + first;
        for (let channel = 0; channel < count; channel++) result[to + channel] = values[from++]!;
      }
    } else {
      const size = count * BYTES;
      const to = result.byteOffset + first * BYTES;
      for (let pixel = 0, from = values.byteOffset; pixel < pixels; pixel++, from += size) {
        memory.copyWithin(to + pixel * total * BYTES, from, from + size);
      }
    }
    first += count;
  });
  return output;
}

/** Concatenation along the last axis. */
export const concatKernel = replacingKernel<never, { axis: number }, BackendWasm>(
  Concat,
  (inputs, backend, { axis }) => {
    const parts = inputs as unknown as readonly TensorInfo[];
    const rank = parts[0]!.shape.length;
    const isCovered =
      parts.length > 1 &&
      (axis === -1 || axis === rank - 1) &&
      parts.every(({ shape, dtype }) => dtype === 'float32' && !shape.includes(0));
    return isCovered ? concatenate(parts, backend) : null;
  },
);
