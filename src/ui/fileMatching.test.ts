import { describe, expect, it } from 'vitest';
import { lookAt, matchPair, roleOf, type FileLook } from './fileMatching.ts';

/** The start of a PNG file: signature, then a header chunk. */
function pngHead(bitDepth: number, colourType: number): Uint8Array {
  const head = new Uint8Array(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  head[24] = bitDepth;
  head[25] = colourType;
  return head;
}

/** The start of a JPEG file: a metadata segment, then a frame header. */
function jpegHead(channels: number): Uint8Array {
  const metadata = [0xff, 0xe1, 0, 6, 1, 2, 3, 4];
  const table = [0xff, 0xc4, 0, 4, 9, 9];
  const frame = [0xff, 0xc2, 0, 11, 8, 0, 4, 0, 4, channels, 1, 0x11, 0];
  return Uint8Array.from([0xff, 0xd8, ...metadata, ...table, ...frame]);
}

const look = (name: string, grey: boolean | null, bitDepth: number | null): FileLook => ({
  name,
  grey,
  bitDepth,
});

describe('lookAt', () => {
  it('reads PNG headers', () => {
    expect(lookAt('a.png', pngHead(16, 0))).toEqual(look('a.png', true, 16));
    expect(lookAt('a.png', pngHead(8, 2))).toEqual(look('a.png', false, 8));
    expect(lookAt('a.png', pngHead(8, 4)).grey).toBe(true);
  });

  it('finds the frame header of a JPEG behind other segments', () => {
    expect(lookAt('a.jpg', jpegHead(3))).toEqual(look('a.jpg', false, 8));
    expect(lookAt('a.jpg', jpegHead(1)).grey).toBe(true);
  });

  it('says nothing of other or broken bytes', () => {
    expect(lookAt('a.webp', new Uint8Array(40))).toEqual(look('a.webp', null, null));
    expect(lookAt('a.png', pngHead(8, 2).slice(0, 20)).grey).toBeNull();
    expect(lookAt('a.jpg', jpegHead(3).slice(0, 12)).grey).toBeNull();
    expect(lookAt('a.jpg', new Uint8Array()).grey).toBeNull();
  });
});

describe('matchPair', () => {
  it.each([
    ['16 bits', look('b.png', true, 16), look('a.png', false, 8)],
    ['grey', look('b.jpg', true, 8), look('a.jpg', false, 8)],
    ['the name', look('scene-depth.png', false, 8), look('scene.png', false, 8)],
    ['disp', look('disp0.webp', null, null), look('im0.webp', null, null)],
    ['the other name', look('7_b.png', false, 8), look('7_rgb.png', false, 8)],
  ])('knows the depth map by %s, in either order', (_, depth, photo) => {
    expect(matchPair([photo, depth])).toEqual({ photo: 0, depth: 1 });
    expect(matchPair([depth, photo])).toEqual({ photo: 1, depth: 0 });
  });

  it('keeps the order of two alike', () => {
    expect(matchPair([look('a.png', false, 8), look('b.png', false, 8)]).photo).toBe(0);
  });
});

describe('roleOf', () => {
  it('takes a file for a photo unless it looks like depth', () => {
    expect(roleOf(look('holiday.webp', null, null))).toBe('photo');
    expect(roleOf(look('indepth-interview.jpg', false, 8))).toBe('photo');
    expect(roleOf(look('a.png', true, 16))).toBe('depth');
    expect(roleOf(look('0001_depth.png', false, 8))).toBe('depth');
  });
});
