import { sizeOf, type TensorForm } from './kernelCall.ts';

/**
 * The same values on every backend, for timing and comparing: filters around 0 and the smaller the more values they
 * add up, so that sums of any length stay near 1, where a sigmoid or a ReLU still tells them apart; other floats from
 * 0.1 to 1; indices 0.
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
