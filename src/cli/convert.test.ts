import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireReleasedTensors } from '../released/releasedUcNet.ts';
import { standInTensors } from '../released/testing/standIn.ts';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import { writeSafetensors } from '../weights/safetensors.ts';
import { convert } from './convert.ts';
import { BadInput } from './failures.ts';

const FIXTURES = fileURLToPath(new URL('../weights/fixtures/', import.meta.url));

describe('convert', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'ucnet-convert-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const run = async (checkpoint: string, fp16 = false) => {
    const lines: string[] = [];
    const out = path.join(folder, 'out.safetensors');
    await convert({ checkpoint, out, fp16 }, { write: (text) => lines.push(text) });
    return { out, told: lines.join('') };
  };

  it('writes half the size with --fp16, under the released names', async () => {
    const wrapped = [...standInTensors({ unused: true })].map(
      ([name, tensor]) => [`module.${name}`, tensor] as const,
    );
    const checkpoint = path.join(folder, 'in.safetensors');
    await writeFile(checkpoint, new Uint8Array(writeSafetensors(new Map(wrapped))));
    const { out, told } = await run(checkpoint, true);
    expect(told).toMatch(/58\.\d MB, from 12\d\.\d MB/);
    const converted = await readCheckpoint(new Uint8Array(await readFile(out)).buffer);
    expect(() => requireReleasedTensors(converted)).not.toThrow();
  });

  it.each([
    ['attack-zip.pth', 'refers to posix.system'],
    ['training-legacy.pth', 'missing: x_encoder.layer1.weight'],
    ['expected.json', 'neither a PyTorch checkpoint'],
    ['none.pth', 'does not exist'],
  ])('tells what is wrong with %s and writes nothing', async (name, message) => {
    const out = path.join(folder, 'none.safetensors');
    const failed = convert(
      { checkpoint: path.join(FIXTURES, name), out, fp16: false },
      { write: () => undefined },
    );
    await expect(failed).rejects.toThrow(BadInput);
    await expect(failed).rejects.toThrow(message);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });
});
