/** Shapes on which kernels for operations of tfjs are compared: odd sizes, odd channels, strides, dilations, batches. */
export interface ConvolutionCase {
  readonly kind: 'convolution' | 'depthwise';
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'same' | 'valid' | number;
  readonly activation: 'linear' | 'relu' | 'leakyrelu';
}

export interface ResizeCase {
  readonly kind: 'resize';
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly alignCorners: boolean;
}

export interface ConcatCase {
  readonly kind: 'concat';
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** Channels of each input. */
  readonly inputs: readonly number[];
}

export interface SampleHeadCase {
  readonly kind: 'sampleHead';
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly latents: number;
  readonly inputs: number;
  readonly outputs: number;
  /** The kernel does not cover this shape, and the operations of tfjs compute it. */
  readonly around?: true;
}

/** Samples to be summed up; `maps` decides what they look like. */
export interface StatisticsCase {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  /** `alike` differ little, as draws of a sure network do; `binary` are 0 or 1; `empty` are 0 everywhere. */
  readonly maps: 'varied' | 'alike' | 'binary' | 'empty';
}

export const STATISTICS_CASES: readonly StatisticsCase[] = [
  { samples: 1, height: 8, width: 8, maps: 'varied' },
  { samples: 5, height: 44, width: 44, maps: 'varied' },
  { samples: 16, height: 7, width: 9, maps: 'varied' },
  { samples: 4, height: 12, width: 5, maps: 'binary' },
  { samples: 16, height: 32, width: 32, maps: 'alike' },
  { samples: 3, height: 6, width: 6, maps: 'empty' },
];

export type KernelCase = ConvolutionCase | ResizeCase | ConcatCase | SampleHeadCase;

const PLAIN = {
  kind: 'convolution',
  batch: 1,
  height: 9,
  width: 11,
  inputs: 8,
  outputs: 16,
  kernel: 3,
  stride: 1,
  dilation: 1,
  padding: 'same',
  activation: 'relu',
} as const satisfies ConvolutionCase;

const CONVOLUTIONS: readonly Partial<ConvolutionCase>[] = [
  {},
  { kernel: 1, inputs: 7, outputs: 5, activation: 'linear' },
  { kernel: 1, inputs: 32, outputs: 40, batch: 3 },
  { kernel: 1, inputs: 16, outputs: 1, activation: 'linear' },
  { kernel: 1, inputs: 20, outputs: 132 },
  { inputs: 18, outputs: 70 },
  { inputs: 5, outputs: 3, activation: 'leakyrelu' },
  { inputs: 1, outputs: 33 },
  { inputs: 6, outputs: 24, stride: 2 },
  { height: 10, width: 8, stride: 2, padding: 1 },
  { height: 13, width: 7, stride: 2, padding: 'valid', outputs: 12 },
  { height: 23, width: 19, dilation: 6, inputs: 12, outputs: 8 },
  { height: 11, width: 11, dilation: 24, inputs: 4, outputs: 20 },
  { kernel: 7, stride: 2, padding: 3, inputs: 3, outputs: 9, height: 21, width: 17 },
  { height: 1, width: 1, kernel: 1, inputs: 64, outputs: 4 },
];

const DEPTHWISES: readonly Partial<ConvolutionCase>[] = [
  {},
  { inputs: 5, batch: 2 },
  { inputs: 12, stride: 2, activation: 'linear' },
  { inputs: 7, stride: 2, height: 12, width: 10 },
  { inputs: 16, kernel: 5, height: 6, width: 13, activation: 'leakyrelu' },
  // EfficientNet-Lite's at stride 2.
  { inputs: 8, kernel: 5, stride: 2, height: 12, width: 10 },
  { inputs: 4, height: 1, width: 2 },
];

const RESIZES: readonly Omit<ResizeCase, 'kind'>[] = [
  { batch: 1, height: 5, width: 7, inputs: 8, outHeight: 10, outWidth: 14, alignCorners: false },
  { batch: 2, height: 3, width: 4, inputs: 5, outHeight: 12, outWidth: 16, alignCorners: true },
  { batch: 1, height: 9, width: 6, inputs: 3, outHeight: 4, outWidth: 11, alignCorners: false },
  { batch: 1, height: 1, width: 1, inputs: 4, outHeight: 3, outWidth: 2, alignCorners: true },
];

const CONCATS: readonly (readonly number[])[] = [
  [8, 4],
  [3, 1, 1],
  [4, 12, 8, 20],
  [5, 8],
];

const SAMPLE_HEADS: readonly Omit<SampleHeadCase, 'kind'>[] = [
  { samples: 1, height: 5, width: 7, latents: 3, inputs: 32, outputs: 16 },
  { samples: 16, height: 3, width: 3, latents: 1, inputs: 8, outputs: 4 },
  { samples: 3, height: 4, width: 5, latents: 4, inputs: 6, outputs: 8, around: true },
  { samples: 2, height: 4, width: 5, latents: 2, inputs: 8, outputs: 5, around: true },
];

export const KERNEL_CASES: readonly KernelCase[] = [
  ...CONVOLUTIONS.map((changes): KernelCase => ({ ...PLAIN, ...changes })),
  ...DEPTHWISES.map((changes): KernelCase => {
    const merged = { ...PLAIN, ...changes };
    return { ...merged, kind: 'depthwise', outputs: merged.inputs };
  }),
  ...RESIZES.map((sizes): KernelCase => ({ kind: 'resize', ...sizes })),
  ...CONCATS.map((inputs): KernelCase => ({
    kind: 'concat',
    batch: 2,
    height: 5,
    width: 7,
    inputs,
  })),
  ...SAMPLE_HEADS.map((sizes): KernelCase => ({ kind: 'sampleHead', ...sizes })),
];
