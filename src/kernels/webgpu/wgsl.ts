/** Small helpers for writing WGSL, which has no generics and no loops over names. */

/** `write(0)`, `write(1)` … one after the other, one a line. */
export function repeat(count: number, write: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => write(index)).join('\n');
}

/** `write` for every pair, the first index outermost. */
export function repeatPairs(
  first: number,
  second: number,
  write: (first: number, second: number) => string,
): string {
  return repeat(first, (i) => repeat(second, (j) => write(i, j)));
}

/** Names of the components of a vector. */
export const COMPONENTS = ['x', 'y', 'z', 'w'] as const;

/** The type that holds `components` neighbouring channels. */
export function valueType(components: 1 | 4): 'f32' | 'vec4<f32>' {
  return components === 4 ? 'vec4<f32>' : 'f32';
}

/** 4 where channels can be read four at a time, else 1. */
export function componentsOf(channels: number): 1 | 4 {
  return channels % 4 === 0 ? 4 : 1;
}

/**
 * tfjs puts its own declarations before the code of a program, and WGSL wants `enable` before any declaration.
 */
export function enablesFirst(code: string): string {
  const enables = code.match(/^\s*enable [\w, ]+;/gm) ?? [];
  const rest = code.replace(/^\s*enable [\w, ]+;/gm, '');
  return [...new Set(enables.map((line) => line.trim())), rest].join('\n');
}
