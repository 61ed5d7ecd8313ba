import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runHere } from './testing/runHere.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../image/fixtures/${name}`, import.meta.url));

it.each([
  ['gdal-lzma.tif', 'TIFF with LZMA compression', '“tiffcp -c zip old.tif new.tif”'],
  ['h5py-szip.h5', 'HDF5 file with SZIP compression', '“h5repack -f GZIP=4 old.h5 new.h5”'],
  ['h5py-blosc.h5', 'HDF5 file with Blosc compression', 'h5py.File("old.h5")["depth"]'],
])('%s: its compression is named, with what writes it anew', async (name, what, remedy) => {
  const out = path.join(tmpdir(), 'ucnet-unread');
  const run = () =>
    runHere('predict', '--rgb', fixture('opencv-rgb.bmp'), '--depth', fixture(name), '--out', out);
  await expect(run()).rejects.toThrow(what);
  await expect(run()).rejects.toThrow(remedy);
});
