import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend_util,
  Concat,
  Conv2D,
  FusedConv2D,
  FusedDepthwiseConv2D,
  getKernel,
  type KernelFunc,
  registerKernel,
  ResizeBilinear,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { SAMPLE_HEAD } from '../sampleHead.ts';
import { SAMPLE_STATISTICS } from '../sampleStatistics.ts';
import { bilinearResize, resizeUniforms } from './bilinearResize.ts';
import { channelConcat, MOST_CONCATENATED } from './channelConcat.ts';
import { type ConvolutionGeometry, geometryUniforms, slopeOf } from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { depthwiseConvolution } from './depthwiseConvolution.ts';
import { runProgram } from './program.ts';
import { sampleHeadProgram } from './sampleHeadProgram.ts';
import { sampleStatisticsProgram } from './sampleStatisticsProgram.ts';

type KernelCall = Parameters<KernelFunc>[0];
/** Answers null for a call that the stock kernel has to take. */
type OwnKernel = (call: KernelCall, backend: WebGPUBackend) => TensorInfo | null;

interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

const convolution: OwnKernel = ({ inputs, attrs }, backend) => {
  const { x, filter, bias, preluActivationWeights } = inputs as Record<string, TensorInfo>;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const slope = slopeOf(attributes.activation, attributes.leakyreluAlpha);
  if (slope === null || preluActivationWeights || attributes.dataFormat === 'NCHW') return null;
  const geometry = geometryOf(x!, filter!, attributes, false);
  const program = convolutionFor(backend, geometry, bias !== undefined);
  const tensors = bias === undefined ? [x!, filter!] : [x!, filter!, bias];
  return runProgram(backend, program, tensors, geometryUniforms(geometry, slope));
};

const depthwise: OwnKernel = ({ inputs, attrs }, backend) => {
  const { x, filter, bias, preluActivationWeights } = inputs as Record<string, TensorInfo>;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const slope = slopeOf(attributes.activation, attributes.leakyreluAlpha);
  if (slope === null || preluActivationWeights || bias === undefined) return null;
  const geometry = geometryOf(x!, filter!, attributes, true);
  const dilated = geometry.dilationHeight > 1 || geometry.dilationWidth > 1;
  if (dilated || geometry.inChannels !== geometry.outChannels) return null;
  const program = depthwiseConvolution(geometry);
  return runProgram(backend, program, [x!, filter!, bias], geometryUniforms(geometry, slope));
};

const resize: OwnKernel = ({ inputs, attrs }, backend) => {
  const { images } = inputs as Record<string, TensorInfo>;
  const { size, alignCorners, halfPixelCenters } = attrs as unknown as {
    size: [number, number];
    alignCorners: boolean;
    halfPixelCenters: boolean;
  };
  const { shape } = images!;
  const uniforms = resizeUniforms(shape, size, alignCorners, halfPixelCenters);
  return runProgram(backend, bilinearResize(shape, ...size), [images!], uniforms);
};

const concat: OwnKernel = ({ inputs, attrs }, backend) => {
  const parts = inputs as unknown as readonly TensorInfo[];
  const { axis } = attrs as unknown as { axis: number };
  const isCovered =
    parts.length > 1 &&
    parts.length <= MOST_CONCATENATED &&
    parts.every(({ shape, dtype }) => shape.length === 4 && dtype === 'float32') &&
    (axis === 3 || axis === -1);
  if (!isCovered) return null;
  const program = channelConcat(parts.map(({ shape }) => shape));
  const [batch, height, width] = program.outputShape as [number, number, number];
  return runProgram(backend, program, parts, [{ type: 'int32', data: [batch * height * width] }]);
};

const OWN_KERNELS: Readonly<Record<string, OwnKernel>> = {
  [Concat]: concat,
  [Conv2D]: convolution,
  [FusedConv2D]: convolution,
  [FusedDepthwiseConv2D]: depthwise,
  [ResizeBilinear]: resize,
};

function geometryOf(
  x: TensorInfo,
  filter: TensorInfo,
  { strides, pad, dilations = 1, dimRoundingMode }: ConvolutionAttributes,
  isDepthwise: boolean,
): ConvolutionGeometry {
  return backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    isDepthwise,
  );
}

/** The whole head for all samples; `sampleHead` asks only for shapes that the program covers. */
const headForSamples: KernelFunc = ({ inputs, backend }) => {
  const { shared, own, weight, bias, lastWeight, lastBias } = inputs as Record<string, TensorInfo>;
  const [, height, width, channels] = shared!.shape as [number, number, number, number];
  const program = sampleHeadProgram(shared!.shape, own!.shape[0]!, weight!.shape[3]!);
  return runProgram(
    backend as WebGPUBackend,
    program,
    [shared!, own!, weight!, bias!, lastWeight!, lastBias!],
    [
      { type: 'int32', data: [height * width] },
      { type: 'int32', data: [channels / 4] },
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

/**
 * Puts our kernels in the place of tfjs's on the backend of that name, so that model code need not know.
 * What they do not cover (activations and layouts that the network has none of) goes on to tfjs's.
 */
export function useOwnKernels(backendName: string): void {
  registerKernel({ kernelName: SAMPLE_HEAD, backendName, kernelFunc: headForSamples });
  registerKernel({ kernelName: SAMPLE_STATISTICS, backendName, kernelFunc: statistics });
  for (const [kernelName, own] of Object.entries(OWN_KERNELS)) {
    const stock = getKernel(kernelName, backendName);
    if (stock === undefined) throw new Error(`The backend ${backendName} has no ${kernelName}.`);
    unregisterKernel(kernelName, backendName);
    registerKernel({
      ...stock,
      kernelFunc: (call) => own(call, call.backend as WebGPUBackend) ?? stock.kernelFunc(call),
    });
  }
}
