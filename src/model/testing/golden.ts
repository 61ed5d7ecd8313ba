import {
  add,
  clone,
  dispose,
  exp,
  mul,
  sigmoid,
  type Tensor,
  tensor2d,
  type Tensor2D,
  tensor4d,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { observeModules } from '../../nn/observer.ts';
import { modulePaths } from '../../nn/parameters.ts';
import { parseSafetensors, type Safetensors, toFloat32 } from '../../nn/safetensors.ts';
import type { UcNetConfig } from '../config.ts';
import type { GaussianTensors } from '../latentEncoder.ts';
import { posteriorNet } from '../posteriorNet.ts';
import { predictionNet } from '../predictionNet.ts';
import { priorNet } from '../priorNet.ts';
import type { Rgbd } from '../rgbd.ts';
import { deterministic, type UcNetParameters } from '../ucNet.ts';

/**
 * Compares the network on the active backend with the activations that `training/export.py` recorded. Free of
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

type Outputs = Record<string, Tensor>;

/** Every module's output and every result, for the recorded photo. */
export async function comparePhoto(
  parameters: UcNetParameters,
  config: UcNetConfig,
  goldenFile: ArrayBuffer,
): Promise<GoldenDifference[]> {
  const golden = parseSafetensors(goldenFile);
  const paths = modulePaths(parameters);
  const outputs = tidy(() => {
    const recorded: Outputs = {};
    const x = photoInput(golden);
    const record = (module: object, output: Tensor): void => {
      const name = paths.get(module);
      if (name !== undefined && golden.tensors.has(name)) recorded[name] = clone(output);
    };
    observeModules(record, () => {
      Object.assign(recorded, results('output', parameters, config, x, values(golden, 'golden_z')));
      const truth = scalarPlane(values(golden, 'input.depth').map((depth) => Number(depth > 0.5)));
      const posterior = posteriorNet(parameters.posteriorNet, config, x, truth);
      recorded['output.posterior.mu'] = posterior.mu;
      recorded['output.posterior.log_var'] = posterior.logVar;
    });
    return recorded;
  });
  return differences(golden, outputs, (name) => /^output\.|_net\./.test(name), 1);
}

/** The results for the computed pattern at the network's own size. */
export async function comparePattern(
  parameters: UcNetParameters,
  config: UcNetConfig,
  goldenFile: ArrayBuffer,
): Promise<GoldenDifference[]> {
  const golden = parseSafetensors(goldenFile);
  const outputs = tidy(() =>
    results(
      'pattern',
      parameters,
      config,
      patternInput(config.inputSize),
      values(golden, 'golden_z'),
    ),
  );
  return differences(golden, outputs, (name) => name.startsWith('pattern.'), 4);
}

function values({ tensors }: Safetensors, name: string): Float32Array {
  const stored = tensors.get(name);
  if (stored === undefined)
    throw new Error(`The golden file has no ${name}: export the model again.`);
  return toFloat32(stored);
}

function results(
  prefix: string,
  parameters: UcNetParameters,
  config: UcNetConfig,
  x: Rgbd,
  epsilon: Float32Array,
): Outputs {
  const prior = priorNet(parameters.priorNet, config, x);
  const once = deterministic(parameters, config, x);
  const z = draw(prior, epsilon);
  const logits = predictionNet(parameters.predictionNet, config, once.predictionInput, z);
  return {
    [`${prefix}.prior.mu`]: prior.mu,
    [`${prefix}.prior.log_var`]: prior.logVar,
    [`${prefix}.corrected_depth`]: once.correctedDepth,
    [`${prefix}.features`]: once.deterministicFeatures,
    [`${prefix}.map`]: sigmoid(logits),
  };
}

function draw({ mu, logVar }: GaussianTensors, epsilon: Float32Array): Tensor2D {
  const sigma = exp(mul(logVar, 0.5));
  return add(mu, mul(sigma, tensor2d(epsilon, [1, epsilon.length])));
}

/** A square picture of one channel. */
function scalarPlane(plane: Float32Array): Tensor4D {
  const side = Math.sqrt(plane.length);
  return tensor4d(plane, [1, side, side, 1]);
}

function photoInput(golden: Safetensors): Rgbd {
  const photo = values(golden, 'input.photo');
  const depth = values(golden, 'input.depth');
  const side = Math.sqrt(depth.length);
  return {
    rgb: tensor4d(
      photo.map((byte) => byte / 127.5 - 1),
      [1, side, side, 3],
    ),
    depth: scalarPlane(depth),
    valid: scalarPlane(depth.map((reading) => Number(reading > 0))),
  };
}

/**
 * Channel c of the photo is sin(2π((1 + c) x + (2 − c) y) + c) with x = column / size, y = row / size; the
 * depth is y; the left eighth has no reading. The same as `pattern` in `training/export.py`.
 */
function patternInput(size: number): Rgbd {
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

/** Reads `outputs`, of which large planes are recorded only at every `step`-th pixel, and frees them. */
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
