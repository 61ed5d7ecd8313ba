import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = await readFile(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8');

/** The light and the dark colour of a token. */
function coloursOf(token: string): string[] {
  const pair = new RegExp(`--${token}: light-dark\\((#[\\da-f]{6}), (#[\\da-f]{6})\\)`).exec(css);
  return pair!.slice(1);
}

/** Relative luminance as WCAG defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** What is read on every ground, and what shows where a control is. */
const EVERYWHERE = [
  ['ink', 4.5],
  ['ink-soft', 4.5],
  ['accent', 4.5],
  ['bad', 4.5],
  ['line-control', 3],
] as const;

/** Of what is coloured in other ways, nothing lies on a part that is filled. */
const PLAIN = [...EVERYWHERE, ['warm', 4.5], ['good', 4.5]] as const;

describe.each([
  ...['ground', 'surface', 'raised'].map((ground) => [ground, PLAIN] as const),
  ...['sunken', 'accent-soft', 'bad-soft'].map((ground) => [ground, EVERYWHERE] as const),
])('on %s', (ground, tokens) => {
  it.each(tokens)('%s has the contrast that WCAG asks for, light and dark', (token, least) => {
    for (const [theme, colour] of coloursOf(token).entries()) {
      expect(contrast(colour, coloursOf(ground)[theme]!)).toBeGreaterThanOrEqual(least);
    }
  });
});
