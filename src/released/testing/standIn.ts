import { crc32 } from '../../math/crc32.ts';
import type { StoredTensor } from '../../weights/safetensors.ts';
import { RELEASED_CONFIG } from '../releasedConfig.ts';
import { releasedTable } from '../releasedUcNet.ts';

/**
 * Deterministic weights and inputs for which the released network's outputs are recorded. Any language can
 * regenerate them, so no weights need to be stored.
 */

const SEED = 1;

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** u(name, 0) … u(name, count − 1), each in [-1,1), in double precision. */
export function uniforms(name: string, count: number): Float64Array {
  const key = crc32(new TextEncoder().encode(name)) ^ SEED;
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = (mix(mix(i + 1) ^ key) / 2 ** 32) * 2 - 1;
  return values;
}

/** The value of a weight from its u, by the tensor's role. */
function standInValue(name: string, shape: readonly number[]): (u: number) => number {
  if (name.endsWith('num_batches_tracked')) return () => 0;
  if (name.endsWith('running_var')) return (u) => 1 + 0.5 * u;
  if (name.endsWith('running_mean') || name.endsWith('bias')) return (u) => 0.1 * u;
  if (shape.length === 1) return (u) => 1 + 0.2 * u;
  const fanIn = shape.slice(1).reduce((product, size) => product * size, 1);
  const bound = Math.sqrt(3 / fanIn);
  return (u) => u * bound;
}

/** All needed tensors, or all 924. */
export function standInTensors({ unused }: { unused: boolean }): Map<string, StoredTensor> {
  const table = releasedTable();
  const wanted = unused ? [...table.needed, ...table.unused] : [...table.needed];
  return new Map(
    wanted.map(([name, shape]) => {
      const count = shape.reduce((product, size) => product * size, 1);
      const value = standInValue(name, shape);
      const values = new Float32Array(uniforms(name, count).map(value));
      return [name, { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) }];
    }),
  );
}

/** A wave over the square, in [0,1]. */
function plane(name: string): Float64Array {
  const { inputSize } = RELEASED_CONFIG;
  const [u0, u1, u2] = uniforms(`input.${name}`, 4) as unknown as [number, number, number];
  return Float64Array.from({ length: inputSize * inputSize }, (_, pixel) => {
    const x = (pixel % inputSize) / (inputSize - 1);
    const y = Math.floor(pixel / inputSize) / (inputSize - 1);
    const phase = (1 + 3 * Math.abs(u0)) * x + (1 + 3 * Math.abs(u1)) * y + u2;
    return 0.5 + 0.5 * Math.sin(2 * Math.PI * phase);
  });
}

export interface StandInInput {
  /** [352, 352, 6]: normalised RGB, then the depth three times. */
  readonly x: Float32Array;
  /** [352, 352, 1] */
  readonly truth: Float32Array;
}

export function standInInput(): StandInInput {
  const { inputSize, rgbMean, rgbStandardDeviation } = RELEASED_CONFIG;
  const area = inputSize * inputSize;
  const depth = plane('depth.0');
  const rgb = rgbMean.map((mean, channel) =>
    plane(`rgb.${channel}`).map((value) => (value - mean) / rgbStandardDeviation[channel]!),
  );
  const x = new Float32Array(area * 6);
  for (let pixel = 0; pixel < area; pixel++) {
    rgb.forEach((values, channel) => (x[pixel * 6 + channel] = values[pixel]!));
    x.fill(depth[pixel]!, pixel * 6 + 3, pixel * 6 + 6);
  }
  const truth = Float32Array.from(rgb[0]!, (red) => Number(red > 0));
  return { x, truth };
}
