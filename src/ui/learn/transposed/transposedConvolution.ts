/** How a transposed convolution lays its kernels down, alike in both directions. */
export interface TransposedOptions {
  /** Outputs from one input's kernel to the next one's, at least 1. */
  readonly stride: number;
  /** Rows and columns that are cut off on every side. */
  readonly padding: number;
  /** Outputs from one weight of the kernel to the next, at least 1. */
  readonly dilation: number;
  /** Rows below and columns to the right that are not cut off, or that nothing reaches; below stride or dilation. */
  readonly outputPadding: number;
}

/** Channels first, as PyTorch has it: [channels, height, width]. */
export interface Planes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
}

/** A square kernel for each pair of channels, as PyTorch has it: [inputs, outputs, side, side]. */
export interface TransposedKernel {
  readonly inputs: number;
  readonly outputs: number;
  readonly side: number;
  readonly data: Float32Array;
}

/**
 * Height of the output for that of the input, or width for width:
 * `(input − 1) · stride − 2 · padding + dilation · (kernel − 1) + outputPadding + 1`.
 *
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, relationship 14, with dilation
 * as in PyTorch's ConvTranspose2d. Below 1 there is no output.
 */
export function transposedSide(
  input: number,
  kernel: number,
  { stride, padding, dilation, outputPadding }: TransposedOptions,
): number {
  return (input - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1;
}

/**
 * Transposed convolution without bias: every input lays its kernel, times its value, on the output, `stride` apart.
 *
 * `y[o, i·stride + k·dilation − padding] = Σ x[c, i] · w[c, o, k]`, in both directions.
 *
 * Source: Long, Shelhamer and Darrell, Fully Convolutional Networks, CVPR 2015, section 3.3.
 *
 * @throws RangeError when nothing is left of the output, or the channels differ
 */
export function transposedConvolution(
  x: Planes,
  kernel: TransposedKernel,
  options: TransposedOptions,
): Planes {
  const { stride, padding, dilation } = options;
  const { inputs, outputs, side } = kernel;
  const height = transposedSide(x.height, side, options);
  const width = transposedSide(x.width, side, options);
  if (x.channels !== inputs || height < 1 || width < 1) {
    throw new RangeError(
      `${x.channels} channels for a kernel of ${inputs}, and an output of ${height}×${width}: channels must be alike and a side at least 1.`,
    );
  }
  const y = new Float32Array(outputs * height * width);
  let weight = 0;
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      for (let row = 0; row < side; row++) {
        for (let column = 0; column < side; column++, weight++) {
          const factor = kernel.data[weight]!;
          const left = column * dilation - padding;
          // The inputs whose product with this weight lies inside of the output.
          const first = Math.max(0, Math.ceil(-left / stride));
          const last = Math.min(x.width - 1, Math.floor((width - 1 - left) / stride));
          for (let i = 0; i < x.height; i++) {
            const to = i * stride + row * dilation - padding;
            if (to < 0 || to >= height) continue;
            const from = (input * x.height + i) * x.width;
            const into = (output * height + to) * width + left;
            for (let j = first; j <= last; j++) {
              y[into + j * stride]! += factor * x.data[from + j]!;
            }
          }
        }
      }
    }
  }
  return { channels: outputs, height, width, data: y };
}

/** An input and the kernel's weight that carries it, in one direction. */
export interface Reach {
  readonly input: number;
  readonly weight: number;
}

/** In one direction, every input that reaches an output, and by which weight: the two directions are independent. */
export function reaching(
  output: number,
  inputSide: number,
  kernelSide: number,
  { stride, padding, dilation }: TransposedOptions,
): Reach[] {
  const reaches: Reach[] = [];
  for (let input = 0; input < inputSide; input++) {
    const distance = output + padding - input * stride;
    const weight = distance / dilation;
    if (Number.isInteger(weight) && weight >= 0 && weight < kernelSide) {
      reaches.push({ input, weight });
    }
  }
  return reaches;
}

/** What is wrong with a layer's numbers, as PyTorch sees it; null when they can be run. */
export function sizeProblem(
  side: number,
  { stride, dilation, outputPadding }: TransposedOptions,
): 'nothingLeft' | 'tooMuch' | null {
  if (outputPadding >= Math.max(stride, dilation)) return outputPadding === 0 ? null : 'tooMuch';
  return side < 1 ? 'nothingLeft' : null;
}
