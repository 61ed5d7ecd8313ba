import type { backend_util } from '@tensorflow/tfjs-core';
import type { Uniform } from './program.ts';

export type ConvolutionGeometry = backend_util.Conv2DInfo;

/** Fields of the uniform buffer that say where a convolution reads; rows before columns. */
export const GEOMETRY_FIELDS =
  'stride : vec2<i32>, padding : vec2<i32>, dilation : vec2<i32>, slope : f32,';

/** The values for `GEOMETRY_FIELDS`. `slope` multiplies what is below zero: 1 is linear, 0 is ReLU. */
export function geometryUniforms(geometry: ConvolutionGeometry, slope: number): Uniform[] {
  const { padInfo } = geometry;
  return [
    { type: 'int32', data: [geometry.strideHeight, geometry.strideWidth] },
    { type: 'int32', data: [padInfo.top, padInfo.left] },
    { type: 'int32', data: [geometry.dilationHeight, geometry.dilationWidth] },
    { type: 'float32', data: [slope] },
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
