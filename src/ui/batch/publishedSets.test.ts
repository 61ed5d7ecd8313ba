import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { matchFiles } from '../../evaluation/matchFiles.ts';
import { listFiles } from './batchFiles.ts';

/** Archives as people have them, which are not part of this repository. */
const CASES = fileURLToPath(new URL('../../../../shared/cases', import.meta.url));

/** Of each: how many pairs, and how many of them have depth and a ground truth. */
const RIGHT: Readonly<Record<string, readonly [number, number, number]>> = {
  'zip-bmp-depth-silent': [3, 3, 3],
  'zip-case': [3, 3, 0],
  'zip-depth256': [3, 3, 3],
  'zip-dut-folders': [3, 3, 3],
  'zip-jfif': [3, 3, 0],
  'zip-msra10k-one-folder': [3, 0, 3],
  'zip-njud-RGB_left': [3, 3, 3],
  'zip-nlpr-Depth-suffix': [3, 3, 3],
  'zip-sjis-lost': [3, 3, 0],
  'zip-voc-palette-gt': [3, 3, 3],
};

// Vitest lists the archives as skipped where ../shared is not there.
describe.skipIf(!existsSync(CASES))('an archive as people have it (needs ../shared/cases)', () => {
  it.each(Object.entries(RIGHT))('%s', async (name, right) => {
    const folder = path.join(CASES, name);
    const zip = readdirSync(folder).find((file) => file.endsWith('.zip'))!;
    const files = await listFiles([new File([readFileSync(path.join(folder, zip))], zip)]);
    const { pairs, leftOut } = matchFiles(files.map((file) => file.path));
    const withDepth = pairs.filter(({ depth }) => depth !== null).length;
    const withTruth = pairs.filter(({ truth }) => truth !== null).length;
    expect([pairs.length, withDepth, withTruth]).toEqual(right);
    expect(leftOut).toEqual([]);
  });
});
