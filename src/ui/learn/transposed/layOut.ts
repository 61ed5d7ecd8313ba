import { formatNumber } from '../format.ts';
import type { Cell } from '../parts/GridPicture.tsx';
import type { TransposedValues } from './fields.ts';
import {
  reaching,
  transposedConvolution,
  type TransposedOptions,
  transposedSide,
} from './transposedConvolution.ts';

interface Sheet {
  /** Squares, row by row. */
  readonly x: Float32Array;
  readonly weights: Float32Array;
  readonly input: number;
  readonly kernel: number;
  readonly options: TransposedOptions;
  readonly view: TransposedValues['view'];
  /** The input and the output that may be looked at. */
  readonly at: number;
  readonly out: number;
}

/** One product of an output's sum. */
export interface Term {
  readonly value: number;
  readonly weight: number;
}

/** What the three grids show. */
export interface Layout {
  readonly inputCells: readonly Cell[];
  readonly kernelCells: readonly Cell[];
  /** The output with what is cut off around it. */
  readonly outputCells: readonly Cell[];
  readonly wholeSide: number;
  /** Of the output that is looked at. */
  readonly terms: readonly Term[];
  readonly sum: number;
}

/**
 * By input: the kernels of all inputs up to the present one are laid down, and the present one's is lit. By output: all
 * are, and the inputs and weights that make the present output are lit.
 */
export function layOut({ x, weights, input, kernel, options, view, at, out }: Sheet): Layout {
  const { padding, stride, dilation } = options;
  const byOutput = view === 'gather';
  const laid = byOutput ? x : x.map((value, index) => (index <= at ? value : 0));
  const uncut = { ...options, padding: 0 };
  const run = (data: Float32Array) =>
    transposedConvolution(
      { channels: 1, height: input, width: input, data },
      { inputs: 1, outputs: 1, side: kernel, data: weights },
      uncut,
    );
  const { data: whole, width: wholeSide } = run(laid);
  const highest = Math.max(...run(x).data, Number.EPSILON);
  const side = transposedSide(input, kernel, options);

  const row = Math.floor(out / side);
  const column = out % side;
  const down = byOutput ? reaching(row, input, kernel, options) : [];
  const across = byOutput ? reaching(column, input, kernel, options) : [];
  const pairs = down.flatMap((first) => across.map((second) => ({ first, second })));
  const litInputs = new Set(pairs.map(({ first, second }) => first.input * input + second.input));
  const litWeights = new Set(
    pairs.map(({ first, second }) => first.weight * kernel + second.weight),
  );
  const terms = pairs.map(({ first, second }) => ({
    value: x[first.input * input + second.input]!,
    weight: weights[first.weight * kernel + second.weight]!,
  }));

  /** Whether the present input's kernel reaches this row or column of the whole. */
  const isLaid = (place: number, from: number) => {
    const weight = (place - from * stride) / dilation;
    return Number.isInteger(weight) && weight >= 0 && weight < kernel;
  };
  const markOf = (index: number): Cell['mark'] => {
    const y = Math.floor(index / wholeSide);
    const z = index % wholeSide;
    const inside = (place: number) => place >= padding && place < padding + side;
    if (!inside(y) || !inside(z)) return 'cut';
    if (byOutput) return y - padding === row && z - padding === column ? 'active' : undefined;
    return isLaid(y, Math.floor(at / input)) && isLaid(z, at % input) ? 'lit' : undefined;
  };
  return {
    inputCells: cellsOf(x, (index) =>
      byOutput ? (litInputs.has(index) ? 'lit' : undefined) : index === at ? 'active' : undefined,
    ),
    kernelCells: cellsOf(weights, (index) => (litWeights.has(index) ? 'lit' : undefined)),
    outputCells: cellsOf(whole, markOf, highest),
    wholeSide,
    terms,
    sum: terms.reduce((sum, { value, weight }) => sum + value * weight, 0),
  };
}

function cellsOf(
  values: Float32Array,
  markOf: (index: number) => Cell['mark'],
  highest = Math.max(...values),
): Cell[] {
  return Array.from(values, (value, index) => ({
    text: formatNumber(value, 2),
    shade: highest > 0 ? value / highest : 0,
    mark: markOf(index),
  }));
}
