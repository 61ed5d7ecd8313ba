/** Compressions that are not read, and what writes a file anew without them: the same in every language. */

/** Of HDF5, by their numbers: those that its own tools know, … */
const HDF5_BUILT_IN: Readonly<Record<number, string>> = {
  4: 'SZIP',
  5: 'N-bit',
  6: 'scale-offset',
};
/** … and those of plug-ins. */
const HDF5_PLUGINS: Readonly<Record<number, string>> = {
  307: 'bzip2',
  32001: 'Blosc',
  32004: 'LZ4',
  32008: 'bitshuffle',
  32013: 'ZFP',
  32015: 'Zstandard',
  32026: 'Blosc2',
};

/** The name of a compression of HDF5; null of an unknown one. */
export function hdf5Compression(filter: number): string | null {
  return HDF5_BUILT_IN[filter] ?? HDF5_PLUGINS[filter] ?? null;
}

/** Of TIFF, by their numbers: what the tools of its library know. */
const OF_LIBTIFF = [2, 3, 4, 6, 34676, 34677, 34925, 50001];

/** A command for a TIFF file, or lines of Python (with imagecodecs) where its own tools do not know the compression. */
export function rewriteTiff(compression: number): string {
  return OF_LIBTIFF.includes(compression)
    ? '“tiffcp -c zip old.tif new.tif”'
    : '“import tifffile; tifffile.imwrite("new.tif", tifffile.imread("old.tif"))”';
}

const REWRITE_HDF5 = '“h5repack -f GZIP=4 old.h5 new.h5”';

/** A command for a file of HDF5, or lines of Python where its own tools do not know the compression. */
export function rewriteHdf5(filter: number, array: string): string {
  return filter in HDF5_BUILT_IN
    ? REWRITE_HDF5
    : `“import h5py, hdf5plugin, numpy; numpy.save("new.npy", h5py.File("old.h5")["${array}"][:])”`;
}
