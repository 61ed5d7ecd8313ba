import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { openFiles } from './batchFiles.ts';

async function archive(name: string, paths: readonly string[]): Promise<File> {
  const writer = new ZipWriter(new BlobWriter());
  for (const path of paths) await writer.add(path, new TextReader(`bytes of ${path}`));
  return new File([await writer.close()], name);
}

describe('openFiles', () => {
  it('lists what is in an archive and reads it when it is needed', async () => {
    const files = await openFiles([await archive('NLPR.zip', ['NLPR/RGB/1.jpg', 'NLPR/GT/1.png'])]);
    expect(files.map(({ path }) => path)).toEqual(['NLPR/RGB/1.jpg', 'NLPR/GT/1.png']);
    expect(await (await files[1]!.read()).text()).toBe('bytes of NLPR/GT/1.png');
  });

  it('calls the files of an archive without folders by its name', async () => {
    const [file] = await openFiles([await archive('mine.zip', ['a_rgb.jpg'])]);
    expect(file!.path).toBe('mine/a_rgb.jpg');
  });

  it('takes plain files beside archives', async () => {
    const plain = new File(['x'], 'b_rgb.png');
    const files = await openFiles([plain, await archive('z.zip', ['z/a.png'])]);
    expect(files.map(({ path }) => path)).toEqual(['b_rgb.png', 'z/a.png']);
    expect(await files[0]!.read()).toBe(plain);
  });

  it('says of a damaged archive that it is one', async () => {
    const broken = new File(['no archive'], 'broken.zip');
    await expect(openFiles([broken])).rejects.toThrow(/broken\.zip is not a zip archive/);
  });
});
