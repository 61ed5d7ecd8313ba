/** Shapes on which our own operations are compared: odd sizes, channels that do not come in fours, batches. */
interface Sized {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** The kernel does not cover this shape, and the operations of tfjs compute it. */
  readonly around?: true;
}

export interface ResidualConvolutionCase extends Sized {
  readonly kind: 'residualConvolution';
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly dilation: number;
  readonly activation: 'linear' | 'relu';
}

/** Parts of `height`×`width` divided by each of the factors. */
export interface UpsampledSumCase extends Sized {
  readonly kind: 'upsampledSum';
  readonly channels: number;
  readonly factors: readonly number[];
}

export interface UpsampledConcatCase extends Sized {
  readonly kind: 'upsampledConcat';
  /** Of each part. */
  readonly channels: readonly number[];
  readonly factors: readonly number[];
}

export interface ChannelGatesCase extends Sized {
  readonly kind: 'channelGates';
  readonly channels: number;
  readonly hidden: number;
}

export interface GatedSumCase extends Sized {
  readonly kind: 'gatedSum';
  readonly channels: number;
}

export interface DenseAsppCase extends Sized {
  readonly kind: 'denseAspp';
  readonly channels: number;
  readonly growth: number;
  readonly rates: readonly number[];
}

export interface ExpandedDepthwiseCase extends Sized {
  readonly kind: 'expandedDepthwise';
  readonly inputs: number;
  readonly hidden: number;
  readonly stride: number;
}

export interface TrustedBlendCase extends Sized {
  readonly kind: 'trustedBlend';
}

/** What is filled in has `height`×`width` divided by the factor. */
export interface WindowMeanCase extends Sized {
  readonly kind: 'windowMean';
  readonly factor: number;
}

export interface UpsampledSigmoidCase extends Sized {
  readonly kind: 'upsampledSigmoid';
  readonly channels: number;
  readonly factor: number;
}

export type FusedCase =
  | ResidualConvolutionCase
  | UpsampledSumCase
  | UpsampledConcatCase
  | ChannelGatesCase
  | GatedSumCase
  | DenseAsppCase
  | ExpandedDepthwiseCase
  | TrustedBlendCase
  | WindowMeanCase
  | UpsampledSigmoidCase;

const SIZE: Sized = { batch: 1, height: 9, width: 11 };

const RESIDUALS: readonly Omit<ResidualConvolutionCase, 'kind' | keyof Sized>[] = [
  { inputs: 24, outputs: 8, kernel: 1, dilation: 1, activation: 'linear' },
  { inputs: 7, outputs: 5, kernel: 1, dilation: 1, activation: 'relu' },
  { inputs: 1, outputs: 32, kernel: 3, dilation: 1, activation: 'relu' },
  { inputs: 12, outputs: 18, kernel: 3, dilation: 6, activation: 'linear' },
];

const SUMS: readonly Omit<UpsampledSumCase, 'kind'>[] = [
  { batch: 1, height: 8, width: 16, channels: 32, factors: [1, 2, 4, 8] },
  { batch: 2, height: 6, width: 10, channels: 5, factors: [1, 2] },
  { batch: 1, height: 12, width: 6, channels: 12, factors: [1, 3, 6] },
  { batch: 1, height: 4, width: 4, channels: 4, factors: [1, 4, 2] },
];

const CONCATS: readonly Omit<UpsampledConcatCase, 'kind'>[] = [
  { batch: 1, height: 8, width: 12, channels: [16, 16, 16, 16], factors: [1, 1, 2, 4] },
  { batch: 2, height: 6, width: 14, channels: [24, 8], factors: [2, 1] },
  { batch: 1, height: 10, width: 6, channels: [4, 20], factors: [2, 1] },
  { batch: 1, height: 4, width: 6, channels: [3, 1, 2], factors: [2, 1, 2] },
];

const GATES: readonly Omit<ChannelGatesCase, 'kind'>[] = [
  { batch: 1, height: 11, width: 13, channels: 32, hidden: 4 },
  { batch: 3, height: 5, width: 3, channels: 64, hidden: 4 },
  { batch: 1, height: 7, width: 9, channels: 20, hidden: 5 },
  { batch: 2, height: 3, width: 4, channels: 256, hidden: 16 },
  { batch: 1, height: 4, width: 4, channels: 6, hidden: 4, around: true },
];

const ASPPS: readonly Omit<DenseAsppCase, 'kind' | 'batch' | 'height' | 'width'>[] = [
  { channels: 32, growth: 16, rates: [3, 6, 12, 18, 24] },
  { channels: 8, growth: 4, rates: [1, 5] },
  { channels: 12, growth: 20, rates: [2] },
  { channels: 6, growth: 3, rates: [1, 2], around: true },
];

const EXPANSIONS: readonly Omit<ExpandedDepthwiseCase, 'kind'>[] = [
  { batch: 1, height: 12, width: 16, inputs: 16, hidden: 96, stride: 2 },
  { batch: 2, height: 9, width: 13, inputs: 4, hidden: 12, stride: 2 },
  { batch: 1, height: 10, width: 7, inputs: 8, hidden: 24, stride: 2 },
  { batch: 1, height: 9, width: 6, inputs: 8, hidden: 24, stride: 1, around: true },
  { batch: 1, height: 8, width: 8, inputs: 5, hidden: 30, stride: 2, around: true },
];

export const FUSED_CASES: readonly FusedCase[] = [
  ...RESIDUALS.map((rest): FusedCase => ({ kind: 'residualConvolution', ...SIZE, ...rest })),
  ...SUMS.map((rest): FusedCase => ({ kind: 'upsampledSum', ...rest })),
  ...CONCATS.map((rest): FusedCase => ({ kind: 'upsampledConcat', ...rest })),
  ...GATES.map((rest): FusedCase => ({ kind: 'channelGates', ...rest })),
  { kind: 'gatedSum', ...SIZE, channels: 12 },
  { kind: 'gatedSum', ...SIZE, batch: 2, channels: 7 },
  ...ASPPS.map((rest): FusedCase => ({ kind: 'denseAspp', ...SIZE, batch: 2, ...rest })),
  ...EXPANSIONS.map((rest): FusedCase => ({ kind: 'expandedDepthwise', ...rest })),
  { kind: 'trustedBlend', batch: 1, height: 10, width: 14 },
  { kind: 'trustedBlend', batch: 2, height: 6, width: 8 },
  { kind: 'windowMean', batch: 2, height: 12, width: 8, factor: 4 },
  { kind: 'upsampledSigmoid', ...SIZE, batch: 3, channels: 1, factor: 4 },
  { kind: 'upsampledSigmoid', ...SIZE, channels: 8, factor: 2 },
  { kind: 'windowMean', batch: 1, height: 7, width: 7, factor: 7 },
];
