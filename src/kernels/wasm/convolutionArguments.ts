import type { Local, OneFunction } from './assembler.ts';

/** Who computes: a share of the units, with room of its own. */
const SHARE_ARGUMENTS = [
  /** The first unit of the result that is computed. */
  'first',
  /** Behind the last one. */
  'behind',
  /** Address of room that is the thread's. */
  'room',
] as const;

/** What is computed: addresses and counts. */
const WHOLE_ARGUMENTS = [
  /** Of x [inHeight, inWidth, inputs]. */
  'input',
  /** Of the result [outHeight, outWidth, blocks · 8]. */
  'output',
  /** Of the packed weights. */
  'weights',
  /** Of `inputs` zeros, which is what lies outside of x. */
  'zeros',
  'blocks',
  'inputBytes',
  'inHeight',
  'inWidth',
  'outHeight',
  'outWidth',
  'kernelHeight',
  'kernelWidth',
  'stride',
  'dilation',
  'top',
  'left',
  /** Tiles side by side, where units are tiles. */
  'across',
] as const;

/** The result is the sum if that is positive, else slope · sum, and never more than `most`. */
const REAL_ARGUMENTS = ['slope', 'most'] as const;

type Argument = (typeof WHOLE_ARGUMENTS)[number] | (typeof REAL_ARGUMENTS)[number];
export type ConvolutionArguments = Readonly<Record<Argument, number>>;

/** What is computed as programs take it, after `first`, `behind` and `room`. */
export function inOrder(given: ConvolutionArguments): number[] {
  return [...WHOLE_ARGUMENTS, ...REAL_ARGUMENTS].map((name) => given[name]);
}

/** A program's parameters. */
export function convolutionParameters(program: OneFunction) {
  return Object.fromEntries([
    ...[...SHARE_ARGUMENTS, ...WHOLE_ARGUMENTS].map((name) => [name, program.parameter('i32')]),
    ...REAL_ARGUMENTS.map((name) => [name, program.parameter('f32')]),
  ]) as Readonly<Record<Argument | (typeof SHARE_ARGUMENTS)[number], Local>>;
}
