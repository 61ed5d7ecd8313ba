import { describe, expect, it } from 'vitest';
import { hasText } from '../math/bytes.ts';
import { decodeHdf5 } from './decodeHdf5.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodeMatlab4 } from './decodeMatlab4.ts';
import { findForeignFormat } from './foreignFormats.ts';
import { ramp, readFixture } from './fixtures/read.ts';

/** A copy of a file of chunks, and where 32-bit numbers first stand in it one behind the other. */
function opened(...numbers: readonly number[]) {
  const bytes = readFixture('h5py-chunks.h5').slice();
  const view = new DataView(bytes.buffer);
  const at = bytes.findIndex(
    (_, place) =>
      place + 4 * numbers.length <= bytes.length &&
      numbers.every((number, i) => view.getUint32(place + 4 * i, true) === number),
  );
  return { bytes, view, at };
}

/** … and where its list of chunks stands, its first entry and the bytes of one. */
function chunks() {
  const { bytes, view } = opened();
  const at = bytes.findIndex((_, place) => hasText(bytes, place, 'TREE\x01'));
  return { bytes, view, at, entry: at + 24, step: 24 + 8 * 2 };
}

const read = (bytes: Uint8Array) => decodeHdf5(bytes, 'd.h5', 'depth');

describe('decodeHdf5', () => {
  it.each([
    ['h5py-latest-index.h5', 'list of chunks', 'save the right array by itself with gzip'],
    ['h5py-szip.h5', 'SZIP', 'write it anew, as by “h5repack -f GZIP=4 old.h5 new.h5”.'],
    [
      'h5py-blosc.h5',
      'Blosc',
      'write it anew, as by “import h5py, hdf5plugin, numpy; numpy.save("new.npy", h5py.File("old.h5")["depth"][:])”.',
    ],
  ])('%s is refused for %s, with what to do', (name, why, remedy) => {
    expect(() => read(readFixture(name))).toThrow(
      new RegExp(`^d.h5 is an HDF5 file with [a-z ]*${why}.*, which cannot be read here: `),
    );
    expect(() => read(readFixture(name))).toThrow(remedy);
  });

  it('what fills a depth map where nothing was written is no reading', async () => {
    const raw = await decodeDepthRaw(readFixture('h5py-fill.h5'));
    const isFilled = (i: number) => i % 13 >= 8;
    expect([...raw.missing!]).toEqual(
      ramp(255).map((value, i) => Number(value === 0 || isFilled(i))),
    );
    const mask = decodeHdf5(readFixture('h5py-fill.h5'), 'd.h5', 'truth');
    expect([...mask.data]).toEqual(ramp(255).map((value, i) => (isFilled(i) ? -7 : value)));
  });

  it.each(['h5py-fill-latest.h5', 'h5py-fill-attribute.h5'])(
    '%s: so is a number that the file calls so',
    async (name) => {
      const raw = await decodeDepthRaw(readFixture(name));
      expect([...raw.missing!]).toEqual(ramp(255).map((value) => Number(value < 3)));
    },
  );

  it('references of LZF that lead nowhere are refused', () => {
    const bytes = readFixture('h5py-lzf.h5').slice();
    const chunk = new DataView(bytes.buffer);
    const tree = bytes.findIndex((_, place) => hasText(bytes, place, 'TREE\x01'));
    const at = Number(chunk.getBigUint64(tree + 24 + 32, true));
    bytes.set([255, 255, 255], at);
    expect(() => read(bytes)).toThrow('leads nowhere');
  });

  it('passes over links by a name, which have no address', () => {
    const bytes = readFixture('h5py-scene.h5').slice();
    const view = new DataView(bytes.buffer);
    const entries = bytes.findIndex((_, place) => hasText(bytes, place, 'SNOD')) + 8;
    view.setBigInt64(entries + 40 + 8, -1n, true);
    expect(() => read(bytes)).toThrow(RangeError);
    view.setUint32(entries + 40 + 16, 2, true);
    expect(read(bytes)).toMatchObject({ bitDepth: 32, height: 5, width: 13 });
  });

  it('follows no tree that leads to itself', () => {
    const { bytes, at, view, entry, step } = chunks();
    view.setUint8(at + 5, 1);
    view.setBigUint64(entry + step - 8, BigInt(at), true);
    expect(() => read(bytes)).toThrow('leads nowhere');
  });

  it('takes no more chunks than fit, and none outside', () => {
    const many = chunks();
    many.view.setUint16(many.at + 6, 60_000, true);
    expect(() => read(many.bytes)).toThrow(RangeError);
    const outside = chunks();
    outside.view.setBigUint64(outside.entry + 8, 400n, true);
    expect(() => read(outside.bytes)).toThrow('outside');
  });

  it('refuses a picture that is too large, and chunks that are, before they are unpacked', () => {
    const shape = opened(5, 0, 13, 0);
    shape.view.setUint32(shape.at, 60_000, true);
    shape.view.setUint32(shape.at + 8, 60_000, true);
    expect(() => read(shape.bytes)).toThrow('60000×60000 pixels, more than');
    const chunk = opened(2, 4, 2);
    chunk.view.setUint32(chunk.at, 60_000, true);
    chunk.view.setUint32(chunk.at + 4, 60_000, true);
    expect(() => read(chunk.bytes)).toThrow('more than fits');
  });
});

describe('decodeMatlab4', () => {
  it('reads matrices whose highest bytes come first', () => {
    const pixels = decodeMatlab4(readFixture('own-4-big-endian.mat'), 'd', 'depth');
    expect([...pixels.data]).toEqual(ramp(255));
    expect(findForeignFormat(readFixture('own-4-big-endian.mat'))?.name).toBe('MATLAB');
  });

  it('is known by a first matrix that makes sense, and by nothing else', () => {
    const file = readFixture('scipy-4-double.mat');
    expect(findForeignFormat(file)?.name).toBe('MATLAB');
    expect(findForeignFormat(file.slice(0, -1))).toBeNull();
    expect(findForeignFormat(new Uint8Array(400))).toBeNull();
    const unnamed = file.slice();
    unnamed[20] = '('.charCodeAt(0);
    expect(findForeignFormat(unnamed)).toBeNull();
  });

  it('refuses thousands of matrices', () => {
    const one = Uint8Array.of(50, 0, 0, 0, ...new Array<number>(12).fill(0), 2, 0, 0, 0, 65, 0);
    const many = new Uint8Array(one.length * 1001);
    for (let i = 0; i < 1001; i++) many.set(one, one.length * i);
    expect(() => decodeMatlab4(many, 'd', 'depth')).toThrow('more than 1000 variables');
  });
});
