import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodeMap } from './decodeMap.ts';
import { encodeGrey16Png, encodeGreyPng, encodeRgbaPng } from './encodePng.ts';

function map(height: number, width: number, values: number[]) {
  return { height, width, data: Float32Array.from(values) };
}

describe('encodeGreyPng', () => {
  it('writes 255 for 1 and clips', () => {
    const png = decode(encodeGreyPng(map(2, 3, [0, 1, 0.5, -3, 7, 0.2])));
    expect(png).toMatchObject({ height: 2, width: 3, channels: 1, depth: 8 });
    expect([...png.data]).toEqual([0, 255, 128, 0, 255, 51]);
  });

  it('writes 0 for NaN', () => {
    expect([...decode(encodeGreyPng(map(1, 1, [NaN]))).data]).toEqual([0]);
  });
});

describe('encodeGrey16Png', () => {
  it('keeps every 16-bit level', async () => {
    const levels = Array.from({ length: 65536 }, (_, i) => i);
    const file = encodeGrey16Png(
      map(
        256,
        256,
        levels.map((level) => level / 65535),
      ),
    );
    const png = decode(file);
    expect(png).toMatchObject({ height: 256, width: 256, channels: 1, depth: 16 });
    expect([...png.data]).toEqual(levels);
    expect((await decodeMap(file)).data[13107]).toBe(Math.fround(0.2));
  });
});

describe('encodeRgbaPng', () => {
  it('writes the picture as it is', () => {
    const data = Uint8Array.from({ length: 5 * 7 * 4 }, (_, i) => (i * 37) % 256);
    const png = decode(encodeRgbaPng({ height: 5, width: 7, data }));
    expect(png).toMatchObject({ height: 5, width: 7, channels: 4, depth: 8 });
    expect([...png.data]).toEqual([...data]);
  });

  it('hands out no more than the file itself', () => {
    const file = encodeRgbaPng({ height: 1, width: 1, data: Uint8Array.of(1, 2, 3, 4) });
    expect(file.buffer.byteLength).toBe(file.length);
    expect(String.fromCharCode(...file.subarray(-8, -4))).toBe('IEND');
  });

  it('refuses data of the wrong length', () => {
    expect(() => encodeRgbaPng({ height: 2, width: 2, data: new Uint8Array(15) })).toThrow(
      RangeError,
    );
  });
});
