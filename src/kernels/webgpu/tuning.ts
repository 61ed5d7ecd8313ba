import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { compileAll } from './compileAll.ts';
import { convolve } from './conv2d.ts';
import { geometryOf } from './convolutionGeometry.ts';
import {
  availableVariants,
  chooseVariants,
  CONVOLUTION_CLASSES,
  type ConvolutionClass,
  type ConvolutionVariant,
  everywhere,
  type VariantChoice,
} from './convolutionVariants.ts';

/** How long a variant takes for the typical convolutions of a class. */
export interface VariantTiming {
  readonly class: ConvolutionClass;
  readonly variant: ConvolutionVariant;
  readonly milliseconds: number;
}

/** A convolution of the kinds that the network spends its time on. */
interface Probe {
  readonly side: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
}

/** A probe with its tensors on the GPU. It runs by the device's present variant. */
interface PreparedProbe {
  queue(): void;
  result(): Promise<Float32Array>;
  dispose(): void;
}

/** Convolutions of the shipped network, on which it spends its time, of each class. */
export const PROBES: Readonly<Record<ConvolutionClass, readonly Probe[]>> = {
  pointwiseLarge: [
    { side: 88, inputs: 24, outputs: 144, kernel: 1 },
    { side: 88, inputs: 112, outputs: 32, kernel: 1 },
  ],
  pointwiseMedium: [
    { side: 44, inputs: 40, outputs: 240, kernel: 1 },
    { side: 44, inputs: 240, outputs: 40, kernel: 1 },
  ],
  pointwiseSmall: [
    { side: 22, inputs: 112, outputs: 672, kernel: 1 },
    { side: 11, inputs: 1152, outputs: 192, kernel: 1 },
  ],
  spatialLarge: [{ side: 88, inputs: 32, outputs: 32, kernel: 3 }],
  spatialMedium: [{ side: 44, inputs: 64, outputs: 24, kernel: 3 }],
  spatialSmall: [
    { side: 22, inputs: 64, outputs: 64, kernel: 3 },
    { side: 11, inputs: 96, outputs: 96, kernel: 3 },
  ],
};
/** Runs of an attempt: enough that waiting for the GPU weighs little beside its work, fewer where it is slow. */
const MOST_REPEATS = 8;
const ATTEMPT_MS = 5;
/** The fastest of these counts. Slower ones may have waited for the GPU's clock to rise or for another page. */
const ATTEMPTS = 2;
/** A variant that takes this many times as long as the fastest so far gets no attempt. */
const HOPELESS = 2;
/** Every device can run it, and the others are compared with it. */
const REFERENCE: ConvolutionVariant = 'plain4x4';
/** Share of the largest value by which a variant may differ from `REFERENCE`. */
const TOLERANCE = 1e-4;

/**
 * Times every variant that the device can run and gives correct results with. The device runs the fastest of
 * each class from then on. Empty where it runs none.
 */
export async function tuneConvolutions(backend: WebGPUBackend): Promise<VariantTiming[]> {
  const variants = availableVariants(backend.device);
  const probesOf = CONVOLUTION_CLASSES.map(
    (name) => [name, PROBES[name].map((probe) => prepareProbe(backend, probe))] as const,
  );
  const probes = probesOf.flatMap(([, each]) => each);
  const timings: VariantTiming[] = [];
  try {
    // A device that refuses the simplest programs cannot run the network either, and that says so.
    if (await compileVariants(backend, [REFERENCE], probes)) {
      await compileVariants(backend, variants, probes);
      for (const [name, each] of probesOf) {
        timings.push(...(await timeVariants(backend, name, variants, each)));
      }
    }
  } finally {
    for (const probe of probes) probe.dispose();
  }
  chooseVariants(backend.device, fastestOf(timings, REFERENCE));
  return timings;
}

/**
 * Compiles all programs at the same time: one after the other they take longer than all runs. Returns whether the device
 * takes them all.
 */
async function compileVariants(
  backend: WebGPUBackend,
  variants: readonly ConvolutionVariant[],
  probes: readonly PreparedProbe[],
): Promise<boolean> {
  const { device } = backend;
  device.pushErrorScope('internal');
  device.pushErrorScope('validation');
  const refusals = await compileAll(backend, () => {
    for (const variant of variants) {
      chooseVariants(device, everywhere(variant));
      for (const probe of probes) probe.queue();
    }
  });
  // What the device refuses is asked for again when it is to run, and counts then.
  await Promise.all([device.popErrorScope(), device.popErrorScope()]);
  return refusals.length === 0;
}

async function timeVariants(
  backend: WebGPUBackend,
  name: ConvolutionClass,
  variants: readonly ConvolutionVariant[],
  probes: readonly PreparedProbe[],
): Promise<VariantTiming[]> {
  const expected = await resultsOf(backend, REFERENCE, probes);
  if (expected === null) return [];
  const timings: VariantTiming[] = [];
  let best = Infinity;
  for (const variant of variants) {
    const outputs = await resultsOf(backend, variant, probes);
    const isCorrect = outputs?.every((output, index) =>
      isClose(output, expected[index]!, TOLERANCE),
    );
    if (isCorrect !== true) continue;
    const milliseconds = await time(backend, probes, best * HOPELESS);
    best = Math.min(best, milliseconds);
    timings.push({ class: name, variant, milliseconds });
  }
  return timings;
}

/**
 * What a variant computes; null where the device refuses it. The device has to be asked: a program that does not
 * start leaves in its result what the memory held before, and that may be another variant's right values.
 */
async function resultsOf(
  backend: WebGPUBackend,
  variant: ConvolutionVariant,
  probes: readonly PreparedProbe[],
): Promise<Float32Array[] | null> {
  const { device } = backend;
  chooseVariants(device, everywhere(variant));
  device.pushErrorScope('internal');
  device.pushErrorScope('validation');
  const outputs: Float32Array[] = [];
  try {
    for (const probe of probes) outputs.push(await probe.result());
  } finally {
    const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    if (errors.some((error) => error !== null)) outputs.length = 0;
  }
  return outputs.length === 0 ? null : outputs;
}

/** Milliseconds of a run in the fastest attempt. It ends early where a run takes longer than `hopeless`. */
async function time(
  backend: WebGPUBackend,
  probes: readonly PreparedProbe[],
  hopeless: number,
): Promise<number> {
  // Twice, because the first run may wait for another page.
  let best = await timeOnce(backend, probes, 1);
  if (best > hopeless) best = Math.min(best, await timeOnce(backend, probes, 1));
  if (best > hopeless) return best;
  const repeats = Math.min(MOST_REPEATS, Math.ceil(ATTEMPT_MS / best));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    best = Math.min(best, await timeOnce(backend, probes, repeats));
  }
  return best;
}

async function timeOnce(
  backend: WebGPUBackend,
  probes: readonly PreparedProbe[],
  repeats: number,
): Promise<number> {
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) probes.forEach((probe) => probe.queue());
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  await backend.queue.onSubmittedWorkDone();
  return (performance.now() - start) / repeats;
}

/** The fastest variant of each class; `fallback` where none was timed. */
export function fastestOf(
  timings: readonly VariantTiming[],
  fallback: ConvolutionVariant,
): VariantChoice {
  const entries = CONVOLUTION_CLASSES.map((name) => {
    const ofClass = timings.filter((timing) => timing.class === name);
    const [fastest] = ofClass.sort((a, b) => a.milliseconds - b.milliseconds);
    return [name, fastest?.variant ?? fallback] as const;
  });
  return Object.fromEntries(entries) as VariantChoice;
}

/** Whether `actual` is `expected` up to `tolerance` times the largest value expected. NaN is close to nothing. */
export function isClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): boolean {
  if (actual.length !== expected.length) return false;
  // Plain loops: there are millions of values, and array methods take longer than the GPU.
  let scale = 0;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i]!));
  for (let i = 0; i < expected.length; i++) {
    if (!(Math.abs(actual[i]! - expected[i]!) <= tolerance * scale)) return false;
  }
  return true;
}

function prepareProbe(
  backend: WebGPUBackend,
  { side, inputs, outputs, kernel }: Probe,
): PreparedProbe {
  const shapes = [
    [1, side, side, inputs],
    [kernel, kernel, inputs, outputs],
  ] as const;
  const geometry = geometryOf(...shapes, { strides: 1, pad: 'same' });
  const tensors = [geometry.inShape, geometry.filterShape, [outputs]].map((shape) =>
    wave(backend, shape),
  );
  const run = (): TensorInfo => convolve(backend, geometry, tensors);
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
  const values = Float32Array.from({ length: util.sizeFromShape(shape) }, (_, index) =>
    Math.sin(index),
  );
  return backend.makeTensorInfo(shape, 'float32', values);
}
