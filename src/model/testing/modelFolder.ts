import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the model under test: the shipped one, or the one named by UCNET_MODEL_DIR. */
export const modelFolder = process.env['UCNET_MODEL_DIR'] ?? 'public/models/ucnet-mobilenetv2';

/** Fails, rather than skips, without a model: the shipped one belongs to the repository. */
export async function readModelFile(name: string, folder = modelFolder): Promise<ArrayBuffer> {
  const path = join(folder, name);
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: export a model there or set UCNET_MODEL_DIR.`);
  }
  // A copy, because small files share a larger pool.
  return new Uint8Array(await readFile(path)).buffer;
}

/** `model.json`, parsed. */
export async function readModelJson(folder = modelFolder): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await readModelFile('model.json', folder)));
}
