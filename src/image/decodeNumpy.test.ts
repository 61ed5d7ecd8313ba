import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { joinBytes } from '../math/bytes.ts';
import { decodeNumpy } from './decodeNumpy.ts';
import { ImageError } from './imageError.ts';

/** An array of zeros of 64 bits that says it has another shape. */
function array(shape: string, bytes: number): Uint8Array {
  const head = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(118);
  const start = Uint8Array.of(0x93, 78, 85, 77, 80, 89, 1, 0, 118, 0);
  return joinBytes([start, new TextEncoder().encode(head), new Uint8Array(bytes)]);
}

function refusalOf(files: Record<string, Uint8Array>): string {
  try {
    decodeNumpy(zipSync(files, { level: 1 }), 'd.npz', 'depth');
  } catch (error) {
    return error instanceof ImageError ? inEnglish(error.told) : String(error);
  }
  return '';
}

describe('an archive of NumPy arrays', () => {
  it('that would unpack to more than any picture is refused by what it declares', () => {
    expect(refusalOf({ 'depth.npy': array('60000, 60000', 100_000) })).toBe(
      'd.npz unpacks to more than the 268 MB that fit: save the right array by itself.',
    );
  });

  it('that holds more than it declares is refused', () => {
    expect(refusalOf({ 'depth.npy': array('100, 100', 200_000) })).toContain('more than declared');
  });

  it('whose arrays are none of them depth alone is refused by their names', () => {
    const picture = array('9, 9', 8 * 81);
    expect(refusalOf({ 'a.npy': picture, 'b.npy': picture })).toContain(
      'd.npz holds the arrays a, b, of which not exactly one is a depth map',
    );
  });
});
