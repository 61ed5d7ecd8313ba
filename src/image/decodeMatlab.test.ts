import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../math/bytes.ts';
import { decodeMatlab } from './decodeMatlab.ts';
import { readFixture } from './fixtures/read.ts';

const HEADER = new TextEncoder().encode('MATLAB 5.0 MAT-file'.padEnd(124, ' '));

/** 32-bit numbers, the highest byte first or last. */
function words(numbers: readonly number[], littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => view.setInt32(4 * i, number, littleEndian));
  return bytes;
}

/** A matrix called D, of bytes unless it is said otherwise, that claims so many bytes of numbers. */
function matrix(height: number, width: number, data: Uint8Array, le = true, claimed = data.length) {
  const padded = new Uint8Array(8 * Math.ceil(data.length / 8));
  padded.set(data);
  const name = words([1, 1], le);
  const text = Uint8Array.of('D'.charCodeAt(0), 0, 0, 0, 0, 0, 0, 0);
  const head = words([6, 8, 9, 0, 5, 8, height, width], le);
  const numbers = words([2, claimed], le);
  const length = head.length + name.length + text.length + numbers.length + claimed;
  return joinBytes([words([14, length], le), head, name, text, numbers, padded]);
}

function file(order: 'IM' | 'MI', ...elements: readonly Uint8Array[]): Uint8Array {
  const version = order === 'IM' ? [0, 1] : [1, 0];
  const ending = Uint8Array.of(...version, ...new TextEncoder().encode(order));
  return joinBytes([HEADER, ending, ...elements]);
}

function packed(element: Uint8Array): Uint8Array {
  const data = zlibSync(element);
  return joinBytes([words([15, data.length], true), data]);
}

describe('decodeMatlab', () => {
  it('reads columns one after another, the highest byte first', () => {
    const bytes = file('MI', matrix(2, 3, Uint8Array.of(1, 4, 2, 5, 3, 6), false));
    const pixels = decodeMatlab(bytes, 'd', 'depth');
    expect(pixels).toMatchObject({ height: 2, width: 3, channels: 1, bitDepth: 8 });
    expect([...pixels.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('names the arrays where not one alone is what is wanted', () => {
    expect(() => decodeMatlab(readFixture('scipy-two.mat'), 'd.mat', 'depth')).toThrow(
      'd.mat holds the arrays left, right, of which not exactly one is a depth map: save the right one by itself.',
    );
  });

  it('refuses a variable that unpacks to more than its picture', () => {
    const bomb = matrix(5, 7, new Uint8Array(5_000_000));
    expect(() => decodeMatlab(file('IM', packed(bomb)), 'd', 'depth')).toThrow(
      'more data than declared',
    );
  });

  it('refuses a picture that is too large before it unpacks it', () => {
    const bomb = matrix(60_000, 60_000, new Uint8Array(3_000_000));
    expect(() => decodeMatlab(file('IM', packed(bomb)), 'd', 'depth')).toThrow(
      '60000×60000 pixels, more than',
    );
  });

  it('refuses lengths that no packed data can have, and thousands of variables', () => {
    const liar = matrix(5000, 5000, new Uint8Array(8), true, 25_000_000);
    expect(() => decodeMatlab(file('IM', packed(liar)), 'd', 'depth')).toThrow('impossible');
    const one = packed(matrix(1, 1, Uint8Array.of(1)));
    const many = file('IM', ...Array.from({ length: 1001 }, () => one));
    expect(() => decodeMatlab(many, 'd', 'depth')).toThrow('more than 1000 variables');
  });
});
