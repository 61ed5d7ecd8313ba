import { describe, expect, it } from 'vitest';
import { hasText, joinBytes, textAt, viewOf } from './bytes.ts';

const BYTES = Uint8Array.of(9, 9, 0x89, 0x50, 0x4e, 0x47, 9).subarray(2, 6);

describe('bytes', () => {
  it('viewOf begins and ends where the bytes do', () => {
    expect(viewOf(BYTES).getUint16(0)).toBe(0x8950);
    expect(viewOf(BYTES).byteLength).toBe(4);
  });

  it('textAt has a letter for each byte that is there', () => {
    expect(textAt(BYTES, 0, 2)).toBe('\x89P');
    expect(textAt(BYTES, 3, 5)).toBe('G');
  });

  it('hasText compares every letter, and nothing stands behind the end', () => {
    expect(hasText(BYTES, 1, 'PNG')).toBe(true);
    expect(hasText(BYTES, 1, 'PNX')).toBe(false);
    expect(hasText(BYTES, 1, 'PNG\x09')).toBe(false);
  });

  it('joinBytes keeps the order, empty parts included', () => {
    expect([...joinBytes([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])]).toEqual([
      1, 2, 3,
    ]);
    expect(joinBytes([])).toHaveLength(0);
  });
});
