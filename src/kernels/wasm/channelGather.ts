import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FastKernel } from './fastKernel.ts';

/** A single channel of a picture: tfjs's gather takes 30 nanoseconds for each of its pixels. */
export const fastGather: FastKernel = ({ inputs, attrs, backend }) => {
  const { x, indices } = inputs as unknown as Record<'x' | 'indices', TensorInfo>;
  const { axis, batchDims } = attrs as unknown as { axis: number; batchDims: number };
  const rank = x.shape.length;
  const isOne = indices.shape.length === 1 && indices.shape[0] === 1 && batchDims === 0;
  const isLast = axis === -1 || axis === rank - 1;
  if (!isOne || !isLast || x.dtype !== 'float32' || x.shape.includes(0)) return null;
  const wasm = backend as BackendWasm;
  const [channel] = wasm.typedArrayFromHeap(indices);
  const channels = x.shape.at(-1)!;
  if (!(channel! >= 0 && channel! < channels)) return null;
  const output = wasm.makeOutput([...x.shape.slice(0, -1), 1], x.dtype);
  const from = wasm.typedArrayFromHeap(x);
  const to = wasm.typedArrayFromHeap(output);
  for (let pixel = 0, at = channel!; pixel < to.length; pixel++, at += channels) {
    to[pixel] = from[at]!;
  }
  return output;
};
