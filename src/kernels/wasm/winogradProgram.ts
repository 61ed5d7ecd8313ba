import {
  type Code,
  f32x4,
  i32,
  increase,
  type Local,
  loopWhile,
  OneFunction,
  repeat,
  set,
} from './assembler.ts';
import { convolutionParameters } from './convolutionArguments.ts';
import { BYTES, HALF, RegisterTile, TILE, WEIGHTS } from './registerTile.ts';

/** A tile's inputs are 4 × 4 pixels, its outputs 2 × 2. */
const SIDE = 4;
export const PLACES = SIDE * SIDE;
/** The place in the second row and column is part of all of a tile's outputs, with factor 1: what its sum begins with is the bias. */
export const BIAS_PLACE = SIDE + 1;
/** Inputs for which there is room. */
export const MOST_INPUTS = 512;

/** A thread's room has addresses of a tile's pixels, what is known of each tile's results, sums, and transformed inputs. */
const RESULTS = PLACES * BYTES;
const RESULT_BYTES = 4 * BYTES;
const SUMS = RESULTS + TILE * RESULT_BYTES;
const PLACE_SUMS = TILE * WEIGHTS;
const INPUTS = SUMS + PLACES * PLACE_SUMS;
export const WINOGRAD_ROOM_BYTES = INPUTS + TILE * PLACES * MOST_INPUTS * BYTES;
const VECTOR = 4 * BYTES;

/**
 * How many tiles cover a side. A tile's outputs are a dilation d apart, and tile n begins at pixel n + d · ⌊n / d⌋: so d
 * tiles cover the next 2 · d pixels.
 */
export function tilesAlong(size: number, dilation: number): number {
  const rest = size % (2 * dilation);
  return (size - rest) / 2 + Math.min(rest, dilation);
}

/** The weights [16][n] of a filter [3][3][n]: G g Gᵀ, where G has the rows (1, 0, 0), (½, ½, ½), (½, -½, ½) and (0, 0, 1). */
export function transformedFilter(filter: Float32Array): Float32Array {
  const count = filter.length / 9;
  const tap = (at: number) => filter.subarray(at * count, (at + 1) * count);
  const spread = (a: Float32Array, b: Float32Array, c: Float32Array) => [
    a,
    a.map((value, index) => (value + b[index]! + c[index]!) / 2),
    a.map((value, index) => (value - b[index]! + c[index]!) / 2),
    c,
  ];
  const [above, middle, below] = [0, 3, 6].map((at) => spread(tap(at), tap(at + 1), tap(at + 2)));
  const result = new Float32Array(PLACES * count);
  for (let column = 0; column < SIDE; column++) {
    spread(above![column]!, middle![column]!, below![column]!).forEach((values, row) =>
      result.set(values, (row * SIDE + column) * count),
    );
  }
  return result;
}

/**
 * A 3×3 convolution of stride 1 with bias and activation, by the minimal filtering F(2×2, 3×3) of Lavin and Gray (Fast Algorithms for
 * Convolutional Neural Networks, CVPR 2016): 2×2 outputs take 16 products of transformed inputs and weights instead of 36. A batch of
 * tiles is transformed at a time; then block by block of outputs the sums of the products over the inputs, place by place, and from
 * these the results. Weights are [blocks][16 places][8 numbers to begin with, then a row of 8 weights for each input]; inputs are whole
 * vectors.
 */
export function winogradProgram(isRelaxed: boolean, isShared: boolean): Uint8Array<ArrayBuffer> {
  const program = new OneFunction();
  const argument = convolutionParameters(program);
  const { first, behind, room, input, output, zeros, blocks, inputBytes, dilation } = argument;
  const { inHeight, inWidth, outHeight, outWidth, across } = argument;

  const whole = () => program.variable('i32');
  const vector = () => program.variable('v128');
  const tile = new RegisterTile(program, isRelaxed);
  const { lanes, weight } = tile;
  const [lane, row, block, place] = [whole(), whole(), whole(), whole()];
  const [index, y, x, line, isInside] = [whole(), whole(), whole(), whole(), whole()];
  const [pointer, known, channel, transformed] = [whole(), whole(), whole(), whole()];
  const [result, right, below] = [whole(), whole(), whole()];
  const [outputBytes, blockBytes, laneBytes] = [whole(), whole(), whole()];
  const columns = Array.from({ length: SIDE }, () => ({ offset: whole(), isInside: whole() }));
  const spare = vector();
  const grid = Array.from(
    { length: SIDE },
    () => [vector(), vector(), vector(), vector()] as const,
  );
  const places = grid.flat();
  const gridColumns = ([0, 1, 2, 3] as const).map(
    (column) => grid.map((line) => line[column]) as unknown as (typeof grid)[number],
  );

  /** Where the lane's tile begins. Behind the share's last tile it stands in for those that are not there. */
  const findTile = [
    set(index, i32.add(first, lane)),
    set(index, i32.select(index, i32.subtract(behind, 1), i32.isLess(index, behind))),
    set(y, i32.divide(index, across)),
    set(x, i32.subtract(index, i32.multiply(y, across))),
    ...[y, x].map((at) => increase(at, i32.multiply(i32.divide(at, dilation), dilation))),
  ];

  /** Where its first output lies, and how far on those to the right and below. Where they are outside that is 0 (`writeResults`). */
  const findResults = [
    set(result, i32.multiply(i32.add(i32.multiply(y, outWidth), x), outputBytes)),
    i32.store(RESULTS, known, i32.add(output, result)),
    set(right, i32.multiply(dilation, outputBytes)),
    set(below, i32.multiply(right, outWidth)),
    i32.store(
      RESULTS + BYTES,
      known,
      i32.select(right, 0, i32.isLess(i32.add(x, dilation), outWidth)),
    ),
    i32.store(
      RESULTS + 2 * BYTES,
      known,
      i32.select(below, 0, i32.isLess(i32.add(y, dilation), outHeight)),
    ),
    increase(known, RESULT_BYTES),
  ];

  /** Where its inputs lie. Left of the picture and above it the number without sign is a huge one. */
  const findInputs = [
    set(y, i32.subtract(y, argument.top)),
    set(x, i32.subtract(x, argument.left)),
    ...columns.flatMap((column) => [
      set(column.offset, i32.multiply(x, inputBytes)),
      set(column.isInside, i32.isLess(x, inWidth)),
      increase(x, dilation),
    ]),
    set(pointer, room),
    repeat(
      row,
      SIDE,
      set(line, i32.add(input, i32.multiply(i32.multiply(y, inWidth), inputBytes))),
      set(isInside, i32.isLess(y, inHeight)),
      ...columns.map((column, at) => {
        const address = i32.add(line, column.offset);
        const isThere = i32.and(isInside, column.isInside);
        return i32.store(at * BYTES, pointer, i32.select(address, zeros, isThere));
      }),
      increase(pointer, SIDE * BYTES),
      increase(y, dilation),
    ),
  ];

  /** a, b, c, d become a - c, b + c, c - b, b - d. */
  const transform = ([a, b, c, d]: (typeof grid)[number]): Code[] => [
    set(a, f32x4.subtract(a, c)),
    set(d, f32x4.subtract(b, d)),
    set(spare, f32x4.add(b, c)),
    set(c, f32x4.subtract(c, b)),
    set(b, spare),
  ];

  const transformInputs = [
    set(channel, 0),
    loopWhile(
      i32.isLess(channel, inputBytes),
      ...places.map((each, at) =>
        set(each, f32x4.load(0, i32.add(i32.load(at * BYTES, room), channel))),
      ),
      ...[...grid, ...gridColumns].flatMap(transform),
      set(pointer, i32.add(transformed, channel)),
      ...places.flatMap((each) => [f32x4.store(0, pointer, each), increase(pointer, inputBytes)]),
      increase(channel, VECTOR),
    ),
    increase(transformed, laneBytes),
  ];

  /** Of each place, one behind the other, as weights and transformed inputs lie. */
  const sumProducts = [
    set(pointer, room),
    set(lanes[0]!.source, i32.add(room, INPUTS)),
    ...lanes
      .slice(1)
      .map(({ source }, before) => set(source, i32.add(lanes[before]!.source, laneBytes))),
    repeat(
      place,
      PLACES,
      ...tile.begin(),
      ...tile.addInputs(),
      ...lanes.flatMap(({ sums }, at) =>
        sums.map((sum, side) => f32x4.store(SUMS + at * WEIGHTS + side * HALF, pointer, sum)),
      ),
      increase(pointer, PLACE_SUMS),
    ),
  ];

  /** Of a, b, c, d: a + b + c, and b - c - d. */
  const sumsOf = ([a, b, c, d]: (typeof grid)[number]) =>
    [f32x4.add(f32x4.add(a, b), c), f32x4.subtract(f32x4.subtract(b, c), d)] as const;

  /** One outside of the picture is written where the next one inside of it belongs, and that comes later. */
  const writeResults = (side: number): Code[] => {
    const write = (address: Code | Local, sum: Code) => [
      set(spare, sum),
      f32x4.store(side * HALF, address, tile.active(spare)),
    ];
    const [upperLeft, upperRight] = sumsOf(grid[0]!);
    const [lowerLeft, lowerRight] = sumsOf(grid[1]!);
    return [
      ...places.map((each, at) =>
        set(each, f32x4.load(SUMS + at * PLACE_SUMS + side * HALF, pointer)),
      ),
      ...gridColumns.flatMap((column) => {
        const [upper, lower] = sumsOf(column);
        return [set(column[0], upper), set(column[1], lower)];
      }),
      ...write(i32.add(i32.add(result, below), right), lowerRight),
      ...write(i32.add(result, below), lowerLeft),
      ...write(i32.add(result, right), upperRight),
      ...write(result, upperLeft),
    ];
  };

  const computeBlock: Code[] = [
    ...sumProducts,
    set(pointer, room),
    set(known, room),
    repeat(
      lane,
      TILE,
      set(result, i32.add(i32.load(RESULTS, known), blockBytes)),
      set(right, i32.load(RESULTS + BYTES, known)),
      set(below, i32.load(RESULTS + 2 * BYTES, known)),
      ...writeResults(0),
      ...writeResults(1),
      increase(pointer, WEIGHTS),
      increase(known, RESULT_BYTES),
    ),
    increase(blockBytes, WEIGHTS),
  ];

  const body: Code[] = [
    ...tile.prepare(argument),
    set(outputBytes, i32.multiply(blocks, WEIGHTS)),
    set(laneBytes, i32.multiply(inputBytes, PLACES)),
    loopWhile(
      i32.isLess(first, behind),
      set(known, room),
      set(transformed, i32.add(room, INPUTS)),
      repeat(lane, TILE, ...findTile, ...findResults, ...findInputs, ...transformInputs),
      set(weight, argument.weights),
      set(blockBytes, 0),
      repeat(block, blocks, ...computeBlock),
      increase(first, TILE),
    ),
  ];
  return program.assemble(body.flat(), isShared);
}
