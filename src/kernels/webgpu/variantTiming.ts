import { CONVOLUTION_CLASSES, type ConvolutionClass } from './convolutionClasses.ts';
import type { ConvolutionVariant, VariantChoice } from './convolutionVariants.ts';

/** How long a variant takes for the typical convolutions of a class. */
export interface VariantTiming {
  readonly class: ConvolutionClass;
  readonly variant: ConvolutionVariant;
  readonly milliseconds: number;
}

/** The fastest variant of each class; `fallback` where none was timed. */
export function fastestOf(
  timings: readonly VariantTiming[],
  fallback: ConvolutionVariant,
): VariantChoice {
  const entries = CONVOLUTION_CLASSES.map((name) => {
    const ofClass = timings.filter((timing) => timing.class === name);
    const [fastest] = ofClass.sort((a, b) => a.milliseconds - b.milliseconds);
    return [name, fastest?.variant ?? fallback] as const;
  });
  return Object.fromEntries(entries) as VariantChoice;
}

/**
 * Whether `actual` is `expected` up to `tolerance` times the largest value expected. Anything that is not a number
 * is not.
 */
export function isClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): boolean {
  if (actual.length !== expected.length) return false;
  const values = Array.from(expected);
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return values.every((value, index) => Math.abs(actual[index]! - value) <= tolerance * scale);
}
