import { describe, expect, it } from 'vitest';
import { assertSameSize, toBytes, toMask, toUnitFloats } from './metricInput.ts';

const floats = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});
const bytes = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Uint8Array.from(values),
});

describe('toBytes', () => {
  it('rounds floats as a saved 8-bit image does, halves upwards', () => {
    expect([...toBytes(floats(0, 1, 0.5, 100.4 / 255, 100.6 / 255), 'map')]).toEqual([
      0, 255, 128, 100, 101,
    ]);
  });

  it('clips what rounding left outside the unit interval', () => {
    expect([...toBytes(floats(-1e-6, 1.000001), 'map')]).toEqual([0, 255]);
  });

  it.each([255, -0.5, Number.NaN, Infinity])(
    'refuses the float %d and says where it is',
    (value) => {
      const image = { height: 2, width: 2, data: Float32Array.of(0, 1, 0, value) };
      expect(() => toBytes(image, 'prediction')).toThrow(
        /The prediction holds the value \S+ at row 1, column 1; floats must lie in \[0, 1\]/,
      );
    },
  );
});

describe('toUnitFloats', () => {
  it('divides bytes by 255 and clips floats', () => {
    expect([...toUnitFloats(bytes(0, 51, 255), 'map')]).toEqual([0, Math.fround(0.2), 1]);
    expect([...toUnitFloats(floats(0.25, 1.00001), 'map')]).toEqual([0.25, 1]);
  });
});

describe('toMask', () => {
  it('calls bytes above 128 foreground', () => {
    expect([...toMask(bytes(0, 127, 128, 129, 255)).data]).toEqual([0, 0, 0, 1, 1]);
  });

  it('takes floats by their 8-bit level', () => {
    expect([...toMask(floats(0, 0.5, 0.51, 1)).data]).toEqual([0, 0, 1, 1]);
  });

  it('refuses labels of 0 and 1, of 8 or 16 bits, which would all be background', () => {
    expect(() => toMask(bytes(0, 1, 1))).toThrow('multiply it by 255');
    expect(() => toMask(floats(0, 1 / 255))).toThrow('multiply it by 255');
    expect(() => toMask(floats(0, 1 / 65535))).toThrow('by 65535 in 16 bits');
  });

  it('takes zeros alone for an empty mask', () => {
    expect([...toMask(bytes(0, 0)).data]).toEqual([0, 0]);
    expect([...toMask(floats(0, 0)).data]).toEqual([0, 0]);
  });
});

describe('assertSameSize', () => {
  it('says which image is not filled', () => {
    const short = { height: 2, width: 2, data: new Uint8Array(3) };
    expect(() => assertSameSize(short, 'prediction', short, 'ground truth')).toThrow(
      'The prediction has 3 values for 2×2 pixels; give one value per pixel.',
    );
    const empty = { height: 0, width: 5, data: new Uint8Array(0) };
    expect(() => assertSameSize(empty, 'prediction', short, 'ground truth')).toThrow(
      'The prediction has size 0×5; give an image of at least one pixel.',
    );
  });
});
