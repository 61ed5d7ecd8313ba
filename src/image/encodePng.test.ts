import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodeMap } from './decodeMap.ts';
import { decodePhoto } from './decodePhoto.ts';
import { encodeGrey16Png, encodeGreyPng, encodeRgbaPng, encodeRgbPng } from './encodePng.ts';

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

describe('encodeRgbPng, encodeRgbaPng', () => {
  it('come back as they were', async () => {
    const data = Uint8Array.from({ length: 5 * 7 * 3 }, (_, i) => (i * 37) % 256);
    const file = encodeRgbPng({ height: 5, width: 7, data });
    expect(await decodePhoto(file)).toEqual({ height: 5, width: 7, data });
    const rgba = Uint8Array.from({ length: 5 * 7 * 4 }, (_, i) => (i * 37) % 256);
    const png = decode(encodeRgbaPng({ height: 5, width: 7, data: rgba }));
    expect(png).toMatchObject({ height: 5, width: 7, channels: 4, depth: 8 });
    expect([...png.data]).toEqual([...rgba]);
  });

  it('hand out no more than the file itself', () => {
    const file = encodeRgbPng({ height: 1, width: 1, data: Uint8Array.of(1, 2, 3) });
    expect(file.buffer.byteLength).toBe(file.length);
    expect(String.fromCharCode(...file.subarray(-8, -4))).toBe('IEND');
  });

  it('refuse data of the wrong length', () => {
    expect(() => encodeRgbPng({ height: 2, width: 2, data: new Uint8Array(11) })).toThrow(
      RangeError,
    );
  });
});
