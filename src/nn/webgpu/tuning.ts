import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type ConvolutionGeometry, geometryUniforms } from './convolutionGeometry.ts';
import {
  availableVariants,
  chooseVariant,
  convolutionFor,
  type ConvolutionVariant,
} from './convolutionVariants.ts';
import { runProgram } from './program.ts';

/** A convolution of the kinds that the network spends its time on. */
interface Probe {
  readonly side: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
}

const PROBES: readonly Probe[] = [
  { side: 88, inputs: 32, outputs: 32, kernel: 3 },
  { side: 22, inputs: 96, outputs: 96, kernel: 1 },
];
/** Enough that waiting for the GPU weighs little beside its work. */
const REPEATS = 8;
/** The best of these counts: others wait for a clock to rise or for another page. */
const ATTEMPTS = 3;
/** Share of the largest value by which a variant may differ from `plain4x4`, which every device can run. */
const TOLERANCE = 1e-4;

export interface VariantTiming {
  readonly variant: ConvolutionVariant;
  readonly milliseconds: number;
}

/**
 * Times every variant that the device can run and gives correct results with, fastest first. The device runs
 * the fastest from then on.
 */
export async function tuneConvolutions(backend: WebGPUBackend): Promise<VariantTiming[]> {
  const probes = PROBES.map((probe) => prepare(backend, probe));
  const timings: VariantTiming[] = [];
  try {
    let expected: Float32Array[] | null = null;
    for (const variant of availableVariants(backend.device)) {
      chooseVariant(backend.device, variant);
      const outputs: Float32Array[] = [];
      for (const probe of probes) outputs.push(await probe.result());
      expected ??= outputs;
      const isCorrect = outputs.every((output, index) => isClose(output, expected![index]!));
      if (isCorrect) timings.push({ variant, milliseconds: await time(backend, probes) });
    }
  } finally {
    for (const probe of probes) probe.dispose();
  }
  timings.sort((a, b) => a.milliseconds - b.milliseconds);
  chooseVariant(backend.device, timings[0]!.variant);
  return timings;
}

interface PreparedProbe {
  queue(): void;
  result(): Promise<Float32Array>;
  dispose(): void;
}

function prepare(backend: WebGPUBackend, { side, inputs, outputs, kernel }: Probe): PreparedProbe {
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

async function time(backend: WebGPUBackend, probes: readonly PreparedProbe[]): Promise<number> {
  let best = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const start = performance.now();
    for (let repeat = 0; repeat < REPEATS; repeat++) probes.forEach((probe) => probe.queue());
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
    await backend.queue.onSubmittedWorkDone();
    best = Math.min(best, (performance.now() - start) / REPEATS);
  }
  return best;
}

function isClose(actual: Float32Array, expected: Float32Array): boolean {
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return expected.every((value, index) => Math.abs(actual[index]! - value) <= TOLERANCE * scale);
}
