import { InvalidArgumentError } from 'commander';

/** Most samples that one command draws of one image. */
export const MAXIMUM_SAMPLES = 256;

/** A parser of whole numbers from `least` to `most`, for commander. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text.trim()) || value < least || value > most) {
      const range =
        most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`Give a whole number ${range}.`);
    }
    return value;
  };
}

/** Any seed that the generator takes. */
export const seed = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** Numbers separated by commas: `0.5,-1,2`. */
export function numberList(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  const values = parts.map(Number);
  if (parts.includes('') || !values.every(Number.isFinite)) {
    throw new InvalidArgumentError('Give numbers separated by commas, such as 0.5,-1,2.');
  }
  return values;
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}
