import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  backend_util,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { replacingKernel } from '../ownKernel.ts';
import { type ConvolutionArguments, inOrder } from './convolutionArguments.ts';
import { type ConvolutionKind, MOST_TAPS } from './convolutionProgram.ts';
import { allocate, type Crew, crewOf, valuesAt } from './crew.ts';
import { BLOCK, BYTES, TILE } from './registerTile.ts';
import {
  BIAS_PLACE,
  MOST_INPUTS,
  PLACES,
  tilesAlong,
  transformedFilter,
} from './winogradProgram.ts';

/** A convolution's parameters as the program reads them. */
interface Packed {
  readonly addresses: Pick<ConvolutionArguments, 'weights' | 'zeros'>;
  readonly shape: readonly number[];
  readonly isWinograd: boolean;
  readonly bias: TensorInfo['dataId'] | undefined;
  readonly free: () => void;
}

/** Our programs on one backend. Parameters are packed once, and freed together with their filter's tensor. */
class Convolver {
  private readonly packed = new Map<object, Packed>();

  constructor(
    private readonly backend: BackendWasm,
    readonly crew: Crew,
  ) {
    const disposeData = backend.disposeData.bind(backend);
    backend.disposeData = (dataId, force) => {
      const isGone = disposeData(dataId, force);
      if (isGone) this.forget(dataId);
      return isGone;
    };
  }

  /** @param outputs of the convolution; the filter's values are rows of as many */
  pack(
    filter: TensorInfo,
    bias: TensorInfo | undefined,
    inputs: number,
    outputs: number,
    isWinograd: boolean,
  ): Packed['addresses'] {
    const known = this.packed.get(filter.dataId);
    // Tensors of other shapes may share a filter's data, and a filter may be used on planes of several sizes.
    const isSame =
      known?.bias === bias?.dataId &&
      known?.isWinograd === isWinograd &&
      `${known.shape}` === `${filter.shape}`;
    if (known !== undefined && isSame) return known.addresses;
    this.forget(filter.dataId);
    const groups = isWinograd ? PLACES : 1;
    const biasGroup = isWinograd ? BIAS_PLACE : 0;
    const size = filter.shape.reduce((product, side) => product * side, 1);
    const rows = isWinograd ? inputs : size / outputs;
    const packedSize = groups * (rows + 1) * outputs;
    const { address: weights, free } = allocate(this.backend, (packedSize + inputs) * BYTES);
    // Views of the memory only now: what is allocated may replace its buffer.
    const values = valuesAt(this.backend, weights, packedSize);
    const stored = this.backend.typedArrayFromHeap(filter) as Float32Array;
    const from = isWinograd ? transformedFilter(stored) : stored;
    const biases = bias && this.backend.typedArrayFromHeap(bias);
    for (let first = 0, at = 0; first < outputs; first += BLOCK) {
      for (let group = 0; group < groups; group++) {
        if (biases !== undefined && group === biasGroup) {
          values.set(biases.subarray(first, first + BLOCK), at);
        }
        at += BLOCK;
        for (let row = group * rows; row < (group + 1) * rows; row++) {
          const start = row * outputs + first;
          for (let output = 0; output < BLOCK; output++) values[at++] = from[start + output]!;
        }
      }
    }
    const addresses = { weights, zeros: weights + packedSize * BYTES };
    const { shape } = filter;
    this.packed.set(filter.dataId, { addresses, shape, isWinograd, bias: bias?.dataId, free });
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

/**
 * Whether a convolution is computed sooner by Winograd's products, of which a tile has 16 where a pixel has 9; what it takes to
 * transform a tile is as much as 4 more. Large dilations and small planes have tiles with few pixels inside.
 */
function isWinogradSooner(info: backend_util.Conv2DInfo, tiles: number): boolean {
  const { filterHeight, filterWidth, strideHeight, inChannels, outHeight, outWidth } = info;
  const isPossible =
    filterHeight === 3 &&
    filterWidth === 3 &&
    strideHeight === 1 &&
    inChannels % 4 === 0 &&
    inChannels <= MOST_INPUTS;
  return isPossible && tiles * (PLACES + 4) < outHeight * outWidth * 9;
}

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
  const pixels = outHeight * outWidth;
  const across = tilesAlong(outWidth, info.dilationWidth);
  const tiles = across * tilesAlong(outHeight, info.dilationHeight);
  const isWinograd = kind === 'full' && isWinogradSooner(info, tiles);
  const [program, count] = isWinograd ? (['winograd', tiles] as const) : [kind, pixels];
  const inputBytes = inChannels * BYTES;
  const packed = convolver.pack(filter, bias, inChannels, outChannels, isWinograd);
  const result = backend.makeOutput(info.outShape, 'float32');
  for (let image = 0; image < info.batchSize; image++) {
    const given = {
      input: backend.getMemoryOffset(x.dataId) + image * inHeight * inWidth * inputBytes,
      output: backend.getMemoryOffset(result.dataId) + image * pixels * outChannels * BYTES,
      ...packed,
      ...range,
      blocks: outChannels / BLOCK,
      inputBytes,
      inHeight,
      inWidth,
      outHeight,
      outWidth,
      kernelHeight: filterHeight,
      kernelWidth: filterWidth,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      top: info.padInfo.top,
      left: info.padInfo.left,
      across,
    };
    convolver.crew.run(program, count, TILE, inOrder(given));
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
