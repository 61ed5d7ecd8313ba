import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Conv2dParameters, declareConv2d } from './conv2d.ts';
import { declareLinear, type LinearParameters } from './linear.ts';
import {
  type Declared,
  disposeParameters,
  loadParameters,
  modulePaths,
  ParameterMismatchError,
  parameterTable,
} from './parameters.ts';
import {
  elementCount,
  parseSafetensors,
  type Safetensors,
  SafetensorsError,
  writeSafetensors,
} from '../weights/safetensors.ts';
import { useCpuBackend } from '../testing/backends.ts';

interface Network {
  readonly firstStage: readonly (readonly Conv2dParameters[])[];
  readonly logVar: LinearParameters;
}

const declared: Declared<Network> = {
  firstStage: [[declareConv2d(2, 3, 1)], [declareConv2d(3, 1, 3)]],
  logVar: declareLinear(4, 2),
};

/** A file that fits, every value being its position in its tensor; then changed. */
function weights(change: (shapes: Map<string, readonly number[]>) => void): Safetensors {
  const shapes = new Map(parameterTable<Network>(declared));
  change(shapes);
  const stored = [...shapes].map(([name, shape]) => {
    const values = Float32Array.from({ length: elementCount(shape) }, (_, index) => index);
    return [name, { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) }] as const;
  });
  return parseSafetensors(writeSafetensors(new Map(stored)));
}

beforeAll(useCpuBackend);

describe('parameterTable', () => {
  it('names parameters by their path', () => {
    expect([...parameterTable<Network>(declared)]).toEqual([
      ['first_stage.0.0.weight', [1, 1, 2, 3]],
      ['first_stage.0.0.bias', [3]],
      ['first_stage.1.0.weight', [3, 3, 3, 1]],
      ['first_stage.1.0.bias', [1]],
      ['log_var.weight', [4, 2]],
      ['log_var.bias', [2]],
    ]);
  });
});

describe('loadParameters', () => {
  it('puts every tensor where it was declared, and all of them can be freed', async () => {
    const before = memory().numTensors;
    const parameters = loadParameters<Network>(
      declared,
      weights(() => undefined),
    );
    expect(memory().numTensors).toBe(before + 6);
    expect(Array.isArray(parameters.firstStage[1])).toBe(true);
    expect(parameters.firstStage[1]![0]!.weight.shape).toEqual([3, 3, 3, 1]);
    expect([...(await parameters.logVar.weight.data())]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(modulePaths(parameters).get(parameters.firstStage[0]![0]!)).toBe('first_stage.0.0');
    disposeParameters(parameters);
    expect(memory().numTensors).toBe(before);
  });

  it('lists everything that does not fit, and loads nothing', () => {
    const before = memory().numTensors;
    const bad = weights((shapes) => {
      shapes.delete('log_var.bias');
      shapes.set('log_var.scale', [2]);
      shapes.set('first_stage.0.0.bias', [4]);
    });
    let error: unknown = null;
    try {
      loadParameters<Network>(declared, bad);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ParameterMismatchError);
    expect(error).toMatchObject({
      missing: ['log_var.bias'],
      extra: ['log_var.scale'],
      misshapen: ['first_stage.0.0.bias [4] instead of [3]'],
    });
    expect((error as Error).message).toContain(
      'missing: log_var.bias; not in the network: log_var.scale; of another shape: first_stage.0.0.bias',
    );
    expect(memory().numTensors).toBe(before);
  });

  it('frees what was built before a tensor that holds no floats', () => {
    const before = memory().numTensors;
    const { metadata, tensors } = weights(() => undefined);
    const last = 'log_var.bias';
    const integers = { dtype: 'I64', shape: [2], bytes: new Uint8Array(16) } as const;
    const bad = { metadata, tensors: new Map(tensors).set(last, integers) };
    expect(() => loadParameters<Network>(declared, bad)).toThrow(SafetensorsError);
    expect(memory().numTensors).toBe(before);
  });
});
