import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend_util,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { replacingKernel } from '../ownKernel.ts';
import {
  BLOCK,
  type ConvolutionArguments,
  type ConvolutionKind,
  inOrder,
  MOST_TAPS,
  TILE,
} from './convolutionProgram.ts';
import { allocate, type Crew, crewOf, valuesAt } from './crew.ts';

const BYTES = 4;

/** A convolution's parameters as the program reads them. */
interface Packed {
  readonly addresses: Pick<ConvolutionArguments, 'weights' | 'zeros'>;
  readonly shape: readonly number[];
  readonly bias: TensorInfo['dataId'] | undefined;
  readonly free: () => void;
}

/** Our programs on one backend. Parameters are packed once, and freed together with their filter's tensor. */
class Convolver {
  private readonly packed = new Map<object, Packed>();

  constructor(
    private readonly backend: BackendWasm,
    private readonly crew: Crew,
  ) {
    const disposeData = backend.disposeData.bind(backend);
    backend.disposeData = (dataId, force) => {
      const isGone = disposeData(dataId, force);
      if (isGone) this.forget(dataId);
      return isGone;
    };
  }

  run(kind: ConvolutionKind, pixels: number, given: ConvolutionArguments): void {
    this.crew.run(kind, pixels, TILE, inOrder(given));
  }

  /** @param outputs of the convolution; the filter's values are rows of as many */
  pack(
    filter: TensorInfo,
    bias: TensorInfo | undefined,
    inputs: number,
    outputs: number,
  ): Packed['addresses'] {
    const known = this.packed.get(filter.dataId);
    // Tensors of other shapes may share a filter's data.
    const isSame = known?.bias === bias?.dataId && `${known?.shape}` === `${filter.shape}`;
    if (known !== undefined && isSame) return known.addresses;
    this.forget(filter.dataId);
    const rows = filter.shape.reduce((product, side) => product * side, 1) / outputs;
    const packedSize = (rows + 1) * outputs;
    const { address: weights, free } = allocate(this.backend, (packedSize + inputs) * BYTES);
    const values = valuesAt(this.backend, weights, packedSize);
    const from = this.backend.typedArrayFromHeap(filter);
    const biases = bias && this.backend.typedArrayFromHeap(bias);
    for (let first = 0, at = 0; first < outputs; first += BLOCK) {
      if (biases !== undefined) values.set(biases.subarray(first, first + BLOCK), at);
      at += BLOCK;
      for (let row = 0; row < rows; row++) {
        const start = row * outputs + first;
        for (let output = 0; output < BLOCK; output++) values[at++] = from[start + output]!;
      }
    }
    const addresses = { weights, zeros: weights + packedSize * BYTES };
    this.packed.set(filter.dataId, { addresses, shape: filter.shape, bias: bias?.dataId, free });
    return addresses;
  }

  private forget(filter: object): void {
    this.packed.get(filter)?.free();
    this.packed.delete(filter);
  }
}

const convolvers = new WeakMap<Crew, Convolver>();

function convolverOf(backend: BackendWasm): Convolver | null {
  const crew = crewOf(backend);
  if (crew === null) return null;
  const convolver = convolvers.get(crew) ?? new Convolver(backend, crew);
  convolvers.set(crew, convolver);
  return convolver;
}

interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  readonly dilations: number | [number, number];
  /** Of those in which every output has its own input tfjs says it in no call of its own. */
  readonly dataFormat?: 'NHWC' | 'NCHW';
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

type Inputs = Readonly<
  Record<'x' | 'filter', TensorInfo> &
    Partial<Record<'bias' | 'preluActivationWeights', TensorInfo>>
>;

/** Null where a call is not covered: outputs that are no blocks of eight, activations and layouts that no network here has. */
function convolve(
  kind: ConvolutionKind,
  { x, filter, bias, preluActivationWeights }: Inputs,
  backend: BackendWasm,
  attributes: Attributes,
): TensorInfo | null {
  const range = rangeOf(attributes);
  const { dataFormat = 'NHWC' } = attributes;
  if (range === null || dataFormat !== 'NHWC' || preluActivationWeights) return null;
  const info = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number, number],
    attributes.strides,
    attributes.dilations,
    attributes.pad,
    attributes.dimRoundingMode,
    kind === 'depthwise',
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { filterHeight, filterWidth } = info;
  const isCovered =
    outChannels % BLOCK === 0 &&
    (kind === 'full' || inChannels === outChannels) &&
    info.strideHeight === info.strideWidth &&
    info.dilationHeight === info.dilationWidth &&
    filterHeight * filterWidth <= MOST_TAPS &&
    !info.outShape.includes(0);
  const convolver = isCovered ? convolverOf(backend) : null;
  if (convolver === null) return null;
  const inputBytes = inChannels * BYTES;
  const packed = convolver.pack(filter, bias, inChannels, outChannels);
  const result = backend.makeOutput(info.outShape, 'float32');
  const pixels = outHeight * outWidth;
  for (let image = 0; image < info.batchSize; image++) {
    convolver.run(kind, pixels, {
      input: backend.getMemoryOffset(x.dataId) + image * inHeight * inWidth * inputBytes,
      output: backend.getMemoryOffset(result.dataId) + image * pixels * outChannels * BYTES,
      ...packed,
      ...range,
      blocks: outChannels / BLOCK,
      inputBytes,
      inHeight,
      inWidth,
      outWidth,
      kernelHeight: filterHeight,
      kernelWidth: filterWidth,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      top: info.padInfo.top,
      left: info.padInfo.left,
    });
  }
  return result;
}

const kernelOf = (name: string, kind: ConvolutionKind) =>
  replacingKernel<keyof Inputs, Attributes, BackendWasm>(name, (inputs, backend, attributes) =>
    convolve(kind, inputs, backend, attributes),
  );

export const convolutionKernels = [
  kernelOf(FusedConv2D, 'full'),
  kernelOf(FusedDepthwiseConv2D, 'depthwise'),
];
