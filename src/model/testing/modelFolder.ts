import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const onTrial = process.env['UCNET_MODEL_DIR'];

/** The folder of the model under test: the shipped one, or the one named by UCNET_MODEL_DIR. */
export const modelFolder = onTrial ?? 'public/models/ucnet-lite1';

/** The folders of every UC-Net that is shipped, or the one named by UCNET_MODEL_DIR. */
export function ucNetFolders(): string[] {
  if (onTrial !== undefined) return [onTrial];
  const list = JSON.parse(readFileSync('public/models/index.json', 'utf8')) as {
    readonly folder: string;
    readonly kind: string;
  }[];
  return list
    .filter(({ kind }) => kind === 'uc-net')
    .map(({ folder }) => join('public/models', folder));
}

/** Fails, rather than skips, without a model: the shipped one belongs to the repository. */
export async function readModelFile(name: string, folder = modelFolder): Promise<ArrayBuffer> {
  return readFrom(join(folder, name));
}

async function readFrom(path: string): Promise<ArrayBuffer> {
  if (!existsSync(path)) {
    throw new Error(
      `${path} is missing: export the model, or set UCNET_MODEL_DIR to a folder that has one.`,
    );
  }
  // A copy, because small files share a larger pool.
  return new Uint8Array(await readFile(path)).buffer;
}

/**
 * The file of activations that PyTorch recorded for a model (`training/export.py`). Those of the shipped models lie in
 * `golden/`, so that they are not deployed; a model on trial brings its own in its folder.
 */
export function goldenFile(folder = modelFolder): string {
  const own = join(folder, 'golden.safetensors');
  return existsSync(own) ? own : join('golden', `${basename(folder)}.safetensors`);
}

/** The content of `goldenFile`. */
export async function readGolden(folder = modelFolder): Promise<ArrayBuffer> {
  return readFrom(goldenFile(folder));
}

/** `model.json`, parsed. */
export async function readModelJson(folder = modelFolder): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await readModelFile('model.json', folder)));
}
