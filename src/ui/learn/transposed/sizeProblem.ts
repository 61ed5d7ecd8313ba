import type { TransposedOptions } from './transposedConvolution.ts';

/** What is wrong with a layer's numbers, as PyTorch sees it; null when they can be run. */
export function sizeProblem(
  side: number,
  { stride, dilation, outputPadding }: TransposedOptions,
): 'nothingLeft' | 'tooMuch' | null {
  if (outputPadding >= Math.max(stride, dilation)) return outputPadding === 0 ? null : 'tooMuch';
  return side < 1 ? 'nothingLeft' : null;
}
