import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { valueOf } from './depthValues.ts';
import { HEIGHT, ramp, readFixture, WIDTH } from './fixtures/read.ts';
import { ImageError } from './imageError.ts';

describe('several frames of depth in one file', () => {
  it.each([
    ['numpy-stack.npy', 3],
    ['numpy-stack.npz', 4],
    ['scipy-stack-first.mat', 3],
    ['scipy-stack-last.mat', 4],
    ['tifffile-stack.tif', 4],
    ['tifffile-stack-grey.tif', 3],
  ])('%s of 16 bits: the first is used, and that is told', async (name, count) => {
    const raw = await decodeDepthRaw(readFixture(name));
    expect(raw).toMatchObject({ height: HEIGHT, width: WIDTH, bitDepth: 16, colour: 'grey' });
    expect([...raw.values]).toEqual(ramp(65535).map((value) => value * 139));
    expect([raw.missing, raw.warning]).toEqual([null, null]);
    expect(raw.notes.map(inEnglish)).toContain(
      `It holds ${count} pictures, of which the first is used.`,
    );
  });

  it.each([
    ['numpy-stack-float.npy', 3],
    ['tifffile-stack-float.tif', 4],
  ])('%s of floats: likewise', async (name, count) => {
    const raw = await decodeDepthRaw(readFixture(name));
    expect([raw.colour, raw.warning]).toEqual(['grey', null]);
    ramp(255).forEach((value, i) => {
      if (value === 0) expect(raw.missing![i]).toBe(1);
      else expect(valueOf(raw, raw.values[i]!)).toBeCloseTo(value / 8, 3);
    });
    expect(raw.notes.map(inEnglish)).toContain(
      `It holds ${count} pictures, of which the first is used.`,
    );
  });

  it('one picture three times is that picture', async () => {
    const raw = await decodeDepthRaw(readFixture('numpy-same.npy'));
    expect([...raw.values]).toEqual(ramp(65535).map((value) => value * 139));
    expect(raw.notes).toEqual([]);
  });
});

/** A header and zeros, as NumPy saves them. */
function numpyFile(element: string, shape: string, bytes: Uint8Array): Uint8Array {
  const text = `{'descr': '${element}', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(118);
  const head = Uint8Array.from(`\x93NUMPY\x01\0v\0${text}`, (letter) => letter.charCodeAt(0));
  const file = new Uint8Array(head.length + bytes.length);
  file.set(head);
  file.set(bytes, head.length);
  return file;
}

describe('depth whose numbers are negative', () => {
  it.each([
    ['opencv-negative.pfm', '(1.5%): 0'],
    ['opencv-negative.tif', '(1.5%): 100'],
  ])('%s is read without its sign, small as near', async (name, holes) => {
    const raw = await decodeDepthRaw(readFixture(name));
    ramp(255).forEach((value, i) => {
      expect(raw.missing![i]).toBe(Number(value === 0));
      if (value !== 0) expect(valueOf(raw, raw.values[i]!)).toBeCloseTo(value / 8, 3);
    });
    expect(raw.saidNear).toEqual({ near: 'dark', by: 'sign' });
    expect(raw.notes.map(inEnglish)).toEqual([
      'All its numbers are negative, and are read without their sign.',
      `Pixels without a reading, by value ${holes}.`,
      'Negative numbers are distances along the camera’s axis: those close to 0 are near.',
    ]);
  });

  it('so are whole numbers', async () => {
    const raw = await decodeDepthRaw(readFixture('tifffile-negative.tif'));
    expect(valueOf(raw, Math.max(...raw.values))).toBeCloseTo(64 * 25, 2);
  });

  it('a name that says disparity holds against the sign', async () => {
    const raw = await decodeDepthRaw(readFixture('opencv-negative.pfm'), 'a_disparity.pfm');
    expect(raw.saidNear).toEqual({ near: 'bright', by: 'name' });
  });

  it('one negative number all over is no reading', async () => {
    const bytes = new Uint8Array(new Float32Array(60).fill(-1).buffer);
    await expect(decodeDepthRaw(numpyFile('<f4', '6, 10', bytes))).rejects.toThrow(ImageError);
  });
});
