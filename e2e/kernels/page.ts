import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend,
  concat,
  fused,
  getKernel,
  image,
  memory,
  registerKernel,
  setBackend,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { sampleHead } from '../../src/nn/sampleHead.ts';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';
import {
  availableVariants,
  chooseVariants,
  type ConvolutionVariant,
  everywhere,
  type VariantChoice,
  variantsOf,
} from '../../src/kernels/webgpu/convolutionVariants.ts';
import { tuneConvolutions, type VariantTiming } from '../../src/kernels/webgpu/tuning.ts';
import type {
  ConvolutionCase,
  KernelCase,
  ResizeCase,
  SampleHeadCase,
  StatisticsCase,
} from './cases.ts';
import type { FusedCase } from './fusedCases.ts';
import { computeFused, kernelOf } from './fusedOperations.ts';
import { noise, noise4d } from './noise.ts';
import { compareStatistics, type StatisticsComparison } from './statistics.ts';
import { compareStretch } from './stretch.ts';

export interface KernelComparison {
  readonly name: string;
  /** Largest absolute difference over the largest absolute value of the reference. */
  readonly difference: number;
  readonly leakedTensors: number;
  /** For one of our own operations, how often its kernel ran in place of several operations; null for those of tfjs. */
  readonly fusedRuns: number | null;
}

/** What `kernels.spec.ts` calls in the page. */
export interface KernelsPage {
  variants(): Promise<ConvolutionVariant[]>;
  /**
   * The variants that tuning found correct, class by class, and those that the device runs from then on. For one of
   * them the device gets code that it has to refuse.
   */
  tune(refused: ConvolutionVariant): Promise<{ timings: VariantTiming[]; chosen: VariantChoice }>;
  compare(
    variant: ConvolutionVariant,
    which: readonly (KernelCase | FusedCase)[],
  ): Promise<KernelComparison[]>;
  compareStatistics(which: readonly StatisticsCase[]): Promise<StatisticsComparison[]>;
  /** Largest difference of stretched values from those of plain JavaScript, by what is stretched. */
  compareStretch(): Promise<Record<string, number>>;
}

registerWebgpuBackend();
setWasmPaths(new URL('tfjs-wasm/', location.href).href);

function compute(which: KernelCase | FusedCase): Tensor {
  return tidy(() => {
    switch (which.kind) {
      case 'sampleHead':
        return headOf(which);
      case 'concat': {
        const { batch, height, width, inputs } = which;
        return concat(
          inputs.map((count, seed) => noise4d(batch, height, width, count, seed)),
          3,
        );
      }
      case 'resize': {
        const { outHeight, outWidth, alignCorners } = which;
        return image.resizeBilinear(
          inputOf(which),
          [outHeight, outWidth],
          alignCorners,
          !alignCorners,
        );
      }
      case 'convolution':
        return convolve(which, inputOf(which));
      case 'depthwise':
        return convolveDepthwise(which, inputOf(which));
      default:
        return computeFused(which);
    }
  });
}

function inputOf({ batch, height, width, inputs }: ConvolutionCase | ResizeCase): Tensor4D {
  return noise4d(batch, height, width, inputs, 1);
}

function headOf({ samples, height, width, latents, inputs, outputs }: SampleHeadCase): Tensor {
  const parameters = {
    first: {},
    second: {
      weight: noise([1, 1, inputs, outputs], 2) as Tensor4D,
      bias: noise([outputs], 3) as Tensor1D,
    },
    third: { weight: noise([1, 1, outputs, 1], 4) as Tensor4D, bias: noise([1], 5) as Tensor1D },
  };
  const shared = noise([1, height, width, inputs], 1) as Tensor4D;
  const z = noise([samples, latents], 6) as Tensor2D;
  return sampleHead(parameters, shared, z, noise([latents, inputs], 7) as Tensor2D);
}

function options({ stride, dilation, padding, activation }: ConvolutionCase) {
  return {
    strides: stride,
    dilations: dilation,
    pad: padding,
    activation,
    leakyreluAlpha: 0.01,
  } as const;
}

function convolve(which: ConvolutionCase, x: Tensor4D): Tensor {
  const { kernel, inputs, outputs } = which;
  const filter = noise([kernel, kernel, inputs, outputs], 2) as Tensor4D;
  const bias = noise([outputs], 3) as Tensor1D;
  return fused.conv2d({ x, filter, bias, ...options(which) });
}

function convolveDepthwise(which: ConvolutionCase, x: Tensor4D): Tensor {
  const { kernel, inputs } = which;
  const filter = noise([kernel, kernel, inputs, 1], 2) as Tensor4D;
  const bias = noise([inputs], 3) as Tensor1D;
  return fused.depthwiseConv2d({ x, filter, bias, ...options(which) });
}

async function valuesOn(name: string, which: KernelCase | FusedCase): Promise<Float32Array> {
  await setBackend(name);
  const output = compute(which);
  try {
    return await output.data<'float32'>();
  } finally {
    output.dispose();
  }
}

function describeCase(which: KernelCase | FusedCase): string {
  return Object.values(which).join(' ');
}

function webgpu(): WebGPUBackend {
  const active = backend();
  if (!(active instanceof WebGPUBackend)) throw new Error('WebGPU does not start in this browser.');
  return active;
}

/** Tensors, and data on the GPU whether or not a tensor of tfjs holds it. */
function held(): number {
  return memory().numTensors + webgpu().numDataIds();
}

const runs = new Map<string, number>();

/** Has the kernel of an operation of ours counted from now on. */
function counted(kernelName: string): void {
  const kernel = getKernel(kernelName, 'webgpu');
  if (kernel === undefined || runs.has(kernelName)) return;
  runs.set(kernelName, 0);
  unregisterKernel(kernelName, 'webgpu');
  registerKernel({
    ...kernel,
    kernelFunc: (call) => {
      runs.set(kernelName, runs.get(kernelName)! + 1);
      return kernel.kernelFunc(call);
    },
  });
}

/** Null for an operation of tfjs. */
function ownKernelOf(which: KernelCase | FusedCase): string | null {
  switch (which.kind) {
    case 'convolution':
    case 'depthwise':
    case 'resize':
    case 'concat':
      return null;
    case 'sampleHead':
      return sampleHead.kernelName;
    default:
      return kernelOf(which);
  }
}

const page: KernelsPage = {
  async variants() {
    await setBackend('webgpu');
    return availableVariants(webgpu().device);
  },
  async tune(refused) {
    await setBackend('webgpu');
    const { device } = webgpu();
    const createShaderModule = device.createShaderModule.bind(device);
    device.createShaderModule = (descriptor) => {
      const isRefused = variantsOf(device).spatialLarge === refused;
      return createShaderModule(isRefused ? { code: 'no WGSL' } : descriptor);
    };
    const timings = await tuneConvolutions(webgpu());
    return { timings, chosen: variantsOf(device) };
  },
  async compare(variant, cases) {
    const rows: KernelComparison[] = [];
    for (const which of cases) {
      await setBackend('webgpu');
      const { device } = webgpu();
      chooseVariants(device, everywhere(variant));
      const own = ownKernelOf(which);
      if (own !== null) counted(own);
      const runsBefore = runs.get(own ?? '') ?? 0;
      const before = held();
      // A program that does not start leaves what was in memory before, maybe the right values of another variant.
      device.pushErrorScope('validation');
      const actual = await valuesOn('webgpu', which);
      const error = await device.popErrorScope();
      if (error !== null) throw new Error(`${variant} does not start: ${error.message}`);
      const leakedTensors = held() - before;
      const expected = await valuesOn('wasm', which);
      const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      let difference = actual.length === expected.length ? 0 : Infinity;
      expected.forEach((value, index) => {
        const distance = Math.abs(actual[index]! - value) / scale;
        // Not Math.max, so that NaN counts as the largest difference of all.
        if (!(distance <= difference)) difference = distance;
      });
      const fusedRuns = own === null ? null : (runs.get(own) ?? 0) - runsBefore;
      rows.push({ name: describeCase(which), difference, leakedTensors, fusedRuns });
    }
    return rows;
  },
  async compareStatistics(cases) {
    await setBackend('webgpu');
    const rows: StatisticsComparison[] = [];
    for (const which of cases) rows.push(await compareStatistics(which));
    return rows;
  },
  async compareStretch() {
    await setBackend('webgpu');
    return compareStretch();
  },
};

Object.assign(globalThis, { kernelsPage: page });
