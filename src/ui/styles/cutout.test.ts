import { expect, it } from 'vitest';
import { contrast, readStyles, type Rgb, rgbOf } from './testing/contrast.ts';

const css = await readStyles('cutout.css');

const GREYS: readonly Rgb[] = [0, 64, 128, 192, 255].map((level) => [level, level, level]);

function squareOf(name: string): Rgb {
  return rgbOf(new RegExp(`--${name}: (#[\\da-f]{6});`).exec(css)![1]!);
}

/** A translucent colour over another one. */
function over(name: string, ground: Rgb): Rgb {
  const parts = new RegExp(`--${name}: rgb\\((\\d+) (\\d+) (\\d+) / (\\d+)%\\)`).exec(css)!;
  const [red, green, blue, percent] = parts.slice(1).map(Number);
  const alpha = percent! / 100;
  return [red!, green!, blue!].map((value, at) => value * alpha + ground[at]! * (1 - alpha));
}

it('shows a hole by squares that differ from one another, and one of them from any thing', () => {
  const squares = [squareOf('light-square'), squareOf('dark-square')] as const;
  expect(contrast(...squares)).toBeGreaterThanOrEqual(3);
  for (const grey of GREYS) {
    const found = squares.map((square) => contrast(square, grey));
    expect(Math.max(...found)).toBeGreaterThanOrEqual(1.7);
  }
});

it('shows what is left out of a photo in colour and under stripes, be it light or dark', () => {
  for (const grey of GREYS) {
    const ground = over('between', grey);
    expect(Math.max(...ground) - Math.min(...ground)).toBeGreaterThanOrEqual(80);
    expect(contrast(over('stripe', grey), ground)).toBeGreaterThanOrEqual(3);
  }
});
