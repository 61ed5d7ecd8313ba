import { describe, expect, it } from 'vitest';
import { contrast, readStyles, rgbOf } from './testing/contrast.ts';

const css = await readStyles('tokens.css');

/** The light and the dark colour of a token. */
function coloursOf(token: string) {
  const pair = new RegExp(`--${token}: light-dark\\((#[\\da-f]{6}), (#[\\da-f]{6})\\)`).exec(css);
  return pair!.slice(1).map(rgbOf);
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
