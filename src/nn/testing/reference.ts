/** Plain loops in double precision, written from the definitions, to test the blocks against. */

/** Numbers without pattern in [-1,1], the same on every run. */
export function noise(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const wave = Math.sin((index + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (wave - Math.floor(wave)) - 1;
  });
}

export interface ConvolutionCase {
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Every input channel gives one output channel of its own. */
  readonly depthwise: boolean;
}

/**
 * weight ∗ x + bias for x [h, w, inputs], with TensorFlow's SAME padding: of the total padding
 * (⌈n / stride⌉ − 1) · stride + dilation · (kernel − 1) + 1 − n, the smaller half goes above and to the left.
 */
export function convolution(
  { height, width, inputs, outputs, kernel, stride, dilation, depthwise }: ConvolutionCase,
  x: Float32Array,
  weight: Float32Array,
  bias: Float32Array,
): number[] {
  const span = dilation * (kernel - 1) + 1;
  const before = (size: number) =>
    Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + span - size, 0) / 2);
  const [top, left] = [before(height), before(width)];
  const result: number[] = [];
  for (let row = 0; row < Math.ceil(height / stride); row++) {
    for (let column = 0; column < Math.ceil(width / stride); column++) {
      for (let output = 0; output < outputs; output++) {
        let sum = bias[output]!;
        for (let tap = 0; tap < kernel * kernel; tap++) {
          const y = row * stride - top + dilation * Math.floor(tap / kernel);
          const at = column * stride - left + dilation * (tap % kernel);
          if (y < 0 || y >= height || at < 0 || at >= width) continue;
          const pixel = (y * width + at) * inputs;
          if (depthwise) sum += x[pixel + output]! * weight[tap * inputs + output]!;
          else
            for (let input = 0; input < inputs; input++) {
              sum += x[pixel + input]! * weight[(tap * inputs + input) * outputs + output]!;
            }
        }
        result.push(sum);
      }
    }
  }
  return result;
}
