import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { geometryOf, geometryUniforms } from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { depthwiseConvolution } from './depthwiseConvolution.ts';
import { expandedDepthwiseProgram } from './expandedDepthwiseProgram.ts';
import { runProgram } from './program.ts';

const fusing = new WeakSet<GPUDevice>();

/**
 * From now on this device computes both convolutions of `expandedDepthwise` at once. That pays on a processor; the
 * registers of a GPU may not suffice, and nothing has been measured on one.
 */
export function fuseExpansion(device: GPUDevice): void {
  fusing.add(device);
}

/** `expandedDepthwise` by one program or by two, whatever is faster on the device. */
export const expandedDepthwise: KernelFunc = ({ inputs, attrs, backend: anyBackend }) => {
  const backend = anyBackend as WebGPUBackend;
  const { x, expandWeight, expandBias, filter, bias } = inputs as Record<string, TensorInfo>;
  const { stride } = attrs as unknown as { stride: number };
  const expansion = geometryOf(x!.shape, expandWeight!.shape, { strides: 1, pad: 'same' });
  const attributes = { strides: stride, pad: 'same' } as const;
  const geometry = geometryOf(expansion.outShape, filter!.shape, attributes, true);
  if (fusing.has(backend.device)) {
    const { top, left } = geometry.padInfo;
    const tensors = [x!, expandWeight!, expandBias!, filter!, bias!];
    const uniforms = [{ type: 'int32', data: [top, left] }] as const;
    return runProgram(backend, expandedDepthwiseProgram(geometry), tensors, uniforms);
  }
  const expand = convolutionFor(backend, expansion, true);
  const uniforms = geometryUniforms(expansion, 0);
  const hidden = runProgram(backend, expand, [x!, expandWeight!, expandBias!], uniforms);
  const depthwise = depthwiseConvolution(geometry);
  const tensors = [hidden, filter!, bias!];
  const output = runProgram(backend, depthwise, tensors, geometryUniforms(geometry, 0));
  backend.disposeData(hidden.dataId);
  return output;
};
