import { describe as group, expect, it } from 'vitest';
import { describe, kindOf } from './describeCall.ts';
import { type KernelCall, leastBytes, multiplyAdds } from './kernelCall.ts';

function call(
  kernel: string,
  inputs: Readonly<Record<string, readonly number[]>>,
  output: readonly number[],
  attributes: KernelCall['attributes'] = {},
): KernelCall {
  return {
    index: 0,
    kernel,
    inputs: Object.entries(inputs).map(([name, shape]) => ({ name, shape, dtype: 'float32' })),
    outputs: [{ shape: output, dtype: 'float32' }],
    attributes,
    count: 1,
    programs: 1,
  };
}

const CONVOLUTION = call(
  'FusedConv2D',
  { x: [1, 88, 88, 32], filter: [3, 3, 32, 16], bias: [16] },
  [1, 88, 88, 16],
  { strides: 1, dilations: [3, 3], activation: 'relu' },
);
const DEPTHWISE = call(
  'FusedDepthwiseConv2D',
  { x: [1, 8, 8, 96], filter: [3, 3, 96, 1] },
  [1, 4, 4, 96],
  { strides: 2 },
);
const EXPANDED = call(
  'ExpandedDepthwise',
  { x: [1, 8, 8, 16], expandWeight: [1, 1, 16, 96], filter: [3, 3, 96, 1] },
  [1, 4, 4, 96],
  { stride: 2 },
);
const GATES = call(
  'ChannelGates',
  { x: [1, 44, 44, 48], squeezeWeight: [1, 1, 48, 12], exciteWeight: [1, 1, 12, 48] },
  [1, 1, 1, 48],
);
const ASPP = call(
  'DenseAspp',
  {
    x: [1, 11, 11, 32],
    weight0: [1, 1, 32, 32],
    bias0: [32],
    weight1: [3, 3, 32, 16],
    weight2: [1, 1, 48, 32],
  },
  [1, 11, 11, 32],
  { rates: [3] },
);
const RESIDUAL = call(
  'ResidualConv2D',
  { x: [1, 22, 22, 96], filter: [1, 1, 96, 16], bias: [16], residual: [1, 22, 22, 16] },
  [1, 22, 22, 16],
  { strides: 1, dilations: 1, activation: 'linear' },
);
const HEAD = call(
  'SampleHead',
  {
    shared: [1, 2, 2, 32],
    z: [1, 3],
    latentWeight: [3, 32],
    weight: [1, 1, 32, 16],
    lastWeight: [1, 1, 16, 1],
  },
  [1, 2, 2, 1],
);

group('a kernel call', () => {
  it('counts multiply-adds', () => {
    expect(multiplyAdds(CONVOLUTION)).toBe(88 * 88 * 16 * 9 * 32);
    expect(multiplyAdds(DEPTHWISE)).toBe(4 * 4 * 96 * 9);
    expect(multiplyAdds(call('_FusedMatMul', { a: [1, 100], b: [100, 3] }, [1, 3]))).toBe(300);
    expect(multiplyAdds(HEAD)).toBe(4 * (512 + 16));
    expect(multiplyAdds(EXPANDED)).toBe(8 * 8 * 16 * 96 + 4 * 4 * 96 * 9);
    expect(multiplyAdds(GATES)).toBe(2 * 48 * 12);
    expect(multiplyAdds(ASPP)).toBe(11 * 11 * 32 * (32 + 9 * 16 + 48));
    expect(multiplyAdds(RESIDUAL)).toBe(22 * 22 * 96 * 16);
    expect(multiplyAdds(call('Concat', { 0: [1, 2, 2, 4] }, [1, 2, 2, 4]))).toBe(0);
  });

  it('counts bytes once for every tensor', () => {
    expect(leastBytes(DEPTHWISE)).toBe(4 * (8 * 8 * 96 + 9 * 96 + 4 * 4 * 96));
  });

  it('is described in a few words', () => {
    expect(describe(CONVOLUTION)).toBe('convolution 3×3, 32 → 16 at 88×88, dilation 3');
    expect(describe(DEPTHWISE)).toBe('depthwise convolution, 96 at 4×4, stride 2, linear');
    expect(describe(EXPANDED)).toBe('expansion and depthwise, 16 → 96 at 4×4, stride 2');
    expect(describe(GATES)).toBe('ChannelGates, 48 → 12 → 48 at 44×44');
    expect(describe(ASPP)).toBe('DenseAspp, 32 at 11×11, rates 3');
    expect(describe(RESIDUAL)).toBe('convolution 1×1 and residual, 96 → 16 at 22×22, linear');
    expect(describe(HEAD)).toBe('SampleHead, 32 → 16 → 1 at 2×2');
    expect(kindOf(call('Concat', {}, [1]))).toBe('Concat');
    expect(describe(call('Add', { a: [1, 2, 2, 4], b: [1, 1, 1, 4] }, [1, 2, 2, 4]))).toBe(
      'Add, 1×2×2×4, 1×1×1×4 → 1×2×2×4',
    );
  });
});
