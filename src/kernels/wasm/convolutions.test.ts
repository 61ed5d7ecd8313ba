import { setFlagsFromString } from 'node:v8';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend,
  dispose,
  engine,
  FusedConv2D,
  FusedDepthwiseConv2D,
  getKernel,
  type KernelConfig,
  memory,
  reshape,
  type Tensor,
  tensor,
  type TensorInfo,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { noise } from '../../nn/testing/reference.ts';
import { restartWasmBackend, useWasmBackend } from '../../testing/backends.ts';
import { Crew } from './crew.ts';
import { MOST_INPUTS } from './winogradProgram.ts';

const base = {
  isDepthwise: false,
  batch: 1,
  height: 9,
  width: 7,
  inputs: 6,
  outputs: 16,
  kernel: 3,
  stride: 1,
  dilation: 1,
  pad: 'same' as 'same' | 'valid' | number | [number, number][],
  activation: 'relu',
  hasBias: true,
};
type Case = typeof base;

const CASES: readonly (readonly [string, Partial<Case>])[] = [
  ['3×3', {}],
  ['1×1', { kernel: 1, inputs: 32 }],
  ['1×1 of stride 2', { kernel: 1, stride: 2 }],
  ['a single pixel', { kernel: 1, height: 1, width: 1, inputs: 64 }],
  ['fewer pixels than a tile', { height: 2, width: 2 }],
  ['a tile exactly', { height: 1, width: 5 }],
  ['one input', { inputs: 1 }],
  ['three inputs', { inputs: 3 }],
  ['five inputs', { inputs: 5, outputs: 24 }],
  ['stride 2, even size', { stride: 2, height: 8, width: 6 }],
  ['stride 2, odd size', { stride: 2 }],
  ['stride 3', { stride: 3, height: 10 }],
  ['dilation 2', { dilation: 2 }],
  ['a dilation beyond the picture', { dilation: 24 }],
  ['5×5', { kernel: 5, outputs: 8 }],
  ['no padding', { pad: 'valid' }],
  ['padding on all sides', { pad: 2 }],
  ['several images', { batch: 3 }],
  ['no bias', { hasBias: false }],
  ['linear', { activation: 'linear' }],
  ['relu6', { activation: 'relu6', inputs: 40 }],
  ['leaky relu', { activation: 'leakyrelu' }],
  ['outputs that are no blocks', { outputs: 11 }],
  ['an activation that is not ours', { activation: 'sigmoid' }],
  ['depthwise', { isDepthwise: true, inputs: 16 }],
  ['depthwise, 5×5 of stride 2', { isDepthwise: true, inputs: 40, kernel: 5, stride: 2 }],
  ['depthwise, several images', { isDepthwise: true, inputs: 8, batch: 2, height: 3, width: 4 }],
  ['depthwise, dilation 2', { isDepthwise: true, inputs: 24, dilation: 2, activation: 'relu6' }],
  ['depthwise, no bias', { isDepthwise: true, inputs: 8, hasBias: false, activation: 'linear' }],
  ['depthwise, inputs that are no blocks', { isDepthwise: true, inputs: 12 }],
  ['depthwise, a large plane', { isDepthwise: true, inputs: 32, height: 41, width: 33 }],
  ['more taps than a thread has room for', { kernel: 9, height: 12, width: 12 }],
  ['a large plane', { height: 40, width: 33, inputs: 24, outputs: 32, dilation: 3 }],
];

/** All of Winograd's. */
const winograd = { inputs: 8 };
const WINOGRAD_CASES: readonly (readonly [string, Partial<Case>])[] = [
  ['a batch of tiles exactly', { height: 2, width: 10 }],
  ['fewer tiles than a batch', { height: 4, width: 4 }],
  ['rows and columns that are no whole tiles', { height: 13, width: 9 }],
  ['four inputs', { inputs: 4, outputs: 8 }],
  ['as many inputs as there is room for', { height: 4, width: 4, inputs: MOST_INPUTS }],
  ['several blocks', { outputs: 40 }],
  ['several images', { batch: 3 }],
  ['no bias', { hasBias: false }],
  ['linear', { activation: 'linear' }],
  ['relu6', { activation: 'relu6', inputs: 40 }],
  ['leaky relu', { activation: 'leakyrelu' }],
  ['no padding', { pad: 'valid' }],
  ['padding on all sides', { pad: 2 }],
  [
    'another padding on each side',
    { pad: [[0, 0], [2, 1], [0, 3], [0, 0]], dilation: 2 }, // prettier-ignore
  ],
  ['dilation 2', { dilation: 2, height: 12 }],
  ['a dilation of more than half the picture', { dilation: 5, height: 9, width: 9 }],
  // Sizes without pattern.
  ...Array.from({ length: 12 }, (_, index): readonly [string, Partial<Case>] => {
    const parts = noise(5, 40 + index).values();
    const upTo = (most: number) => 1 + Math.floor(Math.abs(parts.next().value!) * most);
    const dilation = upTo(4);
    const [height, width] = [2 * dilation + upTo(20), 2 * dilation + upTo(20)];
    const [inputs, outputs] = [4 * upTo(12), 8 * upTo(4)];
    const name = `${height} × ${width}, ${inputs} → ${outputs}, dilation ${dilation}`;
    return [name, { height, width, inputs, outputs, dilation }];
  }),
];

const OTHER_CASES: readonly (readonly [string, Partial<Case>])[] = [
  ['inputs that are no vectors of four', { inputs: 6 }],
  ['more inputs than there is room for', { inputs: MOST_INPUTS + 4 }],
  ['stride 2', { stride: 2 }],
  ['5×5', { kernel: 5 }],
  ['tiles with one pixel inside each', { dilation: 9 }],
  ['a single pixel', { height: 1, width: 1 }],
  ['depthwise', { isDepthwise: true }],
];

let stock: Readonly<Record<string, KernelConfig>>;

const nameOf = ({ isDepthwise }: Case) => (isDepthwise ? FusedDepthwiseConv2D : FusedConv2D);

function input({ isDepthwise, batch, height, width, inputs, kernel, hasBias, ...rest }: Case) {
  const outputs = isDepthwise ? inputs : rest.outputs;
  const x = [batch, height, width, inputs];
  const filter = [kernel, kernel, inputs, isDepthwise ? 1 : outputs];
  const filled = (shape: number[], seed: number) =>
    tensor(
      noise(
        shape.reduce((product, side) => product * side, 1),
        seed,
      ),
      shape,
    );
  return {
    x: filled(x, 1),
    filter: filled(filter, 2),
    ...(hasBias && { bias: filled([outputs], 3) }),
  };
}

function attributes({ stride, dilation, pad, activation }: Case) {
  const rest = { dataFormat: 'NHWC', dimRoundingMode: 'floor', leakyreluAlpha: 0.2 };
  return { strides: stride, dilations: dilation, pad, activation, ...rest };
}

const ours = (which: Case, inputs: ReturnType<typeof input>): Tensor =>
  engine().runKernel(nameOf(which), inputs, attributes(which));

/** The programs that compute it. */
function programsOf(which: Case, inputs: ReturnType<typeof input>): string[] {
  const run = vi.spyOn(Crew.prototype, 'run');
  ours(which, inputs).dispose();
  const names = run.mock.calls.map(([name]) => name);
  run.mockRestore();
  return [...new Set(names)];
}

/** By tfjs's own kernel, which ours has replaced. */
function theirs(which: Case, inputs: ReturnType<typeof input>): Float32Array {
  const wasm = backend() as BackendWasm;
  const result = stock[nameOf(which)]!.kernelFunc({
    inputs,
    backend: wasm,
    attrs: attributes(which),
  });
  const { dataId } = result as TensorInfo;
  const values = wasm.readSync(dataId) as Float32Array;
  wasm.disposeData(dataId);
  return values;
}

function expectAlike(which: Case, inputs: ReturnType<typeof input>): void {
  const output = ours(which, inputs);
  const actual = output.dataSync();
  output.dispose();
  const expected = theirs(which, inputs);
  expect(actual.length).toBe(expected.length);
  const differences = expected.map(
    (value, index) => Math.abs(actual[index]! - value) / Math.max(1, Math.abs(value)),
  );
  expect(Math.max(...differences)).toBeLessThan(1e-4);
}

const heldBytes = () => {
  const { asm } = (backend() as BackendWasm).wasm as unknown as {
    asm: { memory: WebAssembly.Memory };
  };
  return asm.memory.buffer.byteLength;
};

beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  const kernels = [FusedConv2D, FusedDepthwiseConv2D].map((name) => getKernel(name, 'wasm'));
  stock = Object.fromEntries(kernels.map((kernel) => [kernel.kernelName, kernel]));
  await useWasmBackend();
});

describe.each(['multiplies, then adds', 'multiplies and adds at once'])(
  'a program that %s',
  (kind) => {
    const isRelaxed = kind.endsWith('at once');

    beforeAll(async () => {
      // Node has relaxed SIMD behind this flag before version 22.
      setFlagsFromString('--experimental-wasm-relaxed-simd');
      const validate = vi.spyOn(WebAssembly, 'validate');
      if (!isRelaxed) validate.mockReturnValueOnce(false);
      await restartWasmBackend();
      tidy(() => expectAlike(base, input(base)));
      expect(validate.mock.results.map(({ value }) => value as boolean)).toEqual(
        isRelaxed ? [true] : [false, true],
      );
      validate.mockRestore();
    });

    it.each(CASES)('equals tfjs: %s', (_, changes) => {
      const which = { ...base, ...changes };
      tidy(() => expectAlike(which, input(which)));
    });

    it.each(WINOGRAD_CASES)('equals tfjs by fewer products: %s', (_, changes) => {
      const which = { ...base, ...winograd, ...changes };
      tidy(() => {
        const inputs = input(which);
        expect(programsOf(which, inputs)).toEqual(['winograd']);
        expectAlike(which, inputs);
      });
    });
  },
);

describe('3×3 by fewer products', () => {
  beforeAll(restartWasmBackend);

  it.each(OTHER_CASES)('is not for %s', (_, changes) => {
    const which = { ...base, ...winograd, ...changes };
    const expected = which.isDepthwise ? 'depthwise' : 'full';
    tidy(() => {
      expect(programsOf(which, input(which))).toEqual([expected]);
    });
  });

  it('has weights of its own where a filter is used on planes of several sizes', () => {
    const small = { ...base, ...winograd, height: 1, width: 1 };
    const large = { ...small, height: 8, width: 8 };
    tidy(() => {
      const { filter, bias } = input(small) as ReturnType<typeof input> & { bias: Tensor };
      for (const which of [small, large, small]) {
        expectAlike(which, { x: input(which).x, filter, bias });
      }
    });
  });
});

describe('memory', () => {
  beforeAll(restartWasmBackend);

  it('stays as it is over many calls', () => {
    const which = { ...base, height: 32, width: 32, inputs: 32 };
    const inputs = input(which);
    ours(which, inputs).dispose();
    const [tensors, bytes] = [memory().numTensors, heldBytes()];
    for (let call = 0; call < 100; call++) ours(which, inputs).dispose();
    expect([memory().numTensors, heldBytes()]).toEqual([tensors, bytes]);
    dispose(Object.values(inputs));
  });

  it('of packed parameters goes with their filter', () => {
    const which = { ...base, height: 1, width: 1, kernel: 1, inputs: 1024, outputs: 1024 };
    const once = () => {
      const x = zeros([1, 1, 1, 1024]);
      const filter = zeros([1, 1, 1024, 1024]); // 4 MB
      dispose([ours(which, { x, filter }), x, filter]);
    };
    once();
    once();
    const bytes = heldBytes();
    for (let call = 0; call < 10; call++) once();
    expect(heldBytes()).toBe(bytes);
  });

  it('is packed anew for another bias, and for another shape of the same values', () => {
    const which = { ...base, kernel: 1, inputs: 16, outputs: 16 };
    tidy(() => {
      const inputs = input(which);
      expectAlike(which, inputs);
      expectAlike(which, { ...inputs, bias: tensor(noise(16, 9)) });
      const flat = { ...which, inputs: 8, outputs: 32 };
      expectAlike(flat, { ...input(flat), filter: reshape(inputs.filter, [1, 1, 8, 32]) });
    });
  });
});
