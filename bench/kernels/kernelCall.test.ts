import { describe as group, expect, it } from 'vitest';
import { describe, type KernelCall, kindOf, leastBytes, multiplyAdds } from './kernelCall.ts';

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
    hasStock: true,
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

group('a kernel call', () => {
  it('counts multiply-adds', () => {
    expect(multiplyAdds(CONVOLUTION)).toBe(88 * 88 * 16 * 9 * 32);
    expect(multiplyAdds(DEPTHWISE)).toBe(4 * 4 * 96 * 9);
    expect(multiplyAdds(call('_FusedMatMul', { a: [1, 100], b: [100, 3] }, [1, 3]))).toBe(300);
    const head = { weight: [1, 1, 32, 16], lastWeight: [1, 1, 16, 1] };
    expect(multiplyAdds(call('SampleHead', head, [1, 2, 2, 1]))).toBe(4 * (512 + 16));
    expect(multiplyAdds(call('Concat', { 0: [1, 2, 2, 4] }, [1, 2, 2, 4]))).toBe(0);
  });

  it('counts bytes once for every tensor', () => {
    expect(leastBytes(DEPTHWISE)).toBe(4 * (8 * 8 * 96 + 9 * 96 + 4 * 4 * 96));
  });

  it('is described in a few words', () => {
    expect(describe(CONVOLUTION)).toBe('convolution 3×3, 32 → 16 at 88×88, dilation 3');
    expect(describe(DEPTHWISE)).toBe('depthwise convolution, 96 at 4×4, stride 2, linear');
    expect(kindOf(call('Concat', {}, [1]))).toBe('Concat');
    expect(describe(call('Add', { a: [1, 2, 2, 4], b: [1, 1, 1, 4] }, [1, 2, 2, 4]))).toBe(
      'Add, 1×2×2×4, 1×1×1×4 → 1×2×2×4',
    );
  });
});
