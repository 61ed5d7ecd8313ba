import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { resizeBilinear } from '../math/resize.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { noise } from './testing/reference.ts';
import { upsampledSum } from './upsampledSum.ts';

const [HEIGHT, WIDTH, CHANNELS] = [8, 12, 3];

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('upsampledSum on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it.each([[[1, 2, 4]], [[1, 4]], [[1]]])('enlarges by %j and sums up', async (factors) => {
    const parts = factors.map((factor) => ({
      height: HEIGHT / factor,
      width: WIDTH / factor,
      values: noise((HEIGHT / factor) * (WIDTH / factor) * CHANNELS, factor),
    }));
    const output = tidy(() =>
      upsampledSum(
        parts.map(({ height, width, values }) => tensor4d(values, [1, height, width, CHANNELS])),
      ),
    );
    expect(output.shape).toEqual([1, HEIGHT, WIDTH, CHANNELS]);
    const actual = await output.data();
    output.dispose();
    const enlarged = parts.map(({ height, width, values }) =>
      resizeBilinear(values, height, width, CHANNELS, HEIGHT, WIDTH),
    );
    actual.forEach((value, index) => {
      const sum = enlarged.reduce((total, part) => total + part[index]!, 0);
      expect(value).toBeCloseTo(Math.max(sum, 0), 5);
    });
  });
});
