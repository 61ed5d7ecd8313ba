import { describe, expect, it } from 'vitest';
import { matchFiles } from '../../evaluation/matchFiles.ts';
import { ARCHIVES, HAVE_CASES, readCase } from '../../image/testing/sharedCases.ts';
import { listFiles } from './batchFiles.ts';

// Vitest lists the archives as skipped where ../shared is not there.
describe.skipIf(!HAVE_CASES)('an archive as people have it (needs ../shared/cases)', () => {
  it.each(Object.entries(ARCHIVES))('%s', async (name, { zip, ...right }) => {
    const archive = new File([Uint8Array.from(readCase(`${name}/${zip}`))], zip);
    const files = await listFiles([archive]);
    const { pairs, leftOut } = matchFiles(files.map((file) => file.path));
    const depth = pairs.filter((pair) => pair.depth !== null).length;
    const truth = pairs.filter((pair) => pair.truth !== null).length;
    expect({ pairs: pairs.length, depth, truth }).toEqual(right);
    expect(leftOut).toEqual([]);
  });
});
