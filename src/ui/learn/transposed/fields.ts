import { choiceField, numberField, type ValuesOf } from '../linkedFields.ts';

/** What is looked at: where an input goes, what an output is made of, or the table of both. */
export const TRANSPOSED_VIEWS = ['scatter', 'gather', 'table'] as const;

export const INPUT_PATTERNS = ['numbers', 'ones', 'dot'] as const;

export const KERNEL_PATTERNS = ['numbers', 'ones', 'bilinear'] as const;

/** Everything that the chapter's handles set. */
export const TRANSPOSED_FIELDS = {
  input: numberField(2, 6, 4),
  kernel: numberField(1, 5, 3),
  stride: numberField(1, 4, 1),
  padding: numberField(0, 4, 0),
  dilation: numberField(1, 3, 1),
  outputPadding: numberField(0, 3, 0),
  view: choiceField(TRANSPOSED_VIEWS, 'scatter'),
  values: choiceField(INPUT_PATTERNS, 'numbers'),
  weights: choiceField(KERNEL_PATTERNS, 'ones'),
  /** The input, or the output, that is lit; counted row by row. */
  at: numberField(0, 35, 0),
  out: numberField(0, 1295, 0),
  batch: numberField(1, 256, 1),
  inputs: numberField(1, 1024, 8),
  outputs: numberField(1, 1024, 4),
  height: numberField(1, 1024, 16),
  width: numberField(1, 1024, 16),
  side: numberField(1, 128, 4),
  step: numberField(1, 64, 2),
  cut: numberField(0, 128, 1),
  spread: numberField(1, 32, 1),
  rest: numberField(0, 63, 0),
};

export type TransposedValues = ValuesOf<typeof TRANSPOSED_FIELDS>;

export interface TransposedProps {
  readonly values: TransposedValues;
  readonly change: (change: Partial<TransposedValues>) => void;
}
