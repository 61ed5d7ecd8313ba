import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, FusedConv2D, type TensorInfo } from '@tensorflow/tfjs-core';
import { replacingKernel, useOwnKernels } from '../ownKernel.ts';
import { BLOCK, convolutionProgram, inOrder, TILE } from './convolutionProgram.ts';
import { allocate, type Program, startProgram } from './program.ts';

const BYTES = 4;

/** A convolution's parameters as the program reads them, and the room that it needs beside them. */
interface Packed {
  readonly addresses: {
    readonly weights: number;
    readonly zeros: number;
    readonly pointers: number;
  };
  readonly shape: readonly number[];
  readonly bias: TensorInfo['dataId'] | undefined;
  readonly free: () => void;
}

/** Our program on one backend. Parameters are packed once, and freed together with their filter's tensor. */
class Convolver {
  private readonly packed = new Map<object, Packed>();

  constructor(
    private readonly backend: BackendWasm,
    readonly run: Program,
  ) {
    const disposeData = backend.disposeData.bind(backend);
    backend.disposeData = (dataId, force) => {
      const isGone = disposeData(dataId, force);
      if (isGone) this.forget(dataId);
      return isGone;
    };
  }

  pack(filter: TensorInfo, bias: TensorInfo | undefined): Packed['addresses'] {
    const known = this.packed.get(filter.dataId);
    // Tensors of other shapes may share a filter's data.
    const isSame = known?.bias === bias?.dataId && `${known?.shape}` === `${filter.shape}`;
    if (known !== undefined && isSame) return known.addresses;
    this.forget(filter.dataId);
    const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
    const depth = height * width * inputs;
    const packedSize = (depth + 1) * outputs;
    const size = packedSize + inputs + height * width * TILE;
    const { address: weights, values, free } = allocate(this.backend, size);
    const from = this.backend.typedArrayFromHeap(filter);
    const biases = bias && this.backend.typedArrayFromHeap(bias);
    for (let first = 0, at = 0; first < outputs; first += BLOCK) {
      if (biases !== undefined) values.set(biases.subarray(first, first + BLOCK), at);
      at += BLOCK;
      for (let row = 0; row < depth; row++) {
        const start = row * outputs + first;
        for (let output = 0; output < BLOCK; output++) values[at++] = from[start + output]!;
      }
    }
    const zeros = weights + packedSize * BYTES;
    const addresses = { weights, zeros, pointers: zeros + inputs * BYTES };
    this.packed.set(filter.dataId, { addresses, shape: filter.shape, bias: bias?.dataId, free });
    return addresses;
  }

  private forget(filter: object): void {
    this.packed.get(filter)?.free();
    this.packed.delete(filter);
  }
}

const convolvers = new WeakMap<BackendWasm, Convolver | null>();

/** Null where the browser has no SIMD. */
function convolverOf(backend: BackendWasm): Convolver | null {
  const known = convolvers.get(backend);
  if (known !== undefined) return known;
  const run = startProgram(backend, [
    (isShared) => convolutionProgram(true, isShared),
    (isShared) => convolutionProgram(false, isShared),
  ]);
  const convolver = run && new Convolver(backend, run);
  convolvers.set(backend, convolver);
  return convolver;
}

interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  readonly dilations: number | [number, number];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly activation: string;
  readonly leakyreluAlpha?: number;
}

interface ActiveRange {
  /** What becomes of a negative sum: slope · sum. */
  readonly slope: number;
  readonly most: number;
}

function rangeOf({ activation, leakyreluAlpha = 0 }: Attributes): ActiveRange | null {
  if (activation === 'linear') return { slope: 1, most: Infinity };
  if (activation === 'relu') return { slope: 0, most: Infinity };
  if (activation === 'relu6') return { slope: 0, most: 6 };
  const isLeaky = activation === 'leakyrelu' && leakyreluAlpha <= 1;
  return isLeaky ? { slope: leakyreluAlpha, most: Infinity } : null;
}

/**
 * Convolutions with bias and activation in one thread: tfjs's multiply and add by two instructions, where one can do both.
 * The rest goes on to tfjs: several threads, outputs that are no blocks of eight, activations that no network here has.
 */
const fusedConv2dKernel = replacingKernel<
  'x' | 'filter' | 'bias' | 'preluActivationWeights',
  Attributes,
  BackendWasm
>(FusedConv2D, ({ x, filter, bias, preluActivationWeights }, backend, attributes) => {
  const range = rangeOf(attributes);
  const isCovered =
    filter.shape[3]! % BLOCK === 0 &&
    attributes.dataFormat === 'NHWC' &&
    !preluActivationWeights &&
    backend.wasm.tfjs.getThreadsCount() <= 1;
  if (range === null || !isCovered) return null;
  const info = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    attributes.strides,
    attributes.dilations,
    attributes.pad,
    attributes.dimRoundingMode,
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const isSquare =
    info.strideHeight === info.strideWidth && info.dilationHeight === info.dilationWidth;
  const convolver = isSquare && !info.outShape.includes(0) ? convolverOf(backend) : null;
  if (convolver === null) return null;
  const inputBytes = inChannels * BYTES;
  const packed = convolver.pack(filter, bias);
  const result = backend.makeOutput(info.outShape, 'float32');
  for (let image = 0; image < info.batchSize; image++) {
    convolver.run(
      ...inOrder({
        input: backend.getMemoryOffset(x.dataId) + image * inHeight * inWidth * inputBytes,
        output:
          backend.getMemoryOffset(result.dataId) +
          image * outHeight * outWidth * outChannels * BYTES,
        ...packed,
        ...range,
        blocks: outChannels / BLOCK,
        inputBytes,
        inHeight,
        inWidth,
        outWidth,
        pixels: outHeight * outWidth,
        kernelHeight: info.filterHeight,
        kernelWidth: info.filterWidth,
        stride: info.strideHeight,
        dilation: info.dilationHeight,
        top: info.padInfo.top,
        left: info.padInfo.left,
      }),
    );
  }
  return result;
});

let registered = false;

/** Puts our convolution in the place of the wasm backend's own. Once is enough, before the backend starts or after it. */
export function useOwnConvolution(): void {
  if (registered) return;
  registered = true;
  useOwnKernels('wasm', [fusedConv2dKernel]);
}
