import {
  type Code,
  f32x4,
  i32,
  increase,
  type Local,
  loopWhile,
  type OneFunction,
  set,
} from './assembler.ts';

/** Lanes of a tile: 5 × 8 sums, the weights and the value they are multiplied with fit into 16 registers. */
export const TILE = 5;
/** Outputs of a block: two registers. */
export const BLOCK = 8;
/** Inputs for which pointers move once. */
const UNROLLED = 4;

export const BYTES = 4;
/** Of a register's outputs, half a block. */
export const HALF = (BLOCK / 2) * BYTES;
/** Of a row of weights. */
export const WEIGHTS = BLOCK * BYTES;

/** Sums of a block of outputs for several lanes at once, which stay in registers: code of a program that multiplies inputs with weights. */
export class RegisterTile {
  /** What each lane reads, and its sums. */
  readonly lanes;
  /** Address of the row of weights that is read next. */
  readonly weight: Local;
  private readonly end: Local;
  private readonly unrolledEnd: Local;
  private readonly allBytes: Local;
  private readonly unrolledBytes: Local;
  private readonly value: Local;
  private readonly halves: readonly [Local, Local];
  private readonly slope: Local;
  private readonly most: Local;
  private readonly multiplyAdd: (a: Local, b: Local, sum: Local) => Code;

  /** @param isRelaxed multiply and add by one instruction */
  constructor(program: OneFunction, isRelaxed: boolean) {
    const whole = () => program.variable('i32');
    const vector = () => program.variable('v128');
    [this.weight, this.end, this.unrolledEnd] = [whole(), whole(), whole()];
    [this.allBytes, this.unrolledBytes] = [whole(), whole()];
    [this.value, this.slope, this.most] = [vector(), vector(), vector()];
    this.halves = [vector(), vector()];
    this.lanes = Array.from({ length: TILE }, () => ({
      source: whole(),
      sums: [vector(), vector()] as const,
    }));
    this.multiplyAdd = isRelaxed
      ? f32x4.relaxedMultiplyAdd
      : (a, b, sum) => f32x4.add(sum, f32x4.multiply(a, b));
  }

  /** Before all else. */
  prepare({ inputBytes, slope, most }: Readonly<Record<'inputBytes' | 'slope' | 'most', Local>>) {
    return [
      set(this.slope, f32x4.splat(slope)),
      set(this.most, f32x4.splat(most)),
      set(this.allBytes, i32.multiply(inputBytes, BLOCK)),
      set(this.unrolledBytes, i32.and(this.allBytes, -UNROLLED * WEIGHTS)),
    ];
  }

  /** All lanes' sums begin with the row that lies before the weights. */
  begin(): Code[] {
    return [
      ...this.lanes.flatMap(({ sums }) =>
        sums.map((sum, side) => set(sum, f32x4.load(side * HALF, this.weight))),
      ),
      increase(this.weight, WEIGHTS),
    ];
  }

  /** Adds all inputs from the lanes' sources on, each with its row of weights. Sources and weights move behind them. */
  addInputs(): Code[] {
    const { weight, unrolledEnd, end } = this;
    return [
      set(unrolledEnd, i32.add(weight, this.unrolledBytes)),
      set(end, i32.add(weight, this.allBytes)),
      loopWhile(i32.isLess(weight, unrolledEnd), ...this.addProducts(UNROLLED)),
      loopWhile(i32.isLess(weight, end), ...this.addProducts(1)),
    ];
  }

  private addProducts(count: number): Code[] {
    const { lanes, value } = this;
    return [
      ...Array.from({ length: count }, (_, step) => [
        ...this.readWeights(step),
        ...lanes.flatMap(({ source, sums }) => [
          ...set(value, f32x4.loadSplat(step * BYTES, source)),
          ...sums.flatMap((sum, side) => this.add(value, side, sum)),
        ]),
      ]),
      ...lanes.map(({ source }) => increase(source, count * BYTES)),
      increase(this.weight, count * WEIGHTS),
    ];
  }

  /** Adds the lanes' eight inputs, each with its own weight. */
  addOwnInputs(): Code[] {
    return [
      this.readWeights(0),
      ...this.lanes.flatMap(({ source, sums }) =>
        sums.map((sum, side) => [
          ...set(this.value, f32x4.load(side * HALF, source)),
          ...this.add(this.value, side, sum),
        ]),
      ),
      increase(this.weight, WEIGHTS),
    ];
  }

  private readWeights(row: number): Code {
    return this.halves.flatMap((half, side) =>
      set(half, f32x4.load(row * WEIGHTS + side * HALF, this.weight)),
    );
  }

  private add(value: Local, side: number, sum: Local): Code {
    return set(sum, this.multiplyAdd(value, this.halves[side]!, sum));
  }

  /** The result of a sum: that if it is positive, else slope · sum, and never more than `most`. */
  active(sum: Local): Code {
    return f32x4.minimum(f32x4.maximum(sum, f32x4.multiply(sum, this.slope)), this.most);
  }
}
