import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeDepth } from '../../src/image/decodeDepth.ts';
import { decodePhoto } from '../../src/image/decodePhoto.ts';
import { resizeDepth } from '../../src/image/fitDepth.ts';
import { resizeArea } from '../../src/math/resize.ts';
import { SIDE } from './input.ts';

const SAMPLE = fileURLToPath(new URL('../../public/samples/motorcycle/', import.meta.url));

/** Writes a sample pair at the network's size, so that neither decoding nor resizing is measured. */
export async function writeInput(folder: string): Promise<void> {
  const photo = await decodePhoto(await readFile(join(SAMPLE, 'rgb.jpg')));
  const rgb = resizeArea(photo.data, photo.height, photo.width, 3, SIDE, SIDE);
  const stored = await decodeDepth(await readFile(join(SAMPLE, 'depth.png')), { near: 'bright' });
  const depth = resizeDepth(stored, SIDE, SIDE);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rgb.u8'), Uint8Array.from(rgb, Math.round));
  await writeFile(join(folder, 'depth.f32'), new Uint8Array(depth.data.buffer));
  await writeFile(join(folder, 'valid.u8'), depth.valid);
}
