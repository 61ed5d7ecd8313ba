import { describe, expect, it } from 'vitest';
import { decodePng } from '../image/decodePng.ts';
import type { RgbImage, ScalarMap } from '../image/types.ts';
import type { RunResult } from '../inference/runImage.ts';
import { cutOutFile, planCutOut } from './cutOutFile.ts';

const SIZE = { height: 40, width: 60 };

/** 1 within columns, from row 10 to 30. */
function blocks(...columns: readonly (readonly [number, number])[]): ScalarMap {
  const data = Float32Array.from({ length: SIZE.height * SIZE.width }, (_, i) => {
    const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)];
    return Number(y >= 10 && y < 30 && columns.some(([from, to]) => x >= from && x < to));
  });
  return { ...SIZE, data };
}

const [LARGE, SMALL] = [
  [5, 30],
  [42, 55],
] as const;
const photo: RgbImage = {
  ...SIZE,
  data: Uint8Array.from({ length: SIZE.height * SIZE.width * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % SIZE.width;
    return (x >= 5 && x < 30) || (x >= 42 && x < 55) ? 220 : 30;
  }),
};
const maps = [blocks(LARGE), blocks(LARGE), blocks(LARGE, SMALL)];
const summary = { consensus: blocks(LARGE) } as unknown as RunResult['summary'];

async function cut(parts?: readonly number[] | 'all') {
  const asked = { cutOut: 'out.png', ...(parts !== undefined && { cutParts: parts }) };
  const made = await cutOutFile(photo, { maps, summary }, (await planCutOut(asked, 3))!);
  const { data } = decodePng(made.bytes, 'out.png');
  const isThere = (x: number) => data[(20 * SIZE.width + x) * 4 + 3]! > 128;
  return { there: { large: isThere(17), small: isThere(48) }, told: made.parts };
}

describe('the parts of a cut-out', () => {
  it('are those of the answer that is cut out, and are listed', async () => {
    const { there, told } = await cut();
    expect(there).toEqual({ large: true, small: false });
    expect(told).toEqual([
      'Part 1: 20.8% of the picture, held by 3 of 3 answers, kept.',
      'Part 2: 10.8% of the picture, held by 1 of 3 answers, left out.',
    ]);
  });

  it('are chosen by their numbers', async () => {
    expect((await cut([2])).there).toEqual({ large: false, small: true });
    expect((await cut('all')).there).toEqual({ large: true, small: true });
    await expect(cut([1, 3])).rejects.toThrow(
      'names a part that is not there: give numbers from 1 to 2.',
    );
  });

  it('are not asked for by other numbers where there are none', async () => {
    const asked = await planCutOut({ cutOut: 'out.png', cutParts: [1] }, 1);
    const empty = { maps: [blocks()], summary: { consensus: blocks() } as RunResult['summary'] };
    await expect(cutOutFile(photo, empty, asked!)).rejects.toThrow(
      'Nothing stands out enough to be cut out: lower --cut-threshold',
    );
  });

  it('are no matter without a cut-out', async () => {
    await expect(planCutOut({ cutParts: 'all' }, 3)).rejects.toThrow(/--cut-parts .*add --cut-out/);
  });
});
