import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Concat, GatherV2, type TensorInfo } from '@tensorflow/tfjs-core';
import { replacingKernel, useOwnKernels } from '../ownKernel.ts';

/**
 * Pixels of at least so many channels are moved as a block. For thinner ones starting a move takes longer than the
 * values.
 */
const BLOCK_CHANNELS = 16;
const BYTES = 4;

/**
 * Concatenation along the last axis of 32-bit tensors that agree in all others. tfjs makes a view and a call for
 * every pixel of every part. Here blocks move within the backend's memory, and thin pixels go value by value. `concatenation.ts` is
 * faster, but the course has no room for its programs, and with tfjs's an image would take a fifth longer there.
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
const concatKernel = replacingKernel<never, { axis: number }, BackendWasm>(
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

interface GatherAttributes {
  readonly axis: number;
  readonly batchDims: number;
}

/** A single channel of a picture: tfjs's gather takes 30 nanoseconds for each of its pixels. */
const gatherKernel = replacingKernel<'x' | 'indices', GatherAttributes, BackendWasm>(
  GatherV2,
  ({ x, indices }, backend, { axis, batchDims }) => {
    const rank = x.shape.length;
    const isOne = indices.shape.length === 1 && indices.shape[0] === 1 && batchDims === 0;
    const isLast = axis === -1 || axis === rank - 1;
    if (!isOne || !isLast || x.dtype !== 'float32' || x.shape.includes(0)) return null;
    const [channel] = backend.typedArrayFromHeap(indices);
    const channels = x.shape.at(-1)!;
    if (!(channel! >= 0 && channel! < channels)) return null;
    const output = backend.makeOutput([...x.shape.slice(0, -1), 1], x.dtype);
    const from = backend.typedArrayFromHeap(x);
    const to = backend.typedArrayFromHeap(output);
    for (let pixel = 0, at = channel!; pixel < to.length; pixel++, at += channels) {
      to[pixel] = from[at]!;
    }
    return output;
  },
);

let registered = false;

/** Puts our kernels in the place of the wasm backend's own. Once is enough. */
export function useFastKernels(): void {
  if (registered) return;
  registered = true;
  useOwnKernels('wasm', [concatKernel, gatherKernel]);
}
