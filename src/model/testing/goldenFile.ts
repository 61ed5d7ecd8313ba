import { clone, dispose, keep, type Tensor, tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { observeModules } from '../../nn/observer.ts';
import { modulePaths } from '../../nn/parameters.ts';
import { type Safetensors, toFloat32 } from '../../weights/safetensors.ts';
import type { Rgbd } from '../rgbd.ts';

/**
 * Compares a network on the active backend with the activations that `training/export.py` recorded. Free of
 * any test runner, so that the same check runs in Node and in a browser.
 */
export interface GoldenDifference {
  readonly name: string;
  /** Largest absolute difference. */
  readonly difference: number;
  /** The largest difference that counts as equal. */
  readonly tolerance: number;
}

/** Promised for the final map on every backend. */
const MAP_TOLERANCE = 2e-3;
/** For everything inside the network, as a share of the spread of its recorded values, and absolute. */
const INNER_TOLERANCE = 1e-4;
const ROUNDING = 1e-5;

/** By name in the golden file. */
export type Outputs = Record<string, Tensor>;

/** Large planes of the pattern are recorded only at every fourth pixel. */
const PATTERN_STEP = 4;

/** Runs `work`, and adds the output of every module that the golden file has to its outputs. */
export function withModules(parameters: object, golden: Safetensors, work: () => Outputs): Outputs {
  const paths = modulePaths(parameters);
  const recorded: Outputs = {};
  const record = (module: object, output: Tensor): void => {
    const name = paths.get(module);
    if (name !== undefined && golden.tensors.has(name)) recorded[name] = keep(clone(output));
  };
  return Object.assign(recorded, observeModules(record, work));
}

/** Compares and frees everything the golden file has of the photo. */
export function photoDifferences(
  golden: Safetensors,
  outputs: Outputs,
): Promise<GoldenDifference[]> {
  const isInput = (name: string) => name.startsWith('input.') || name === 'golden_z';
  return differences(golden, outputs, (name) => !isInput(name) && !isOfPattern(name), 1);
}

/** Compares and frees everything the golden file has of the pattern. */
export function patternDifferences(
  golden: Safetensors,
  outputs: Outputs,
): Promise<GoldenDifference[]> {
  return differences(golden, outputs, isOfPattern, PATTERN_STEP);
}

function isOfPattern(name: string): boolean {
  return name.startsWith('pattern.');
}

/** @throws Error when the file has no such tensor */
export function values({ tensors }: Safetensors, name: string): Float32Array {
  const stored = tensors.get(name);
  if (stored === undefined)
    throw new Error(`The golden file has no ${name}: export the model again.`);
  return toFloat32(stored);
}

/** A square picture of one channel, [1, S, S, 1]. */
export function scalarPlane(plane: Float32Array): Tensor4D {
  const side = Math.sqrt(plane.length);
  return tensor4d(plane, [1, side, side, 1]);
}

/** The photo the activations were recorded for, [1, S, S, 3] in [-1,1]. */
export function photoPlanes(golden: Safetensors): Tensor4D {
  const photo = values(golden, 'input.photo');
  const side = Math.sqrt(photo.length / 3);
  return tensor4d(
    photo.map((byte) => byte / 127.5 - 1),
    [1, side, side, 3],
  );
}

/** The photo and depth the activations were recorded for. */
export function photoInput(golden: Safetensors): Rgbd {
  const depth = values(golden, 'input.depth');
  return {
    rgb: photoPlanes(golden),
    depth: scalarPlane(depth),
    valid: scalarPlane(depth.map((reading) => Number(reading > 0))),
  };
}

/**
 * Channel c of the photo is sin(2π((1 + c) x + (2 − c) y) + c) with x = column / size, y = row / size; the
 * depth is y; the left eighth has no reading. The same as `pattern` in `training/export.py`.
 */
export function patternInput(size: number): Rgbd {
  const plane = (value: (x: number, y: number) => number): Float32Array =>
    Float32Array.from({ length: size * size }, (_, pixel) =>
      value((pixel % size) / size, Math.floor(pixel / size) / size),
    );
  const isValid = (x: number): number => Number(x >= 0.125);
  const rgb = Float32Array.from({ length: size * size * 3 }, (_, index) => {
    const channel = index % 3;
    const pixel = (index - channel) / 3;
    const x = (pixel % size) / size;
    const y = Math.floor(pixel / size) / size;
    return Math.sin(2 * Math.PI * ((1 + channel) * x + (2 - channel) * y) + channel);
  });
  return {
    rgb: tensor4d(rgb, [1, size, size, 3]),
    depth: scalarPlane(plane((x, y) => y * isValid(x))),
    valid: scalarPlane(plane(isValid)),
  };
}

/** Compares `outputs` with the file and frees them. Large planes are recorded only at every `step`-th pixel. */
async function differences(
  golden: Safetensors,
  outputs: Outputs,
  isExpected: (name: string) => boolean,
  step: number,
): Promise<GoldenDifference[]> {
  try {
    const rows: GoldenDifference[] = [];
    for (const name of [...golden.tensors.keys()].filter(isExpected)) {
      const output = outputs[name];
      if (output === undefined)
        throw new Error(`The network gave no ${name}, which the golden file has.`);
      const actual = subsample(await output.data<'float32'>(), output.shape, step);
      rows.push({ name, ...compare(name, actual, values(golden, name)) });
    }
    return rows;
  } finally {
    dispose(outputs);
  }
}

function subsample(plane: Float32Array, shape: readonly number[], step: number): Float32Array {
  if (step === 1 || shape.length !== 4) return plane;
  const [, height, width] = shape as [number, number, number];
  const columns = width / step;
  return Float32Array.from(
    { length: (height / step) * columns },
    (_, index) => plane[Math.floor(index / columns) * step * width + (index % columns) * step]!,
  );
}

function compare(
  name: string,
  actual: Float32Array,
  expected: Float32Array,
): Omit<GoldenDifference, 'name'> {
  if (actual.length !== expected.length) {
    throw new Error(`${name} has ${actual.length} values, and the golden file ${expected.length}.`);
  }
  let difference = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i]! - expected[i]!);
    // Not Math.max, so that NaN counts as the largest difference of all.
    if (!(distance <= difference)) difference = distance;
    low = Math.min(low, expected[i]!);
    high = Math.max(high, expected[i]!);
  }
  const inner = ROUNDING + INNER_TOLERANCE * (high - low);
  return { difference, tolerance: name.endsWith('.map') ? MAP_TOLERANCE : inner };
}
