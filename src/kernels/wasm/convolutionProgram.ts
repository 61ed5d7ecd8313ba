import {
  type Code,
  f32x4,
  i32,
  increase,
  type Local,
  loopWhile,
  OneFunction,
  repeat,
  repeatWhile,
  set,
} from './assembler.ts';

/** Pixels of a tile: 5 × 8 sums, the weights and the value they are multiplied with fit into 16 registers. */
export const TILE = 5;
/** Outputs of a block: two registers. */
export const BLOCK = 8;
/** Inputs for which pointers move once. */
const UNROLLED = 4;

const BYTES = 4;
/** Of a kernel: height · width. */
export const MOST_TAPS = 64;
export const ROOM_BYTES = MOST_TAPS * TILE * BYTES;
const HALF = (BLOCK / 2) * BYTES;
const WEIGHTS = BLOCK * BYTES;

/** Who computes: a share of the pixels, with room of its own. */
const SHARE_ARGUMENTS = [
  /** The first pixel of the result that is computed, of height · width. */
  'first',
  /** Behind the last one. */
  'behind',
  /** Address of room for kernelHeight · kernelWidth · TILE addresses. */
  'room',
] as const;

/** What is computed: addresses and counts. */
const WHOLE_ARGUMENTS = [
  /** Of x [inHeight, inWidth, inputs]. */
  'input',
  /** Of the result [pixels, blocks · 8]. */
  'output',
  /** Of [blocks][8 biases, then rows of 8 weights]: one for each tap of the kernel, and of each of these for each input that is summed. */
  'weights',
  /** Of `inputs` zeros, which is what lies outside of x. */
  'zeros',
  'blocks',
  'inputBytes',
  'inHeight',
  'inWidth',
  'outWidth',
  'kernelHeight',
  'kernelWidth',
  'stride',
  'dilation',
  'top',
  'left',
] as const;

/** The result is the sum if that is positive, else slope · sum, and never more than `most`. */
const REAL_ARGUMENTS = ['slope', 'most'] as const;

type Argument = (typeof WHOLE_ARGUMENTS)[number] | (typeof REAL_ARGUMENTS)[number];
export type ConvolutionArguments = Readonly<Record<Argument, number>>;

/** What is computed as WebAssembly takes it, after `first`, `behind` and `room`. */
export function inOrder(given: ConvolutionArguments): number[] {
  return [...WHOLE_ARGUMENTS, ...REAL_ARGUMENTS].map((name) => given[name]);
}

/** Which inputs an output is the sum of: all, or the one of its own number. */
export type ConvolutionKind = 'full' | 'depthwise';

/**
 * A convolution with bias and activation: for each tile of pixels, where in x each tap of the kernel reads for each of
 * them; then block by block of outputs the sums, which stay in registers.
 *
 * @param isRelaxed multiply and add by one instruction
 * @param isShared whether the memory is one that threads share
 */
export function convolutionProgram(
  kind: ConvolutionKind,
  isRelaxed: boolean,
  isShared: boolean,
): Uint8Array<ArrayBuffer> {
  const program = new OneFunction();
  const argument = Object.fromEntries([
    ...[...SHARE_ARGUMENTS, ...WHOLE_ARGUMENTS].map((name) => [name, program.parameter('i32')]),
    ...REAL_ARGUMENTS.map((name) => [name, program.parameter('f32')]),
  ]) as Readonly<Record<Argument | (typeof SHARE_ARGUMENTS)[number], Local>>;
  const { first, behind, room, input, output, weights, zeros, blocks, inputBytes } = argument;
  const { inHeight, inWidth, outWidth, kernelHeight, kernelWidth } = argument;

  const whole = () => program.variable('i32');
  const vector = () => program.variable('v128');
  const [lane, row, column, block] = [whole(), whole(), whole(), whole()];
  const [pixel, y, x, left] = [whole(), whole(), whole(), whole()];
  const [pointer, lastPointer, lastResult] = [whole(), whole(), whole()];
  const [weight, end, unrolledEnd] = [whole(), whole(), whole()];
  const [tapBytes, unrolledBytes, outputBytes] = [whole(), whole(), whole()];
  /** Of the block's own inputs in a pixel. */
  const channelBytes = whole();
  const value = vector();
  const halves = [vector(), vector()] as const;
  const slopes = vector();
  const most = vector();
  /** A pixel of the tile. */
  const lanes = Array.from({ length: TILE }, (_, index) => ({
    index,
    source: whole(),
    result: whole(),
    sums: [vector(), vector()] as const,
  }));

  const multiplyAdd = isRelaxed
    ? f32x4.relaxedMultiplyAdd
    : (a: Local, b: Local, sum: Local) => f32x4.add(sum, f32x4.multiply(a, b));

  /** Where the tile's pixels read. Behind the share's last pixel it stands in for those that are not there. */
  const findSources = repeat(
    lane,
    TILE,
    set(pixel, i32.add(first, lane)),
    set(pixel, i32.select(pixel, i32.subtract(behind, 1), i32.isLess(pixel, behind))),
    set(y, i32.divide(pixel, outWidth)),
    set(left, i32.multiply(i32.subtract(pixel, i32.multiply(y, outWidth)), argument.stride)),
    set(left, i32.subtract(left, argument.left)),
    set(y, i32.subtract(i32.multiply(y, argument.stride), argument.top)),
    set(pointer, i32.add(room, i32.multiply(lane, BYTES))),
    repeat(
      row,
      kernelHeight,
      set(x, left),
      repeat(
        column,
        kernelWidth,
        i32.store(
          0,
          pointer,
          i32.select(
            i32.add(input, i32.multiply(i32.add(i32.multiply(y, inWidth), x), inputBytes)),
            zeros,
            // Left of the picture and above it the number without sign is a huge one.
            i32.and(i32.isLess(y, inHeight), i32.isLess(x, inWidth)),
          ),
        ),
        increase(pointer, TILE * BYTES),
        increase(x, argument.dilation),
      ),
      increase(y, argument.dilation),
    ),
  );

  const findResults = lanes.flatMap(({ index, result }) => [
    set(result, i32.add(output, i32.multiply(i32.add(first, index), outputBytes))),
    set(result, i32.select(result, lastResult, i32.isLess(result, lastResult))),
  ]);

  /** A pixel's `count` inputs from here on, each with its row of weights. */
  const addProducts = (count: number): Code[] => [
    ...Array.from({ length: count }, (_, step) => [
      ...halves.flatMap((half, side) =>
        set(half, f32x4.load(step * WEIGHTS + side * HALF, weight)),
      ),
      ...lanes.flatMap(({ source, sums }) => [
        ...set(value, f32x4.loadSplat(step * BYTES, source)),
        ...sums.flatMap((sum, side) => set(sum, multiplyAdd(value, halves[side]!, sum))),
      ]),
    ]),
    ...lanes.map(({ source }) => increase(source, count * BYTES)),
    increase(weight, count * WEIGHTS),
  ];

  const addAllInputs: Code[] = [
    ...lanes.map(({ index, source }) => set(source, i32.load(index * BYTES, pointer))),
    set(unrolledEnd, i32.add(weight, unrolledBytes)),
    set(end, i32.add(weight, tapBytes)),
    loopWhile(i32.isLess(weight, unrolledEnd), ...addProducts(UNROLLED)),
    loopWhile(i32.isLess(weight, end), ...addProducts(1)),
    increase(pointer, TILE * BYTES),
  ];

  /** Eight inputs, each with its own weight. */
  const addOwnInputs: Code[] = [
    halves.flatMap((half, side) => set(half, f32x4.load(side * HALF, weight))),
    lanes.flatMap(({ index, source, sums }) => [
      ...set(source, i32.add(i32.load(index * BYTES, pointer), channelBytes)),
      ...sums.flatMap((sum, side) => [
        ...set(value, f32x4.load(side * HALF, source)),
        ...set(sum, multiplyAdd(value, halves[side]!, sum)),
      ]),
    ]),
    increase(weight, WEIGHTS),
    increase(pointer, TILE * BYTES),
  ];
  const addTap = kind === 'full' ? addAllInputs : addOwnInputs;

  const computeBlock: Code[] = [
    ...lanes.flatMap(({ sums }) =>
      sums.map((sum, side) => set(sum, f32x4.load(side * HALF, weight))),
    ),
    increase(weight, WEIGHTS),
    set(pointer, room),
    repeatWhile(i32.isLess(pointer, lastPointer), ...addTap),
    ...lanes.flatMap(({ result, sums }) => [
      ...sums.map((sum, side) => {
        const active = f32x4.maximum(sum, f32x4.multiply(sum, slopes));
        return f32x4.store(side * HALF, result, f32x4.minimum(active, most));
      }),
      increase(result, WEIGHTS),
    ]),
    increase(channelBytes, WEIGHTS),
  ];

  const body: Code[] = [
    set(slopes, f32x4.splat(argument.slope)),
    set(most, f32x4.splat(argument.most)),
    set(tapBytes, i32.multiply(inputBytes, BLOCK)),
    set(unrolledBytes, i32.and(tapBytes, -UNROLLED * WEIGHTS)),
    set(outputBytes, i32.multiply(blocks, WEIGHTS)),
    set(lastResult, i32.add(output, i32.multiply(i32.subtract(behind, 1), outputBytes))),
    set(
      lastPointer,
      i32.add(room, i32.multiply(i32.multiply(kernelHeight, kernelWidth), TILE * BYTES)),
    ),
    repeatWhile(
      i32.isLess(first, behind),
      findSources,
      ...findResults,
      set(weight, weights),
      set(channelBytes, 0),
      repeat(block, blocks, ...computeBlock),
      increase(first, TILE),
    ),
  ];
  return program.assemble(body.flat(), isShared);
}
