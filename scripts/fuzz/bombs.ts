import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zipSync, zlibSync } from 'fflate';
import { decodeDepthRaw } from '../../src/image/decodeDepth.ts';
import { decodePhoto } from '../../src/image/decodePhoto.ts';
import { chunk, manyZeros, onePixel } from '../../src/image/testing/pngFiles.ts';
import { readCheckpoint } from '../../src/weights/readCheckpoint.ts';
import {
  checkpoint,
  join,
  laughingVersion,
  little,
  overlappingZip,
  safetensors,
  text,
} from '../../src/weights/testing/hostile.ts';

/**
 * Small files that ask for much work: each is made and read in a process of its own, and must be refused in one sentence.
 *
 * usage: npm run -s fuzz:bombs
 *   prints for each the time that the refusal took and the most memory that its process ever had
 */

/** A TIFF file of one picture whose blocks are not there or inflate to more than they say. */
function tiff(side: number, compression: number, rows: number, strip: Uint8Array): Uint8Array {
  const tags: [number, number][] = [
    [256, side],
    [257, side],
    [258, 8],
    [259, compression],
    [262, 1],
    [273, 8 + 2 + 9 * 12 + 4],
    [277, 1],
    [278, rows],
    [279, strip.length],
  ];
  const entries = tags.map(([tag, value]) =>
    join(little(tag, 2), little(4, 2), little(1, 4), little(value, 4)),
  );
  const head = join(text('II'), little(42, 2), little(8, 4), little(tags.length, 2));
  return join(head, ...entries, little(0, 4), strip);
}

/** A GIF of white rows, or of a screen, that its few bytes cannot hold. */
function gif(screen: number, picture: number): Uint8Array {
  const sides = (side: number) => join(little(side, 2), little(side, 2));
  const head = join(
    text('GIF89a'),
    sides(screen),
    Uint8Array.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255),
  );
  const descriptor = join(text(','), little(0, 4), sides(picture), Uint8Array.of(0));
  return join(head, descriptor, Uint8Array.of(2, 3, 0x4c, 0x01, 0, 0), text(';'));
}

/** An archive of one array that says it is small and inflates to much. */
function npz(megabytes: number): Uint8Array {
  const archive = zipSync({ 'depth.npy': new Uint8Array(megabytes * 2 ** 20) });
  const view = new DataView(archive.buffer);
  const claimed = 1000;
  view.setUint32(22, claimed, true);
  for (let at = 0; at + 4 < archive.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, claimed, true);
  }
  return archive;
}

/** An archive of one array that says truly how large it is. */
function honestNpz(): Uint8Array {
  const head = `{'descr': '<f8', 'fortran_order': False, 'shape': (20000, 26843), }`.padEnd(118);
  const start = join(Uint8Array.of(0x93), text('NUMPY\x01\0v\0'), text(head));
  const packed = zlibSync(start, { level: 0 });
  // Behind the array's head, without the checksum, as many zeros; its last block is made one that goes on.
  const body = join(packed.subarray(2, -4), manyZeros(4096).subarray(2));
  body[0] = 0;
  const name = text('depth.npy');
  const sizes = join(little(0, 4), little(body.length, 4), little(0xffffffff, 4));
  const entry = join(little(0, 4), little(8, 2), little(0, 4), sizes, little(name.length, 2));
  const local = join(text('PK\x03\x04'), little(20, 2), entry.subarray(2), little(0, 2), name);
  return join(local, body, text('PK\x05\x06'), little(0, 18));
}

/** A MAT-file of one variable of 5 × 7 numbers, as it says, with much behind them. */
function matlab(megabytes: number): Uint8Array {
  const words = (...numbers: number[]) => join(...numbers.map((number) => little(number, 4)));
  const numbers = megabytes * 2 ** 20;
  const head = words(6, 8, 9, 0, 5, 8, 5, 7, 0x10001, 68, 2, numbers);
  const start = zlibSync(join(words(14, head.length + numbers), head), { level: 0 });
  const packed = join(start.subarray(0, -4), manyZeros(megabytes).subarray(2));
  packed[2] = 0;
  const header = join(text('MATLAB 5.0 MAT-file'.padEnd(124, ' ')), little(256, 2), text('IM'));
  return join(header, words(15, packed.length), packed);
}

/** An HDF5 file, written by h5py, whose first chunk inflates to much. */
function hdf5(megabytes: number): Uint8Array {
  const path = new URL('../../src/image/fixtures/h5py-chunks.h5', import.meta.url);
  const file = new Uint8Array(readFileSync(path));
  const bomb = manyZeros(megabytes);
  const out = join(file, bomb);
  const view = new DataView(out.buffer);
  // The first entry of the tree of chunks: bytes, filters, three offsets, address.
  const entry = String.fromCharCode(...file).indexOf('TREE\x01') + 24;
  view.setUint32(entry, bomb.length, true);
  view.setBigUint64(entry + 32, BigInt(file.length), true);
  return out;
}

/** A picture with a profile that inflates to much. */
function profileBomb(megabytes: number): Uint8Array {
  const png = onePixel(zlibSync(new Uint8Array(4)));
  const profile = chunk('iCCP', join(text('p\0\0'), manyZeros(megabytes)));
  return join(png.subarray(0, 33), profile, png.subarray(33));
}

const nest = '['.repeat(100_000) + ']'.repeat(100_000);
const millions = new Uint8Array(20_000_000).fill('}'.charCodeAt(0));

type Read = (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>;
const asPhoto: Read = (bytes) => decodePhoto(bytes, 'It');
const asDepth: Read = (bytes) => decodeDepthRaw(bytes, 'It');
const asCheckpoint: Read = (bytes) => readCheckpoint(bytes.buffer);

/** By name: what makes the file, and what reads it. */
const BOMBS: Readonly<Record<string, readonly [() => Uint8Array | ArrayBuffer, Read]>> = {
  'PNG of one pixel that inflates to 4 GB': [() => onePixel(manyZeros(4096)), asPhoto],
  'PNG whose profile inflates to 1 GB (opens)': [() => profileBomb(1024), asPhoto],
  'TIFF whose strip inflates to 1 GB': [() => tiff(100, 8, 100, manyZeros(1024)), asPhoto],
  'TIFF of 67 million strips': [() => tiff(8000, 1, 1, new Uint8Array(4)), asPhoto],
  'GIF of 30 bytes and 64 million white pixels': [() => gif(8000, 8000), asPhoto],
  'GIF of one pixel on a screen of 64 million': [() => gif(8000, 1), asPhoto],
  'NumPy archive that says 1 kB and inflates to 256 MB': [() => npz(256), asDepth],
  'NumPy archive that inflates to 4 GB, as it says': [honestNpz, asDepth],
  'MATLAB file whose variable inflates to 1 GB': [() => matlab(1024), asDepth],
  'HDF5 file whose chunk inflates to 1 GB': [() => hdf5(1024), asDepth],
  'checkpoint whose version is a nest of shared lists': [laughingVersion, asCheckpoint],
  'checkpoint of 20 million objects': [() => checkpoint(millions), asCheckpoint],
  'checkpoint whose archive names one body 4000 times': [overlappingZip, asCheckpoint],
  'safetensors header nested 100,000 deep': [
    () => safetensors(`{"a":{"dtype":${nest},"shape":[1],"data_offsets":[0,4]}}`),
    asCheckpoint,
  ],
  'safetensors of a name of 14 MB': [
    () => safetensors(`{"${'n'.repeat(14_000_000)}":{"dtype":"F99"}}`),
    asCheckpoint,
  ],
};

async function explode(name: string): Promise<void> {
  const [make, read] = BOMBS[name]!;
  const bytes = new Uint8Array(make());
  const start = performance.now();
  let sentence = '';
  try {
    await read(bytes);
  } catch (error) {
    sentence = error instanceof Error ? error.message : String(error);
  }
  const milliseconds = Math.round(performance.now() - start);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ name, milliseconds, megabytes, sentence: sentence.slice(0, 100) }));
}

const [wanted] = process.argv.slice(2);
if (wanted === undefined) {
  for (const name of Object.keys(BOMBS)) {
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), name];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    process.stdout.write(status === 0 ? stdout : `${name}: ended with ${status}\n`);
  }
} else if (wanted === 'all') {
  for (const name of Object.keys(BOMBS)) await explode(name);
} else {
  await explode(wanted);
}
