import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type ConvolutionGeometry, geometryUniforms } from './convolutionGeometry.ts';
import { convolutionFor } from './convolutionVariants.ts';
import { runProgram } from './program.ts';

/** A convolution of the kinds that the network spends its time on. */
export interface Probe {
  readonly side: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
}

/** A probe with its tensors on the GPU, run by the variant that the device runs at that time. */
export interface PreparedProbe {
  queue(): void;
  result(): Promise<Float32Array>;
  dispose(): void;
}

export function prepareProbe(
  backend: WebGPUBackend,
  { side, inputs, outputs, kernel }: Probe,
): PreparedProbe {
  const geometry: ConvolutionGeometry = backend_util.computeConv2DInfo(
    [1, side, side, inputs],
    [kernel, kernel, inputs, outputs],
    1,
    1,
    'same',
  );
  const tensors = [geometry.inShape, geometry.filterShape, [outputs]].map((shape) =>
    wave(backend, shape),
  );
  const run = (): TensorInfo => {
    const program = convolutionFor(backend, geometry, true);
    return runProgram(backend, program, tensors, geometryUniforms(geometry, 0));
  };
  return {
    queue: () => backend.disposeData(run().dataId),
    async result() {
      const output = run();
      const values = (await backend.read(output.dataId)) as Float32Array;
      backend.disposeData(output.dataId);
      return values;
    },
    dispose: () => tensors.forEach(({ dataId }) => backend.disposeData(dataId)),
  };
}

function wave(backend: WebGPUBackend, shape: number[]): TensorInfo {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from({ length: size }, (_, index) => Math.sin(index));
  return backend.makeTensorInfo(shape, 'float32', values);
}
