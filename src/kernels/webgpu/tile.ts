import { repeat, repeatPairs, valueType } from './wgsl.ts';

/** What an invocation of a convolution keeps in registers. */
export interface Tile {
  readonly pixels: number;
  /** Groups of four outputs; fewer where a convolution has fewer outputs. */
  readonly groups: number;
}

/** At most `most` groups of four outputs, halved while those computed in vain are over a quarter of those needed. */
export function groupsFor(outputs: number, most: number): number {
  const needed = Math.ceil(outputs / 4);
  let groups = most;
  while (groups > 1 && spare(needed, groups) * 4 > needed) groups /= 2;
  return groups;
}

/** Groups computed in vain. */
function spare(needed: number, groups: number): number {
  return Math.ceil(needed / groups) * groups - needed;
}

/**
 * How a program reads four outputs from `first` on: at once, or one by one where their number allows nothing else. Beyond the last
 * one it repeats that.
 *
 * @param components outputs in an element
 */
export function outputReader(components: 1 | 4) {
  return (name: string, row: string, first: string): string =>
    components === 4
      ? `${name}[(${row} + min(${first}, outputs - 4)) / 4]`
      : `vec4<f32>(${repeat(4, (k) => `${name}[${row} + min(${first} + ${k}, outputs - 1)]`).replaceAll('\n', ', ')})`;
}

/**
 * Opens `main` with the sizes of the convolution. What follows has to declare `firstPixel` before `tileLoops`. The
 * weights tell how many channels there are. Input and output may have more: the convolution reads the first ones, and
 * writes those from `firstChannel` on.
 */
export const TILE_SIZES = `  let height = uniforms.xShape.y;
  let width = uniforms.xShape.z;
  let channels = uniforms.wShape.z;
  let outputs = uniforms.wShape.w;
  let plane = uniforms.outShape.y * uniforms.outShape.z;
  let pixels = uniforms.outShape.x * plane;`;

/**
 * Declares `pixel0`, `pixel1` …, none beyond the last pixel, and for each of them `image0`, its output's `row0`, and where its
 * window begins, `top0` and `left0`.
 *
 * @param pixel the number of each
 */
export function pixelPlaces(count: number, pixel: (p: number) => string): string {
  return repeat(
    count,
    (p) => `  let pixel${p} = min(${pixel(p)}, pixels - 1);
  let image${p} = pixel${p} / plane;
  let inPlane${p} = pixel${p} - image${p} * plane;
  let row${p} = inPlane${p} / uniforms.outShape.z;
  let top${p} = row${p} * uniforms.stride.x - uniforms.padding.x;
  let left${p} = (inPlane${p} - row${p} * uniforms.outShape.z) * uniforms.stride.y - uniforms.padding.y;`,
  );
}

/** The parts of a convolution's code that lie around the work for each channel. */
export interface TileLoops {
  readonly tile: Tile;
  /** How far the pixels of an invocation lie apart, the first at `firstPixel`. */
  readonly step: number;
  /** Channels in an element of the input. */
  readonly components: 1 | 4;
  /** Which elements of the channels; default all. */
  readonly channels?: { readonly first: string; readonly step: number };
  /** Declares what moves with the channels: where the weights are. */
  readonly before: string;
  /** Done for each element of channels, with `value0`, `value1` … of the pixels; adds to `sum0_0` …, pixel before group. */
  readonly body: string;
}

/**
 * Declares the pixels and accumulators of a tile and walks over all taps and channels.
 *
 * Beyond the last pixel an invocation repeats the last one and writes the same value again: branches around the
 * accumulators would make some compilers take seconds instead of milliseconds.
 */
export function tileLoops(loops: TileLoops): string {
  const { tile, step, components, before, body } = loops;
  const { pixels, groups } = tile;
  const channels = loops.channels ?? { first: '0', step: 1 };
  return `${pixelPlaces(pixels, (p) => `firstPixel + ${p * step}`)}
${repeatPairs(pixels, groups, (p, g) => `  var sum${p}_${g} = vec4<f32>(0);`)}
${before}
  for (var tapRow = 0; tapRow < uniforms.wShape.x; tapRow++) {
    for (var tapColumn = 0; tapColumn < uniforms.wShape.y; tapColumn++) {
${repeat(
  pixels,
  (p) => `      let y${p} = top${p} + tapRow * uniforms.dilation.x;
      let x${p} = left${p} + tapColumn * uniforms.dilation.y;
      let inside${p} = (y${p} >= 0) & (y${p} < height) & (x${p} >= 0) & (x${p} < width);
      let from${p} = select(0, ((image${p} * height + y${p}) * width + x${p}) * uniforms.xShape.w / ${components}, inside${p});`,
)}
      for (var channel = ${channels.first}; channel < channels / ${components}; channel += ${channels.step}) {
${repeat(pixels, (p) => `        let value${p} = select(${valueType(components)}(0), x[from${p} + channel], inside${p});`)}
${body}
      }
    }
  }`;
}
