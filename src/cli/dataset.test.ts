import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDataset } from './dataset.ts';

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);

/** Files of these names, with nothing in them unless it is said. */
function write(files: readonly string[], content = ''): void {
  for (const file of files) {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), content);
  }
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-set-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const find = ({ useDepth = true, shares = false } = {}) =>
  findDataset(folder, 'set', { useDepth, shares, limit: Number.MAX_SAFE_INTEGER });

describe('a data set', () => {
  it('has the depth that a network wrote, and names what is not used', async () => {
    write(['RGB/1.jpg', 'GT/1.png', 'depth_npy/1_pred.npy', 'depth_bw/1_pred.png']);
    write(['normal_npy/1_pred.npy']);
    const { items, problems } = await find();
    expect(items.map(({ depth }) => depth)).toEqual([at('depth_npy/1_pred.npy')]);
    expect(problems).toEqual([
      'normal_npy/1_pred.npy: left out: a map of something else than depth, such as normals, points or confidence.',
      'depth_bw/1_pred.png: left out: another version of a file that is used.',
    ]);
  });

  it('keeps photos without a depth map where depth maps are left aside, also those that only others tell of', async () => {
    write(['1.jpg', '1-dpt_large_384.png', '1_gt.png', '2.jpg', '2_gt.png']);
    // A view of the numbers, and no second photo.
    write(['3.jpg', '3.pfm', '3.png', '3_gt.png', 'depth/4.png']);
    const { items, problems, hasDepth } = await find({ useDepth: false });
    expect(items.map(({ photo, depth }) => [photo, depth])).toEqual([
      [at('1.jpg'), null],
      [at('2.jpg'), null],
      [at('3.jpg'), null],
    ]);
    expect(problems).toEqual(['3.png: left out: another version of a file that is used.']);
    expect(hasDepth).toBe(false);
    expect((await find()).items).toHaveLength(2);
  });

  it('keeps photos to which several depth maps or none belong, where those are left aside', async () => {
    write(['1.jpg', '1_gt.png', '1-dpt_large_384.png', '1-dpt_hybrid_384.png']);
    write(['2.jpg', '2_gt.png', 'depth/2.png', 'depth/2.jpg', 'depth/other.png']);
    write(['3.jpg', '3_gt.png']);
    await expect(find()).rejects.toThrow('run without depth by --no-depth');
    const { items, problems } = await find({ useDepth: false });
    expect(items.map(({ photo }) => photo)).toEqual([at('1.jpg'), at('2.jpg'), at('3.jpg')]);
    expect(problems).toEqual([]);
  });

  it('names share maps as they lie on the disk', async () => {
    write(['RGB/1.jpg', 'RGB/2.jpg', 'GT/1.png', 'Share/1.png', 'Share/9.png', 'Share/notes.txt']);
    const { items, problems } = await find({ shares: true });
    expect(items.map(({ truth }) => truth)).toEqual([at('Share/1.png')]);
    expect(problems).toEqual([
      'Share/9.png: left out: no photo of this name.',
      'Share/notes.txt: left out: no picture by its name.',
      'RGB/2.jpg: left out, because it has no ground truth.',
    ]);
  });

  it('names the folder of share maps in which people have folders', async () => {
    write(['RGB/1.jpg', 'share/annotator1/1.png', 'share/annotator2/1.png']);
    const { problems } = await find({ shares: true });
    expect(problems).toEqual([expect.stringMatching(/^share: annotator1, annotator2 are taken/)]);
  });

  it('may be made of links to folders, and to itself', async () => {
    write(['else/photos/1.jpg', 'else/masks/1.png'], 'x');
    mkdirSync(at('set'));
    symlinkSync(at('else/photos'), at('set/RGB'));
    symlinkSync(at('else/masks'), at('set/GT'));
    symlinkSync(at('set'), at('set/again'));
    symlinkSync(at('gone'), at('set/gone'));
    const options = { useDepth: true, shares: false, limit: 9 };
    const { items, problems } = await findDataset(at('set'), 'set', options);
    expect(items.map(({ photo }) => photo)).toEqual([at('set/RGB/1.jpg')]);
    expect(problems).toEqual(['gone: left out: no picture by its name.']);
  });

  it('gives nobody the answers of another photo of the same name', async () => {
    write(['A/RGB/1.jpg', 'A/GT/1.png', 'B/RGB/1.jpg', 'B/GT/1.png', 'GT-2/1.png']);
    const { items, problems } = await find();
    expect(items.map(({ otherTruths }) => otherTruths)).toEqual([[], []]);
    expect(problems).toEqual(['GT-2/1.png: left out: no photo of this name.']);
  });

  it('refuses near ends that are none', async () => {
    write(['RGB/1.jpg', 'GT/1.png']);
    write(['near.json'], '{"1": "left"}');
    await expect(find()).rejects.toThrow('whether bright or dark is near');
  });

  it('has the answers of several people in folders of theirs', async () => {
    write(['RGB/1.jpg', 'RGB/2.jpg', 'GT/annotator1/1.png', 'GT/annotator1/2_mask.png']);
    write(['GT/annotator2/1.png', 'GT/annotator10/1.gif', 'GT/annotator2/3.png']);
    const { items, problems } = await find();
    expect(items.map(({ truth }) => truth)).toEqual([
      at('GT/annotator1/1.png'),
      at('GT/annotator1/2_mask.png'),
    ]);
    expect(items.map(({ otherTruths }) => otherTruths)).toEqual([
      [at('GT/annotator2/1.png'), at('GT/annotator10/1.gif')],
      [],
    ]);
    expect(problems).toEqual([
      'GT/annotator2/3.png: left out: no photo of this name.',
      'GT: annotator1, annotator2, annotator10 are taken for the answers of 3 people, and maps are scored against the first of them who answered.',
    ]);
  });

  it('keeps parts of it apart that are called like people', async () => {
    write(['RGB/user1/1.jpg', 'RGB/user2/1.jpg', 'GT/user1/1.png', 'GT/user2/1.png']);
    const { items, problems } = await find();
    expect(items.map(({ truth }) => truth)).toEqual([at('GT/user1/1.png'), at('GT/user2/1.png')]);
    expect(problems).toEqual([]);
  });
});
