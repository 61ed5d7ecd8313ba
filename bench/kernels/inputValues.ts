import { sizeOf, type TensorForm } from './kernelCall.ts';

/**
 * The same values on every backend. Filters lie around 0, and the more values a filter adds up, the smaller they are:
 * sums stay near 1, where a sigmoid or a ReLU still tells them apart. Other floats lie from 0.1 to 1. Indices are 0.
 */
export function inputValues({ name, shape, dtype }: TensorForm): Float32Array | Int32Array {
  const size = sizeOf(shape);
  if (dtype !== 'float32') return new Int32Array(size);
  const between0And1 = (index: number) => ((index * 7919) % 1000) / 1000;
  if (/filter|weight/i.test(name)) {
    const scale = 1 / Math.sqrt(Math.max(1, sizeOf(shape.slice(0, 3))));
    return Float32Array.from({ length: size }, (_, index) => scale * (2 * between0And1(index) - 1));
  }
  return Float32Array.from({ length: size }, (_, index) => 0.1 + 0.9 * between0And1(index));
}
