import { describe, expect, it } from 'vitest';
import { lookAt, looksLikeDepth, matchRoles, type FileLook } from './fileLook.ts';

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

  it('does not mind fill bytes before a JPEG’s markers', () => {
    const head = jpegHead(1);
    const filled = Uint8Array.of(...head.subarray(0, 2), 0xff, 0xff, ...head.subarray(2));
    expect(lookAt('a.jpg', filled)).toEqual(look('a.jpg', true, 8));
  });

  it('says nothing of other or broken bytes', () => {
    expect(lookAt('a.webp', new Uint8Array(40))).toEqual(look('a.webp', null, null));
    expect(lookAt('a.png', pngHead(8, 2).slice(0, 20)).grey).toBeNull();
    expect(lookAt('a.jpg', jpegHead(3).slice(0, 12)).grey).toBeNull();
    expect(lookAt('a.jpg', new Uint8Array()).grey).toBeNull();
  });
});

describe('looksLikeDepth', () => {
  it.each([
    [true, look('a.png', true, 16)],
    [true, look('0001_depth.png', true, 8)],
    [true, look('depth_coloured.png', false, 8)],
    [true, look('a.npy', null, null)],
    [false, look('a.png', true, 8)],
    [false, look('a.png', false, 16)],
    [true, look('IMG_1.png', true, 16)],
    [false, look('a.tif', null, null)],
    [false, look('portrait_depth.jpg', false, 8)],
    [false, look('portrait_depth.heic', null, null)],
  ])('%s of %o', (expected, file) => expect(looksLikeDepth(file)).toBe(expected));
});

describe('matchRoles', () => {
  it.each([
    ['16 bits', look('b.png', true, 16), look('a.png', false, 8)],
    ['grey', look('b.jpg', true, 8), look('a.jpg', false, 8)],
    ['the name', look('scene-depth.png', false, 8), look('scene.png', false, 8)],
    ['disp', look('disp0.webp', null, null), look('im0.webp', null, null)],
    ['the other name', look('7_b.png', false, 8), look('7_rgb.png', false, 8)],
  ])('knows the depth map by %s, in either order', (_, depth, photo) => {
    expect(matchRoles([photo, depth])).toEqual({ photo: 0, depth: 1 });
    expect(matchRoles([depth, photo])).toEqual({ photo: 1, depth: 0 });
  });

  it('keeps the order of two alike, and of three', () => {
    const files = ['a.png', 'b.png', 'c.png'].map((name) => look(name, false, 8));
    expect(matchRoles(files.slice(0, 2))).toEqual({ photo: 0, depth: 1 });
    expect(matchRoles(files)).toEqual({ photo: 0, depth: 1, truth: 2 });
  });

  it.each([
    ['the name', look('x_gt.png', true, 8), look('x_depth.png', true, 8)],
    ['one bit', look('3.png', true, 1), look('2.png', true, 8)],
    ['being grey beside 16 bits', look('3.png', true, 8), look('2.png', true, 16)],
  ])('knows the ground truth among three by %s, in any order', (_, truth, depth) => {
    const photo = look('1.jpg', false, 8);
    expect(matchRoles([truth, depth, photo])).toEqual({ photo: 2, depth: 1, truth: 0 });
    expect(matchRoles([photo, truth, depth])).toEqual({ photo: 0, depth: 2, truth: 1 });
  });

  it('takes no second ground truth for a depth map', () => {
    const files = [look('a.jpg', false, 8), look('a_mask.png', true, 8), look('a_gt.png', true, 8)];
    expect(matchRoles(files)).toEqual({ photo: 0, truth: 2 });
  });

  it('takes one of two for a ground truth only if that is plain', () => {
    const photo = look('x.jpg', false, 8);
    expect(matchRoles([look('x_mask.png', true, 8), photo])).toEqual({ photo: 1, truth: 0 });
    expect(matchRoles([look('gt.png', true, 8), look('d.png', true, 16)])).toEqual({
      depth: 1,
      truth: 0,
    });
    expect(matchRoles([photo, look('x.png', true, 8)])).toEqual({ photo: 0, depth: 1 });
  });

  it.each([
    ['photo', look('holiday.webp', null, null)],
    ['photo', look('indepth-interview.jpg', false, 8)],
    ['photo', look('masked-ball.jpg', false, 8)],
    ['depth', look('a.png', true, 16)],
    ['depth', look('0001_depth.png', false, 8)],
    ['truth', look('0001_GT.png', true, 8)],
    ['truth', look('ground_truth.png', true, 8)],
    ['truth', look('3.png', true, 1)],
    ['photo', look('photo.png', true, 1)],
  ])('takes a single file for a %s: %o', (role, file) => {
    expect(matchRoles([file])).toEqual({ [role]: 0 });
  });
});
