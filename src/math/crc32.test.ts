import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

describe('crc32', () => {
  it('gives the check value of its definition', () =>
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926));

  it('is 0 for nothing', () => expect(crc32(new Uint8Array(0))).toBe(0));

  it('agrees with zlib at every length and start', () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, index) => (index * 167 + 13) & 0xff);
    for (let start = 0; start < 9; start++) {
      for (let end = start; end <= bytes.length; end++) {
        const part = bytes.subarray(start, end);
        expect(crc32(part)).toBe(zlibCrc32(part));
      }
    }
  });
});
