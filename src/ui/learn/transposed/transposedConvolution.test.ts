import {
  conv2d,
  conv2dTranspose,
  pad,
  slice,
  tensor4d,
  tidy,
  transpose,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { SeededGaussian } from '../../../math/gaussian.ts';
import { useCpuBackend } from '../../../testing/backends.ts';
import {
  type Planes,
  reaching,
  transposedConvolution,
  type TransposedKernel,
  type TransposedOptions,
  transposedSide,
} from './transposedConvolution.ts';

beforeAll(useCpuBackend);

const PLAIN: TransposedOptions = { stride: 1, padding: 0, dilation: 1, outputPadding: 0 };

it('the quiz of the deck: 20×16×50×100 becomes 20×33×101×201', () => {
  const options = { ...PLAIN, stride: 2, padding: 1, dilation: 2 };
  expect([50, 100].map((side) => transposedSide(side, 3, options))).toEqual([101, 201]);
});

it('the last layer of FCN-32s makes 16 squares 544 pixels', () => {
  expect(transposedSide(16, 64, { ...PLAIN, stride: 32 })).toBe(544);
});

function planes(channels: number, height: number, width: number, seed: number): Planes {
  const data = new Float32Array(new SeededGaussian(seed).fill(channels * height * width));
  return { channels, height, width, data };
}

function kernels(inputs: number, outputs: number, side: number): TransposedKernel {
  const data = new Float32Array(new SeededGaussian(7).fill(inputs * outputs * side * side));
  return { inputs, outputs, side, data };
}

function nhwc({ channels, height, width, data }: Planes): Tensor4D {
  return transpose(tensor4d(data, [1, channels, height, width]), [0, 2, 3, 1]);
}

/** tfjs dilates no transposed convolution: the same kernel with zeros between its weights stands for it. */
function spread({ inputs, outputs, side, data }: TransposedKernel, dilation: number) {
  const wide = dilation * (side - 1) + 1;
  const spreadData = new Float32Array(inputs * outputs * wide * wide);
  for (let pair = 0; pair < inputs * outputs; pair++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        spreadData[(pair * wide + row * dilation) * wide + column * dilation] =
          data[(pair * side + row) * side + column]!;
      }
    }
  }
  return transpose(tensor4d(spreadData, [inputs, outputs, wide, wide]), [2, 3, 1, 0]);
}

/** Padding cuts off the whole result of tfjs, and output padding cuts off less, or adds zeros. */
function byTfjs(x: Planes, kernel: TransposedKernel, options: TransposedOptions): Float32Array {
  return tidy(() => {
    const { stride, padding, dilation } = options;
    const whole = { ...options, padding: 0, outputPadding: 0 };
    const [tall, broad] = [x.height, x.width].map((side) =>
      transposedSide(side, kernel.side, whole),
    ) as [number, number];
    const full = conv2dTranspose<Tensor4D>(
      nhwc(x),
      spread(kernel, dilation),
      [1, tall, broad, kernel.outputs],
      stride,
      'valid',
    );
    const height = transposedSide(x.height, kernel.side, options);
    const width = transposedSide(x.width, kernel.side, options);
    const rest = options.outputPadding;
    const wider = pad(full, [
      [0, 0],
      [0, rest],
      [0, rest],
      [0, 0],
    ]);
    const kept = slice(wider, [0, padding, padding, 0], [1, height, width, kernel.outputs]);
    return transpose(kept, [0, 3, 1, 2]).dataSync<'float32'>();
  });
}

it.each([
  { ...PLAIN },
  { ...PLAIN, stride: 2 },
  { stride: 2, padding: 1, dilation: 2, outputPadding: 0 },
  { stride: 3, padding: 2, dilation: 1, outputPadding: 2 },
  { stride: 1, padding: 2, dilation: 3, outputPadding: 2 },
])('%o gives what tfjs gives', (options) => {
  const x = planes(2, 4, 5, 1);
  const kernel = kernels(2, 3, 3);
  const y = transposedConvolution(x, kernel, options);
  const expected = byTfjs(x, kernel, options);
  expect(y.data.length).toBe(expected.length);
  y.data.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
});

it('stride, padding, dilation and output padding at once give what PyTorch gives', () => {
  // torch.nn.functional.conv_transpose2d(x, w, stride=2, padding=1, dilation=2, output_padding=1), PyTorch 2.
  const x = { channels: 2, height: 2, width: 2, data: Float32Array.of(1, -2, 3, 0.5, 0, 4, 2, -1) };
  const data = Float32Array.from({ length: 16 }, (_, index) => index - 6);
  const kernel = { inputs: 2, outputs: 2, side: 2, data };
  const options = { stride: 2, padding: 1, dilation: 2, outputPadding: 1 };
  const y = transposedConvolution(x, kernel, options);
  expect([y.channels, y.height, y.width]).toEqual([2, 4, 4]);
  const expected = [
    [0, 0, 0, 0, 0, 7, 0, 20.5, 0, 0, 0, 0, 0, -5, 0, -6.5],
    [0, 0, 0, 0, 0, 37, 0, 26.5, 0, 0, 0, 0, 0, 13, 0, -8.5],
  ];
  expect([...y.data]).toEqual(expected.flat());
});

it('it is the gradient of the convolution: ⟨conv(y), x⟩ = ⟨y, transposed(x)⟩', () => {
  const x = planes(1, 3, 4, 2);
  const kernel = kernels(1, 1, 3);
  const up = transposedConvolution(x, kernel, { ...PLAIN, stride: 2 });
  const y = planes(1, up.height, up.width, 3);
  const down = tidy(() =>
    conv2d(nhwc(y), tensor4d(kernel.data, [3, 3, 1, 1]), 2, 'valid').dataSync<'float32'>(),
  );
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  expect(dot(down, x.data)).toBeCloseTo(dot(y.data, up.data), 4);
});

it('what reaches an output adds up to its value', () => {
  const options = { stride: 2, padding: 1, dilation: 2, outputPadding: 1 };
  const x = planes(1, 4, 4, 4);
  const kernel = kernels(1, 1, 3);
  const { data, height, width } = transposedConvolution(x, kernel, options);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (const down of reaching(row, 4, 3, options)) {
        for (const across of reaching(column, 4, 3, options)) {
          sum +=
            x.data[down.input * 4 + across.input]! * kernel.data[down.weight * 3 + across.weight]!;
        }
      }
      expect(sum).toBeCloseTo(data[row * width + column]!, 5);
    }
  }
});

it('an output of which nothing is left is refused', () => {
  expect(() =>
    transposedConvolution(planes(1, 1, 1, 1), kernels(1, 1, 1), { ...PLAIN, padding: 1 }),
  ).toThrow('a side at least 1');
});
