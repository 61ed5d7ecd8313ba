import type { INPUT_PATTERNS, KERNEL_PATTERNS } from './fields.ts';

/** A square of values to begin with, row by row. */
export function inputPattern(pattern: (typeof INPUT_PATTERNS)[number], side: number): Float32Array {
  const middle = Math.floor(side / 2) * (side + 1);
  return Float32Array.from({ length: side * side }, (_, index) =>
    pattern === 'ones' ? 1 : pattern === 'numbers' ? index + 1 : index === middle ? 1 : 0,
  );
}

/**
 * The weights of a square kernel, row by row. `bilinear` is the one that FCN begins with: a tent around the middle.
 *
 * Source: Long, Shelhamer and Darrell, Fully Convolutional Networks, CVPR 2015, section 3.3.
 */
export function kernelPattern(
  pattern: (typeof KERNEL_PATTERNS)[number],
  side: number,
): Float32Array {
  const factor = Math.ceil(side / 2);
  const middle = (side - 1) / 2;
  const tent = (at: number) => 1 - Math.abs(at - middle) / factor;
  return Float32Array.from({ length: side * side }, (_, index) => {
    if (pattern === 'ones') return 1;
    if (pattern === 'numbers') return index + 1;
    return tent(Math.floor(index / side)) * tent(index % side);
  });
}
