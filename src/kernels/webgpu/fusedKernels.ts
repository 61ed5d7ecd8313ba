import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { CHANNEL_GATES } from '../../nn/channelGates.ts';
import { DENSE_ASPP } from '../../nn/denseAspp.ts';
import { EXPANDED_DEPTHWISE } from '../../nn/expandedDepthwise.ts';
import { GATED_SUM } from '../../nn/gatedSum.ts';
import { RESIDUAL_CONV_2D } from '../../nn/residualConv2d.ts';
import { SAMPLE_HEAD } from '../../nn/sampleHead.ts';
import { SAMPLE_STATISTICS } from '../../nn/sampleStatistics.ts';
import { TRUSTED_BLEND } from '../../nn/trustedBlend.ts';
import { UPSAMPLED_CONCAT } from '../../nn/upsampledConcat.ts';
import { UPSAMPLED_SUM } from '../../nn/upsampledSum.ts';
import { channelGatesProgram } from './channelGatesProgram.ts';
import {
  type ConvolutionAttributes,
  geometryOf,
  geometryUniforms,
  slopeOf,
} from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { denseAspp } from './denseAsppKernel.ts';
import { expandedDepthwise } from './expandedDepthwiseKernel.ts';
import { gatedSumProgram } from './gatedSumProgram.ts';
import { runProgram } from './program.ts';
import { sampleHeadProgram } from './sampleHeadProgram.ts';
import { sampleStatisticsProgram } from './sampleStatisticsProgram.ts';
import { trustedBlendProgram } from './trustedBlendProgram.ts';
import { upsampledConcatProgram } from './upsampledConcatProgram.ts';
import { upsampledSumProgram } from './upsampledSumProgram.ts';

const convolutionWithResidual: KernelFunc = ({ inputs, attrs, backend }) => {
  const { x, filter, bias, residual } = inputs as Record<string, TensorInfo>;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const geometry = geometryOf(x!.shape, filter!.shape, attributes);
  const webgpu = backend as WebGPUBackend;
  const program = convolutionFor(webgpu, geometry, true, true);
  const uniforms = geometryUniforms(geometry, slopeOf(attributes.activation)!);
  return runProgram(webgpu, program, [x!, filter!, bias!, residual!], uniforms);
};

/** The whole head for all samples; `sampleHead` asks only for shapes that the program covers. */
const headForSamples: KernelFunc = ({ inputs, backend }) => {
  const names = [
    'shared',
    'z',
    'latentWeight',
    'weight',
    'bias',
    'lastWeight',
    'lastBias',
  ] as const;
  const [shared, z, latentWeight, weight, ...others] = names.map((name) => inputs[name]!);
  const [, height, width, channels] = shared!.shape as [number, number, number, number];
  const [samples, latents] = z!.shape as [number, number];
  const program = sampleHeadProgram(shared!.shape, samples, weight!.shape[3]!);
  return runProgram(
    backend as WebGPUBackend,
    program,
    [shared!, z!, latentWeight!, weight!, ...others],
    [
      { type: 'int32', data: [height * width] },
      { type: 'int32', data: [channels / 4] },
      { type: 'int32', data: [latents] },
    ],
  );
};

const statistics: KernelFunc = ({ inputs, backend }) => {
  const { maps, means } = inputs as Record<string, TensorInfo>;
  const [, height, width] = maps!.shape as [number, number, number];
  const program = sampleStatisticsProgram(maps!.shape);
  const uniforms = [{ type: 'int32', data: [height * width] }] as const;
  return runProgram(backend as WebGPUBackend, program, [maps!, means!], uniforms);
};

const upsampledSum: KernelFunc = ({ inputs, backend }) => {
  const parts = Object.values(inputs as unknown as Record<string, TensorInfo>);
  const program = upsampledSumProgram(parts[0]!.shape, parts.length);
  return runProgram(backend as WebGPUBackend, program, parts, []);
};

const upsampledConcat: KernelFunc = ({ inputs, attrs, backend }) => {
  const parts = Object.values(inputs as unknown as Record<string, TensorInfo>);
  const { height, width } = attrs as unknown as { height: number; width: number };
  const shapes = parts.map(({ shape }) => shape);
  const program = upsampledConcatProgram(shapes, height, width);
  const widest = Math.max(...shapes.map((shape) => shape[3]!));
  const uniforms = [{ type: 'int32', data: [widest] }] as const;
  return runProgram(backend as WebGPUBackend, program, parts, uniforms);
};

const channelGates: KernelFunc = ({ inputs, backend }) => {
  const { x, squeezeWeight, squeezeBias, exciteWeight, exciteBias } = inputs as Record<
    string,
    TensorInfo
  >;
  const program = channelGatesProgram(x!.shape);
  const tensors = [x!, squeezeWeight!, squeezeBias!, exciteWeight!, exciteBias!];
  return runProgram(backend as WebGPUBackend, program, tensors, []);
};

const gatedSum: KernelFunc = ({ inputs, backend }) => {
  const { x, gates, residual } = inputs as Record<string, TensorInfo>;
  const program = gatedSumProgram(x!.shape);
  return runProgram(backend as WebGPUBackend, program, [x!, gates!, residual!], []);
};

const trustedBlend: KernelFunc = ({ inputs, backend }) => {
  const { logits, nearby, reading, valid } = inputs as Record<string, TensorInfo>;
  const program = trustedBlendProgram(reading!.shape);
  return runProgram(backend as WebGPUBackend, program, [logits!, nearby!, reading!, valid!], []);
};

/** Kernels for our own operations, which are made of tfjs's where a backend has none of these. */
export const FUSED_KERNELS: Readonly<Record<string, KernelFunc>> = {
  [CHANNEL_GATES]: channelGates,
  [DENSE_ASPP]: denseAspp,
  [EXPANDED_DEPTHWISE]: expandedDepthwise,
  [GATED_SUM]: gatedSum,
  [RESIDUAL_CONV_2D]: convolutionWithResidual,
  [SAMPLE_HEAD]: headForSamples,
  [SAMPLE_STATISTICS]: statistics,
  [TRUSTED_BLEND]: trustedBlend,
  [UPSAMPLED_CONCAT]: upsampledConcat,
  [UPSAMPLED_SUM]: upsampledSum,
};
