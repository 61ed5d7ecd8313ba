import { describe, expect, it } from 'vitest';
import { encodeGreyPng } from '../image/encodePng.ts';
import { DecodedFiles } from './decodedFiles.ts';
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

  it('refuses a ground truth that is no mask', async () => {
    const labels = encodeGreyPng({ height: 1, width: 2, data: Float32Array.of(2 / 255, 1 / 255) });
    const file = source('labels', labels, 'labels.png');
    await expect(new DecodedFiles().truth(file)).rejects.toThrow(/labels\.png .* no 0/);
  });
});
