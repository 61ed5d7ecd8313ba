import { describe, expect, it } from 'vitest';
import {
  endsOf,
  formatReading,
  moveEnd,
  placeInMap,
  readingAt,
  readingsMap,
  stepOf,
} from './readings.ts';

const picture = {
  ...{ height: 2, width: 2 },
  values: Float32Array.of(500, 0, 1000, 65535),
  holes: Uint8Array.of(0, 1, 0, 2),
};

describe('the inspected readings', () => {
  it('are painted with near as high, whichever end that is', () => {
    const bright = readingsMap(picture, 'bright', [500, 1000]);
    expect(bright).toMatchObject({ map: { data: picture.values }, range: [500, 1000] });
    expect([...bright.valid]).toEqual([1, 0, 1, 0]);
    const dark = readingsMap(picture, 'dark', [500, 1000]);
    expect([dark.map.data[0], dark.map.data[2], dark.range]).toEqual([-500, -1000, [-1000, -500]]);
  });

  it('are told at a point, or why there is none', () => {
    expect(readingAt(picture, { x: 0.2, y: 0.2 })).toBe(500);
    expect(readingAt(picture, { x: 0.9, y: 0 })).toBe('zero');
    expect(readingAt(picture, { x: 1, y: 1 })).toBe('highest');
  });

  it('have the ends that were found until others are chosen', () => {
    expect(endsOf({ low: 1, high: 9 }, null)).toEqual([1, 9]);
    expect(endsOf({ low: 1, high: 9 }, [7, 3])).toEqual([3, 7]);
  });

  it('have ends that do not meet', () => {
    expect(moveEnd([10, 20], 'low', 15, 1)).toEqual([15, 20]);
    expect(moveEnd([10, 20], 'low', 25, 1)).toEqual([19, 20]);
    expect(moveEnd([10, 20], 'high', 5, 1)).toEqual([10, 11]);
  });

  it('are stepped through by whole numbers where they are whole', () => {
    expect(stepOf({ minimum: 0, maximum: 255, whole: true })).toBe(1);
    expect(stepOf({ minimum: 0, maximum: 5000, whole: true })).toBe(10);
    expect(stepOf({ minimum: 0, maximum: 5, whole: false })).toBe(0.01);
  });

  it('have as many digits as can be told apart', () => {
    expect(formatReading(1234, { whole: true, high: 5000 })).toBe('1234');
    expect(formatReading(1.23456, { whole: false, high: 5 })).toBe('1.235');
    expect(formatReading(123.456, { whole: false, high: 500 })).toBe('123.46');
    expect(formatReading(1234.56, { whole: false, high: 5000 })).toBe('1235');
  });
});

describe('a point of the photo', () => {
  const photo = { height: 100, width: 100 };
  it('is where it is in a map that is stretched', () => {
    const point = { x: 0.1, y: 0.7 };
    expect(placeInMap(point, { height: 100, width: 300 }, photo, 'stretch')).toBe(point);
  });

  it('is within what is left of a map that is cropped', () => {
    const wide = { height: 100, width: 200 };
    expect(placeInMap({ x: 0, y: 0.3 }, wide, photo, 'crop')).toEqual({ x: 0.25, y: 0.3 });
    const high = { height: 200, width: 100 };
    expect(placeInMap({ x: 0.3, y: 1 }, high, photo, 'crop')).toEqual({ x: 0.3, y: 0.75 });
  });
});
