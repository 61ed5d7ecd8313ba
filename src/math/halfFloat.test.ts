import { describe, expect, it } from 'vitest';
import { decodeBrainHalf, decodeHalf, encodeHalf } from './halfFloat.ts';

function half(value: number): number {
  return encodeHalf([value])[0]!;
}

describe('encodeHalf', () => {
  it('gives back every binary16 number, NaN apart', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
    const isNumber = (bits: number) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0;
    const back = encodeHalf(decodeHalf(all));
    expect(all.filter((bits) => isNumber(bits) && back[bits] !== bits)).toEqual(new Uint16Array(0));
    expect(decodeHalf([half(NaN)])[0]).toBeNaN();
  });

  it('rounds to the nearest, ties to the even one', () => {
    expect(half(1 + 2 ** -11)).toBe(0x3c00);
    expect(half(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(half(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
    expect(half(2047.9)).toBe(0x6800);
    expect(half(-(2 ** -25))).toBe(0x8000);
    expect(half(2 ** -25 * 1.001)).toBe(1);
    expect(half(2 ** -40)).toBe(0);
    expect(half(2 ** -14 * (1 - 2 ** -12))).toBe(0x0400);
  });

  it('overflows to infinity from halfway past 65504', () => {
    expect(half(65519.99)).toBe(0x7bff);
    expect(half(65520)).toBe(0x7c00);
    expect(half(-1e30)).toBe(0xfc00);
    expect(half(Infinity)).toBe(0x7c00);
  });
});

describe('decodeBrainHalf', () => {
  it('is the upper half of a 32-bit float', () => {
    expect(Array.from(decodeBrainHalf([0x3f80, 0xc020, 0x0000, 0x7f80]))).toEqual([
      1,
      -2.5,
      0,
      Infinity,
    ]);
  });
});

describe('decodeHalf', () => {
  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x03ff, 1023 * 2 ** -24],
    [0x0001, 2 ** -24],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
    [0x0000, 0],
    [0x8000, -0],
  ])('reads the bits %i as %d', (bits, value) => {
    expect(decodeHalf([bits])[0]).toBe(value);
  });
});
