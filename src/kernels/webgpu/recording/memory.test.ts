import type { DataId } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { lifetimesOf, settledSteps } from './memory.ts';
import type { Step } from './trace.ts';

const ids = new Map<string, DataId>();
function id(name: string): DataId {
  const known = ids.get(name) ?? { name };
  ids.set(name, known);
  return known;
}

/** `c = a + b` as a step that writes c. */
function step(code: string): Step {
  const [output, inputs] = code.split(' = ') as [string, string];
  return {
    output: id(output),
    inputs: inputs.split(' + ').map(id),
    uniforms: new ArrayBuffer(4),
    pipeline: {} as GPUComputePipeline,
    workgroups: [1, 1, 1],
  };
}

describe('settledSteps', () => {
  it('are those that follow from constants alone', () => {
    const steps = ['w2 = w', 'w3 = w2 + w', 'y = x + w3', 'z = y + w'].map(step);
    const constants = new Map([[id('w'), {} as GPUBuffer]]);
    expect(settledSteps({ steps, constants })).toEqual(new Set(steps.slice(0, 2)));
  });

  it('leave out a result that another step adds to', () => {
    const steps = ['y = w', 'y = x'].map(step);
    const constants = new Map([[id('w'), {} as GPUBuffer]]);
    expect(settledSteps({ steps, constants }).size).toBe(0);
  });
});

describe('lifetimesOf', () => {
  it('reach from before the first step for inputs to after the last for results', () => {
    const steps = ['a = x', 'b = a', 'c = a + b', 'd = c'].map(step);
    const bytes = new Map(['x', 'a', 'b', 'c', 'd'].map((name) => [id(name), 4]));
    const lifetimes = lifetimesOf(steps, bytes, [id('x')], [id('d'), id('b')]);
    const span = (name: string) => {
      const { first, last } = lifetimes.get(id(name))!;
      return [first, last];
    };
    expect(['x', 'a', 'b', 'c', 'd'].map(span)).toEqual([
      [-1, 0],
      [0, 2],
      [1, 4],
      [2, 3],
      [3, 4],
    ]);
  });
});
