import { withinReach } from '../result/appearance.ts';

/* Values in a link. What is missing, damaged or out of range takes its default. */

export function oneOf<T extends string, D>(
  text: string | null | undefined,
  allowed: readonly T[],
  otherwise: D,
): T | D {
  return allowed.find((value) => value === text) ?? otherwise;
}

export function wholeNumber(
  text: string | null | undefined,
  lowest: number,
  highest: number,
  otherwise: number,
): number {
  if (text == null || !/^\d{1,10}$/.test(text)) return otherwise;
  const value = Number(text);
  return value >= lowest && value <= highest ? value : otherwise;
}

/** Any seed that the generator takes. The page's own are small, but a pair of a batch may have a large one. */
export function parseSeed(text: string | null | undefined, otherwise: number): number {
  const value = text != null && /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : otherwise;
}

/** Latents of any network are fewer. */
const MOST_LATENTS = 64;

export function parseLatent(text: string | null | undefined): number[] {
  if (text == null || text === '') return [];
  const values = text.split(',').map(Number);
  if (values.length > MOST_LATENTS || values.some((value) => !Number.isFinite(value))) return [];
  return values.map(withinReach);
}

export function formatLatent(latent: readonly number[]): string {
  return latent.map((value) => String(round(value))).join(',');
}

/** A number from 0 to `most`. */
export function parseWithin(
  text: string | null | undefined,
  most: number,
  otherwise: number,
): number {
  const value = text == null || text === '' ? Number.NaN : Number(text);
  return value >= 0 && value <= most ? value : otherwise;
}

/** Two decimals are finer than a slider's step. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
