import { backend_util } from '@tensorflow/tfjs-core';
import type { Program, Uniform } from './program.ts';

export type ConvolutionGeometry = backend_util.Conv2DInfo;

/** Fields of the uniform buffer that say where a convolution reads; rows before columns. */
export const GEOMETRY_FIELDS =
  'stride : vec2<i32>, padding : vec2<i32>, dilation : vec2<i32>, slope : f32, firstChannel : i32,';

/**
 * The values for `GEOMETRY_FIELDS`. `slope` multiplies what is below zero: 1 is linear, 0 is ReLU. `firstChannel`
 * is where the outputs begin in a result of more channels.
 */
export function geometryUniforms(
  geometry: ConvolutionGeometry,
  slope: number,
  firstChannel = 0,
): Uniform[] {
  const { padInfo } = geometry;
  return [
    { type: 'int32', data: [geometry.strideHeight, geometry.strideWidth] },
    { type: 'int32', data: [padInfo.top, padInfo.left] },
    { type: 'int32', data: [geometry.dilationHeight, geometry.dilationWidth] },
    { type: 'float32', data: [slope] },
    { type: 'int32', data: [firstChannel] },
  ];
}

/** The slope below zero of an activation that the kernels have, else null. */
export function slopeOf(activation: string | null | undefined, leakyAlpha?: number): number | null {
  switch (activation ?? 'linear') {
    case 'linear':
      return 1;
    case 'relu':
      return 0;
    case 'leakyrelu':
      return leakyAlpha ?? 0.2;
    default:
      return null;
  }
}

/** Defines `activate(value)`. */
export function activationCode(type: string): string {
  return `fn activate(value : ${type}) -> ${type} {
  return max(value, ${type}(0)) + uniforms.slope * min(value, ${type}(0));
}`;
}

/** The input arrays of a convolution: x, w and those of bias and residual that there are. */
export function convolutionInputs(
  ofInput: 1 | 4,
  ofOutput: 1 | 4,
  hasBias: boolean,
  hasResidual: boolean,
): Pick<Program, 'inputs' | 'inputComponents'> {
  const others = [...(hasBias ? ['bias'] : []), ...(hasResidual ? ['residual'] : [])];
  return {
    inputs: ['x', 'w', ...others],
    inputComponents: [ofInput, ofOutput, ...others.map(() => ofOutput)],
  };
}

export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

/** How a convolution of these shapes lies. */
export function geometryOf(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dilations = 1, dimRoundingMode }: ConvolutionAttributes,
  isDepthwise = false,
): ConvolutionGeometry {
  return backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    isDepthwise,
  );
}
