import { describe, expect, it } from 'vitest';
import { nameReader } from './zipNames.ts';

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')])),
  );

/** ソフト.jpg and 表.jpg in Shift-JIS: the second byte of a letter is a backslash elsewhere. */
const JAPANESE = [
  bytes('A/RGB/', 0x83, 0x5c, 0x83, 0x74, 0x83, 0x67, '.jpg'),
  bytes('A/RGB/', 0x95, 0x5c, '.jpg'),
];
/** 照片.jpg and 深度.png in GBK. */
const CHINESE = [
  bytes('A/RGB/', 0xd5, 0xd5, 0xc6, 0xac, '.jpg'),
  bytes('A/', 0xc9, 0xee, 0xb6, 0xc8, '.png'),
];

describe('nameReader', () => {
  it('reads Shift-JIS', () => {
    const read = nameReader(JAPANESE)!;
    expect(JAPANESE.map(read)).toEqual(['A/RGB/ソフト.jpg', 'A/RGB/表.jpg']);
  });

  it('reads GBK', () => {
    const read = nameReader(CHINESE)!;
    expect(CHINESE.map(read)).toEqual(['A/RGB/照片.jpg', 'A/深度.png']);
  });

  it('leaves other letters alone', () => {
    // née.jpg as DOS wrote it.
    expect(nameReader([bytes('n', 0x82, 'e.jpg')])).toBeNull();
    expect(nameReader([])).toBeNull();
  });
});
