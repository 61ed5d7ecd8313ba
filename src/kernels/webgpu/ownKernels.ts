import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
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
import { bilinearResize, resizeUniforms } from './bilinearResize.ts';
import { channelConcat, MOST_CONCATENATED } from './channelConcat.ts';
import {
  type ConvolutionAttributes,
  geometryOf,
  geometryUniforms,
  slopeOf,
} from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { depthwiseConvolution } from './depthwiseConvolution.ts';
import { FUSED_KERNELS } from './fusedKernels.ts';
import { runProgram } from './program.ts';

type KernelCall = Parameters<KernelFunc>[0];
/** Answers null for a call that the stock kernel has to take. */
type OwnKernel = (call: KernelCall, backend: WebGPUBackend) => TensorInfo | null;

const convolution: OwnKernel = ({ inputs, attrs }, backend) => {
  const { x, filter, bias, preluActivationWeights } = inputs as Record<string, TensorInfo>;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const slope = slopeOf(attributes.activation, attributes.leakyreluAlpha);
  if (slope === null || preluActivationWeights || attributes.dataFormat === 'NCHW') return null;
  const geometry = geometryOf(x!.shape, filter!.shape, attributes);
  const program = convolutionFor(backend, geometry, bias !== undefined);
  const tensors = bias === undefined ? [x!, filter!] : [x!, filter!, bias];
  return runProgram(backend, program, tensors, geometryUniforms(geometry, slope));
};

const depthwise: OwnKernel = ({ inputs, attrs }, backend) => {
  const { x, filter, bias, preluActivationWeights } = inputs as Record<string, TensorInfo>;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const slope = slopeOf(attributes.activation, attributes.leakyreluAlpha);
  if (slope === null || preluActivationWeights || bias === undefined) return null;
  const geometry = geometryOf(x!.shape, filter!.shape, attributes, true);
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

/**
 * Puts our kernels in the place of tfjs's on the backend of that name, so that model code need not know.
 * What they do not cover (activations and layouts that the network has none of) goes on to tfjs's.
 */
export function useOwnKernels(backendName: string): void {
  for (const [kernelName, kernelFunc] of Object.entries(FUSED_KERNELS)) {
    registerKernel({ kernelName, backendName, kernelFunc });
  }
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
