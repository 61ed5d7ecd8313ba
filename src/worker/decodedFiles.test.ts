import { describe, expect, it, vi } from 'vitest';
import { encodeGreyPng } from '../image/encodePng.ts';
import { inEnglish } from '../languages/sentence.ts';
import { DecodedFiles, RecentValues } from './decodedFiles.ts';
import { photo, source } from './testing/pairFiles.ts';

describe('DecodedFiles', () => {
  it('decodes a file once', async () => {
    const files = new DecodedFiles();
    expect(await files.photo(photo)).toBe(await files.photo(photo));
  });

  it('refuses a file that is no image, by its name', async () => {
    const text = source('notes', new TextEncoder().encode('Not an image at all.'), 'notes.txt');
    await expect(new DecodedFiles().photo(text)).rejects.toThrow(/notes\.txt/);
  });

  it('says of a file that is no longer there that it is gone', async () => {
    const blob = new Blob(['a']);
    blob.arrayBuffer = () => Promise.reject(new DOMException('moved', 'NotFoundError'));
    const gone = { key: 'gone', name: 'gone.png', blob };
    await expect(new DecodedFiles().photo(gone)).rejects.toMatchObject({
      code: 'gone',
      message: expect.stringMatching(/^gone\.png cannot be read any more: it was moved/),
    });
  });

  it('refuses a ground truth that is no mask', async () => {
    const labels = encodeGreyPng({ height: 1, width: 2, data: Float32Array.of(2 / 255, 1 / 255) });
    const file = source('labels', labels, 'labels.png');
    await expect(new DecodedFiles().truth(file)).rejects.toThrow(/labels\.png .* no 0/);
  });

  it('tells that others answered as well, and who they all are', async () => {
    const mask = (...data: number[]) =>
      encodeGreyPng({ height: 1, width: 2, data: Float32Array.from(data) });
    const alone = source('a', mask(0, 1), 'a.png');
    const file = { ...alone, key: 'b', others: [source('c', mask(1, 0), 'c.png')] };
    const files = new DecodedFiles();
    expect((await files.toldTruth(alone)).note).toBeNull();
    expect(await files.peopleOf(alone)).toBeNull();
    expect(inEnglish((await files.toldTruth(file)).note!)).toContain('Another person answered');
    expect(await files.peopleOf(file)).toMatchObject({ counts: [1, 1], distance: 1 });
    const large = encodeGreyPng({ height: 1, width: 3, data: Float32Array.of(0, 1, 1) });
    const misfit = { ...alone, key: 'd', others: [source('e', large, 'e.png')] };
    await expect(files.peopleOf(misfit)).rejects.toThrow('e.png is 3×1 pixels and a.png 2×1');
  });
});

it('makes a value once while it is among the last asked for', async () => {
  const values = new RecentValues<string>(2);
  const make = vi.fn(async (key: string) => key.toUpperCase());
  const get = (key: string) => values.get(key, () => make(key));
  expect(await get('a')).toBe('A');
  await get('b');
  await get('a');
  expect(make).toHaveBeenCalledTimes(2);
  await get('c');
  await get('a');
  expect(make).toHaveBeenCalledTimes(3);
  await get('b');
  expect(make).toHaveBeenCalledTimes(4);
});

it('tries again after a failure', async () => {
  const values = new RecentValues<number>(2);
  await expect(values.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await values.get('a', async () => 7)).toBe(7);
});
