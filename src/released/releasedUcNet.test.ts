import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { memory, type Tensor, tensor2d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { mean, variance } from '../math/statistics.ts';
import { observeModules } from '../nn/observer.ts';
import { disposeParameters, ParameterMismatchError } from '../nn/parameters.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import { depthHead, encode, saliencyHead } from './releasedSaliencyEncoder.ts';
import {
  loadReleasedParameters,
  type ReleasedParameters,
  releasedPosterior,
  releasedPrior,
  releasedTable,
  requireReleasedTensors,
} from './releasedUcNet.ts';
import { standInInput, standInTensors, uniforms } from './testing/standIn.ts';

/** What the released PyTorch code computes for the stand-in weights; `shared` holds more of the same. */
const REDUCED = 'src/released/testing/golden.json';
const WHOLE = '../shared/reference/golden.json';
const STATE_DICT = '../shared/reference/state_dict.json';

const LATENT_TOLERANCE = 1e-3;
const ABSOLUTE_TOLERANCE = 1e-2;
const SPREAD_TOLERANCE = 1e-3;

interface RecordedActivation {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly first8: readonly number[];
}

interface Golden {
  readonly z: number[];
  readonly prior_mu: number[];
  readonly prior_logvar: number[];
  readonly posterior_mu: number[];
  readonly posterior_logvar: number[];
  readonly activations: Record<string, RecordedActivation>;
  /** Besides the mean, rows of every 16th or 64th pixel. */
  readonly saliency_logits: Record<string, number[][]>;
  readonly depth_logits: Record<string, number[][]>;
}

async function readJson<Value>(path: string): Promise<Value> {
  return JSON.parse(await readFile(path, 'utf8')) as Value;
}

/** The released name of every module whose activation is recorded. */
function recordedModules({ saliencyEncoder: net }: ReleasedParameters): Map<object, string> {
  const numbered = (prefix: string, modules: readonly object[]) =>
    modules.map((module, index): [object, string] => [module, `${prefix}${index + 1}`]);
  return new Map<object, string>([
    [net.mix, 'conv_depth1'],
    ...numbered('resnet.layer', net.backbone.stages),
    [net.depthContext, 'layer_depth'],
    ...numbered('conv', net.lateral),
    ...numbered('asppconv', net.aspp),
    [net.fuse43.attention, 'racb_43'],
    [net.fuse43.reduce, 'conv43'],
    [net.fuse432.attention, 'racb_432'],
    [net.fuse432.reduce, 'conv432'],
    [net.fuse4321.attention, 'racb_4321'],
    [net.fuse4321.reduce, 'conv4321'],
    [net.output, 'layer6'],
  ]);
}

/** NHWC values in the order NCHW, batch 1. */
function planes(output: Tensor): Float32Array {
  const values = output.dataSync<'float32'>();
  const channels = output.shape[3]!;
  const area = values.length / channels;
  return Float32Array.from(
    { length: values.length },
    (_, index) => values[(index % area) * channels + Math.floor(index / area)]!,
  );
}

interface Outputs {
  readonly latents: Record<string, number[]>;
  readonly activations: ReadonlyMap<string, Float32Array>;
  readonly saliency: Float32Array;
  readonly depth: Float32Array;
}

function run(parameters: ReleasedParameters, z: readonly number[]): Outputs {
  const results: Outputs[] = [];
  tidy(() => {
    results.push(compute(parameters, z));
  });
  return results[0]!;
}

function compute(parameters: ReleasedParameters, z: readonly number[]): Outputs {
  const { inputSize, latentDim } = RELEASED_CONFIG;
  const input = standInInput();
  const x = tensor4d(input.x, [1, inputSize, inputSize, 6]);
  const y = tensor4d(input.truth, [1, inputSize, inputSize, 1]);
  const prior = releasedPrior(parameters, x);
  const posterior = releasedPosterior(parameters, x, y);
  const latents = {
    prior_mu: Array.from(prior.mu.dataSync()),
    prior_logvar: Array.from(prior.logVar.dataSync()),
    posterior_mu: Array.from(posterior.mu.dataSync()),
    posterior_logvar: Array.from(posterior.logVar.dataSync()),
  };
  const names = recordedModules(parameters);
  const activations = new Map<string, Float32Array>();
  const record = (module: object, output: Tensor) => {
    const name = names.get(module);
    if (name !== undefined) activations.set(name, planes(output));
  };
  return observeModules(record, () => {
    const stages = encode(parameters.saliencyEncoder, x, tensor2d([...z], [1, latentDim]));
    const saliency = planes(saliencyHead(parameters.saliencyEncoder, stages));
    const depth = planes(depthHead(parameters.saliencyEncoder, stages));
    return { latents, activations, saliency, depth };
  });
}

/** Largest differences found, for the report. */
const report: Record<string, number> = {};

function expectWithin(name: string, actual: number, expected: number, spread: number): void {
  const difference = Math.abs(actual - expected);
  const tolerance = Math.min(ABSOLUTE_TOLERANCE, SPREAD_TOLERANCE * spread);
  report[name] = Math.max(report[name] ?? 0, difference / spread);
  expect(difference, name).toBeLessThanOrEqual(tolerance);
}

function expectActivation(name: string, values: Float32Array, recorded: RecordedActivation): void {
  // The recording shares memory with the next module's in-place ReLU, for these four only.
  const seen = /^conv[1-4]$/.test(name) ? values.map((value) => Math.max(value, 0)) : values;
  expect(seen.length).toBe(recorded.shape.reduce((product, size) => product * size, 1));
  expectWithin(name, mean(seen), recorded.mean, recorded.std);
  const sampleVariance = (variance(seen) * seen.length) / (seen.length - 1);
  expectWithin(name, Math.sqrt(sampleVariance), recorded.std, recorded.std);
  recorded.first8.forEach((value, index) => expectWithin(name, seen[index]!, value, recorded.std));
}

function expectLogits(
  name: string,
  logits: Float32Array,
  recorded: Readonly<Record<string, number[][]>>,
): void {
  const side = RELEASED_CONFIG.inputSize;
  const spread = Math.sqrt(variance(logits));
  const [key, rows] = Object.entries(recorded).find(([entry]) => entry.startsWith('every'))!;
  const step = Number.parseInt(key.slice('every'.length), 10);
  rows.forEach((row, y) =>
    row.forEach((value, x) =>
      expectWithin(name, logits[y * step * side + x * step]!, value, spread),
    ),
  );
}

describe('stand-in weights', () => {
  it('start with the documented numbers', () => {
    const first = uniforms('sal_encoder.resnet.conv1.weight', 4);
    [0.18414332, 0.361384944, 0.524178431, -0.555501175].forEach((value, index) =>
      expect(first[index]).toBeCloseTo(value, 9),
    );
  });
});

describe('the declared table', () => {
  const { needed, unused } = releasedTable();
  const lines = [...needed, ...unused].map(([name, shape]) => `${name} ${shape.join(',')}`).sort();

  it('holds the 924 tensors of an official checkpoint, names and shapes', () => {
    expect(lines.length).toBe(924);
    // SHA-256 of the sorted lines "name sizes" of the official checkpoint.
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      '937fc27625090d853b6e97a711ceb2f93757f9c15ebcc5628cc7e2682c96fb13',
    );
  });

  it.skipIf(!existsSync(STATE_DICT))('is the recorded one (needs ../shared)', async () => {
    const recorded =
      await readJson<{ readonly name: string; readonly shape: readonly number[] }[]>(STATE_DICT);
    expect(lines).toEqual(recorded.map(({ name, shape }) => `${name} ${shape.join(',')}`).sort());
  });

  it('lists what is missing, unknown and misshapen', () => {
    const bytes = new Uint8Array(0);
    const tensors = new Map(
      [...needed].map(([name, shape]) => [name, { dtype: 'F32' as const, shape, bytes }]),
    );
    expect(() => requireReleasedTensors(tensors)).not.toThrow();
    tensors.delete('x_encoder.fc1.bias');
    tensors.set('head.weight', { dtype: 'F32', shape: [3], bytes });
    tensors.set('x_encoder.fc2.bias', { dtype: 'F32', shape: [4], bytes });
    tensors.set('xy_encoder.bn5.bias', { dtype: 'F32', shape: [5], bytes });
    let caught: unknown;
    try {
      requireReleasedTensors(tensors);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ParameterMismatchError);
    expect(caught).toMatchObject({
      missing: ['x_encoder.fc1.bias'],
      extra: ['head.weight'],
      misshapen: [
        'x_encoder.fc2.bias [4] instead of [3]',
        'xy_encoder.bn5.bias [5] instead of [256]',
      ],
    });
    expect(() => requireReleasedTensors(new Map())).toThrow(/ and \d+ more\.$/);
  });
});

describe('loadReleasedParameters', () => {
  it('frees what was built before a tensor that holds no floats', async () => {
    await useWasmBackend();
    const before = memory().numTensors;
    const shares: number[] = [];
    const tensors = standInTensors({ unused: false });
    const last = 'xy_encoder.fc2.bias';
    const bytes = new Uint8Array(8 * tensors.get(last)!.shape[0]!);
    tensors.set(last, { ...tensors.get(last)!, dtype: 'I64', bytes });
    expect(() => loadReleasedParameters(tensors, (share) => shares.push(share))).toThrow('I64');
    expect(shares.length).toBeGreaterThan(10);
    expect(memory().numTensors).toBe(before);
  });
});

describe('the released network on wasm', () => {
  let outputs: Outputs;
  let golden: Golden;
  let leaked: number;

  beforeAll(async () => {
    await useWasmBackend();
    golden = await readJson<Golden>(REDUCED);
    const before = memory().numTensors;
    const shares: number[] = [];
    const parameters = loadReleasedParameters(standInTensors({ unused: false }), (share) =>
      shares.push(share),
    );
    expect(shares.at(-1)).toBe(1);
    outputs = run(parameters, golden.z);
    disposeParameters(parameters);
    leaked = memory().numTensors - before;
  }, 120_000);

  const compare = (recorded: Golden) => {
    for (const [name, values] of Object.entries(outputs.latents)) {
      const wanted = recorded[name as 'prior_mu'];
      values.forEach((value, k) => {
        const difference = Math.abs(value - wanted[k]!);
        report[name] = Math.max(report[name] ?? 0, difference);
        expect(difference, name).toBeLessThanOrEqual(LATENT_TOLERANCE);
      });
    }
    const recordedNames = Object.keys(recorded.activations);
    expect(recordedNames.length).toBeGreaterThan(15);
    for (const name of recordedNames) {
      expectActivation(name, outputs.activations.get(name)!, recorded.activations[name]!);
    }
    expectLogits('saliency_logits', outputs.saliency, recorded.saliency_logits);
    expectLogits('depth_logits', outputs.depth, recorded.depth_logits);
    if (process.env['GOLDEN_REPORT']) console.table(report);
  };

  it('computes what the released PyTorch code computes', () => compare(golden));

  it.skipIf(!existsSync(WHOLE))('at all recorded pixels too (needs ../shared)', async () =>
    compare(await readJson<Golden>(WHOLE)),
  );

  it('frees every tensor', () => expect(leaked).toBe(0));
});
