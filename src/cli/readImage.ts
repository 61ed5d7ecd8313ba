import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { decodeLevels, decodeMap } from '../image/decodeMap.ts';
import { decodePhoto } from '../image/decodePhoto.ts';
import { decodeTruth, type Truth } from '../image/truthMask.ts';
import { DEPTH_PLACE_NAMES } from '../image/sentences.ts';
import type { DepthPlace, Photo, ScalarMap } from '../image/types.ts';
import type { DepthFile } from '../inference/prepareDepth.ts';
import type { ShareMap } from '../metrics/people.ts';
import { readBytes } from './files.ts';

/** @throws BadInput or ImageError with one sentence that names the file */
export async function readPhoto(file: string, depthIn: DepthPlace | null = null): Promise<Photo> {
  return decodePhoto(await readBytes(file), file, depthIn);
}

/** @throws BadInput or ImageError with one sentence that names the file */
export async function readMap(file: string): Promise<ScalarMap> {
  return decodeMap(await readBytes(file), file);
}

/** @throws BadInput or ImageError with one sentence that names the file */
export async function readTruthMask(file: string): Promise<Truth> {
  return decodeTruth(await readBytes(file), file);
}

/**
 * Reads a share map: its levels, as stored, are how many of some people marked the pixel.
 *
 * @throws BadInput or ImageError with one sentence that names the file
 */
export async function readShares(file: string, people: number): Promise<ShareMap> {
  const { height, width, values } = await decodeLevels(await readBytes(file), file);
  return { height, width, data: values, people };
}

/** Reads clean depth as `training/synthesise.py` writes it: levels from 1, far, to 65535, near. */
export async function readClean(file: string): Promise<ScalarMap> {
  const { height, width, values, bitDepth } = await decodeLevels(await readBytes(file), file);
  const brightest = 2 ** bitDepth - 1;
  const data = new Float32Array(values).map((level) => (level - 1) / (brightest - 1));
  return { height, width, data };
}

/** @throws BadInput or ImageError with one sentence that names the file */
export async function readDepth(
  file: string,
  depthIn: DepthPlace | null = null,
): Promise<DepthFile> {
  return { name: file, raw: await decodeDepthRaw(await readBytes(file), file, depthIn) };
}

/**
 * The depth that a photo's own file holds, where phones put it, or where it is said to be; null where there is none.
 *
 * @throws BadInput or ImageError with one sentence that names the file
 */
export async function readDepthInPhoto(
  file: string,
  { depthInFile }: Photo,
  depthIn: DepthPlace | null,
): Promise<DepthFile | null> {
  return depthIn === null && depthInFile !== 'inner' ? null : readDepth(file, depthIn);
}

/** What is to be said of a photo that looks like photo and depth in one; nothing of others. */
export function offersOf({ depthInFile: place }: Photo): string[] {
  if (place === null || place === 'inner') return [];
  return [
    `The photo looks like photo and depth in one, with depth in ${DEPTH_PLACE_NAMES[place]}: give --depth-in ${place} to have it read so.`,
  ];
}
