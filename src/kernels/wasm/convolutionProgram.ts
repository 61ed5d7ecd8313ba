import {
  type Code,
  f32x4,
  i32,
  increase,
  OneFunction,
  repeat,
  repeatWhile,
  set,
} from './assembler.ts';
import { convolutionParameters } from './convolutionArguments.ts';
import { BYTES, HALF, RegisterTile, TILE, WEIGHTS } from './registerTile.ts';

/** Of a kernel: height · width. */
export const MOST_TAPS = 64;
export const ROOM_BYTES = MOST_TAPS * TILE * BYTES;

/** Which inputs an output is the sum of: all, or the one of its own number. */
export type ConvolutionKind = 'full' | 'depthwise';

/**
 * A convolution with bias and activation: for each tile of pixels, where in x each tap of the kernel reads for each of
 * them; then block by block of outputs the sums, which stay in registers. Weights are [blocks][8 biases, then rows of 8 weights]: one
 * for each tap of the kernel, and of each of these for each input that is summed.
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
  const argument = convolutionParameters(program);
  const { first, behind, room, input, output, weights, zeros, blocks, inputBytes } = argument;
  const { inHeight, inWidth, outWidth, kernelHeight, kernelWidth } = argument;

  const whole = () => program.variable('i32');
  const tile = new RegisterTile(program, isRelaxed);
  const { lanes, weight } = tile;
  const [lane, row, column, block] = [whole(), whole(), whole(), whole()];
  const [pixel, y, x, left] = [whole(), whole(), whole(), whole()];
  const [pointer, lastPointer, lastResult] = [whole(), whole(), whole()];
  const outputBytes = whole();
  /** Of the block's own inputs in a pixel. */
  const channelBytes = whole();
  const results = lanes.map(whole);

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

  const findResults = results.flatMap((result, index) => [
    set(result, i32.add(output, i32.multiply(i32.add(first, index), outputBytes))),
    set(result, i32.select(result, lastResult, i32.isLess(result, lastResult))),
  ]);

  const addAllInputs: Code[] = [
    ...lanes.map(({ source }, index) => set(source, i32.load(index * BYTES, pointer))),
    ...tile.addInputs(),
    increase(pointer, TILE * BYTES),
  ];

  const addOwnInputs: Code[] = [
    ...lanes.map(({ source }, index) =>
      set(source, i32.add(i32.load(index * BYTES, pointer), channelBytes)),
    ),
    ...tile.addOwnInputs(),
    increase(pointer, TILE * BYTES),
  ];
  const addTap = kind === 'full' ? addAllInputs : addOwnInputs;

  const computeBlock: Code[] = [
    ...tile.begin(),
    set(pointer, room),
    repeatWhile(i32.isLess(pointer, lastPointer), ...addTap),
    ...lanes.flatMap(({ sums }, index) => [
      ...sums.map((sum, side) => f32x4.store(side * HALF, results[index]!, tile.active(sum))),
      increase(results[index]!, WEIGHTS),
    ]),
    increase(channelBytes, WEIGHTS),
  ];

  const body: Code[] = [
    ...tile.prepare(argument),
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
