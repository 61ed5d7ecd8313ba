import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobWriter, TextReader, ZipWriter, type ZipWriterAddDataOptions } from '@zip.js/zip.js';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { matchFiles } from '../../evaluation/matchFiles.ts';
import { ARCHIVES, HAVE_CASES, readCase } from '../../image/testing/sharedCases.ts';
import { exampleFiles, listDropped, listFiles } from './batchFiles.ts';
import { parseExampleList } from '../input/exampleList.ts';
import { pageTexts } from '../messages.ts';

beforeAll(() => pageTexts.load());

async function archive(
  name: string,
  paths: readonly string[],
  options: ZipWriterAddDataOptions = {},
): Promise<File> {
  const writer = new ZipWriter(new BlobWriter());
  for (const path of paths) {
    const content = path.endsWith('/') ? undefined : new TextReader(`bytes of ${path}`);
    await writer.add(path, content, { directory: content === undefined, ...options });
  }
  return new File([await writer.close()], name);
}

/** The archive with each of its two headers of the one file in it changed. */
async function forge(file: File, change: (header: DataView) => void): Promise<File> {
  const bytes = await file.arrayBuffer();
  const view = new DataView(bytes);
  for (let offset = 0; offset < bytes.byteLength - 4; offset++) {
    const signature = view.getUint32(offset, true);
    // From the version on, both headers hold the same fields.
    if (signature === 0x04034b50) change(new DataView(bytes, offset + 4));
    if (signature === 0x02014b50) change(new DataView(bytes, offset + 6));
  }
  return new File([bytes], file.name);
}

/** A file of the disk, and how to delete it. */
async function fileOnDisk(file: File) {
  const folder = await mkdtemp(join(tmpdir(), 'ucnet-batch-'));
  const path = join(folder, file.name);
  await writeFile(path, new Uint8Array(await file.arrayBuffer()));
  return {
    file: new File([await openAsBlob(path)], file.name),
    remove: () => rm(folder, { recursive: true }),
  };
}

describe('listFiles', () => {
  it('lists what is in an archive and reads it when it is needed', async () => {
    const files = await listFiles([await archive('NLPR.zip', ['NLPR/RGB/1.jpg', 'NLPR/GT/1.png'])]);
    expect(files.map(({ path }) => path)).toEqual(['NLPR/RGB/1.jpg', 'NLPR/GT/1.png']);
    expect(await (await files[1]!.read()).text()).toBe('bytes of NLPR/GT/1.png');
  });

  it('calls the files of an archive without folders by its name', async () => {
    const [file] = await listFiles([await archive('mine.zip', ['a_rgb.jpg'])]);
    expect(file!.path).toBe('mine/a_rgb.jpg');
  });

  it('says of an archive without files that it is empty', async () => {
    const [none, folders] = [await archive('none.zip', []), await archive('set.zip', ['RGB/'])];
    await expect(listFiles([none])).rejects.toThrow('none.zip is empty');
    await expect(listFiles([folders])).rejects.toThrow('set.zip is empty');
  });

  it('takes plain files beside archives', async () => {
    const plain = new File(['x'], 'b_rgb.png');
    const files = await listFiles([plain, await archive('z.zip', ['z/a.png'])]);
    expect(files.map(({ path }) => path)).toEqual(['b_rgb.png', 'z/a.png']);
    expect(await files[0]!.read()).toBe(plain);
  });

  it('does not open an archive that names files outside of itself', async () => {
    const inside = await archive('z.zip', ['xx/a.png']);
    const text = Buffer.from(await inside.arrayBuffer()).toString('latin1');
    const outside = Buffer.from(text.replaceAll('xx/a.png', '../a.png'), 'latin1');
    await expect(listFiles([new File([outside], 'z.zip')])).rejects.toThrow(
      'z.zip names a file outside of itself (../)',
    );
  });

  it('says of a damaged archive that it is one', async () => {
    const broken = new File(['no archive'], 'broken.zip');
    await expect(listFiles([broken])).rejects.toThrow(/broken\.zip is not a zip archive/);
  });

  it.each<[string, () => Promise<File>, string]>([
    [
      'is encrypted',
      () => archive('z.zip', ['z/a.png'], { password: 'secret' }),
      'z/a.png is encrypted: pack the folder without a password.',
    ],
    [
      'is too large',
      async () =>
        forge(await archive('z.zip', ['z/a.png'], { dataDescriptor: false }), (header) =>
          header.setUint32(18, 300e6, true),
        ),
      'z/a.png has more than 200 MB unpacked: put a smaller file into the archive.',
    ],
    [
      'is compressed by bzip2',
      async () =>
        forge(await archive('z.zip', ['z/a.png']), (header) => header.setUint16(4, 12, true)),
      'z/a.png is compressed in an unusual way: pack the folder as an ordinary zip.',
    ],
    [
      'is not what the archive says',
      async () =>
        forge(await archive('z.zip', ['z/a.png'], { level: 0 }), (header) =>
          header.setUint16(4, 8, true),
        ),
      'z/a.png cannot be unpacked: z.zip seems to be damaged, so pack the folder again.',
    ],
  ])('says of a file that %s why it cannot be read', async (_, make, sentence) => {
    const [entry] = await listFiles([await make()]);
    await expect(entry!.read()).rejects.toThrow(new Error(sentence));
  });

  it('says of what was deleted since that it is gone', async () => {
    const plain = await fileOnDisk(new File(['x'], 'b_rgb.png'));
    const packed = await fileOnDisk(await archive('z.zip', ['z/a.png']));
    const [first, second] = await listFiles([plain.file, packed.file]);
    expect(await first!.read()).toBe(plain.file);
    await plain.remove();
    await packed.remove();
    const gone = 'cannot be read: it was moved, changed or deleted since it was chosen.';
    await expect(first!.read()).rejects.toThrow(`b_rgb.png ${gone}`);
    await expect(second!.read()).rejects.toThrow(`z.zip ${gone}`);
  });
});

describe('listDropped', () => {
  interface Entry {
    readonly fullPath: string;
    readonly name: string;
    readonly isFile: boolean;
  }
  const names = (fullPath: string) => ({ fullPath, name: fullPath.replace(/^.*\//, '') });
  const refuse = (_: unknown, reject: (error: Error) => void) =>
    reject(new DOMException('A requested file was not found.', 'NotFoundError'));
  const file = (fullPath: string, content?: File) => ({
    ...names(fullPath),
    isFile: true,
    file: content ? (resolve: (file: File) => void) => resolve(content) : refuse,
  });
  const folder = (fullPath: string, ...parts: readonly Entry[][]) => ({
    ...names(fullPath),
    isFile: false,
    createReader: () => {
      const left = [...parts];
      return {
        readEntries: (resolve: (part: Entry[]) => void, reject: (error: Error) => void) => {
          const part = left.shift();
          if (part === undefined) refuse(null, reject);
          else resolve(part);
        },
      };
    },
  });
  const drop = (...entries: readonly Entry[]) =>
    listDropped(
      entries.map((each) => ({ webkitGetAsEntry: () => each })) as unknown as DataTransferItemList,
    );
  const GONE = 'cannot be read: it was moved, changed or deleted since it was chosen.';

  it('lists what the browser cannot read with the rest, and says so when it is read', async () => {
    const photo = new File(['x'], '1.jpg');
    const files = await drop(
      folder('/SET', [folder('/SET/GT', [file('/SET/GT/1.png')])], [file('/SET/1.jpg', photo)], []),
    );
    expect(files.map(({ path }) => path)).toEqual(['SET/GT/1.png', 'SET/GT', 'SET/1.jpg']);
    await expect(files[0]!.read()).rejects.toThrow(`SET/GT/1.png ${GONE}`);
    await expect(files[1]!.read()).rejects.toThrow(`SET/GT ${GONE}`);
    expect(await files[2]!.read()).toBe(photo);
  });

  it('says of an archive that the browser cannot read that it is gone', async () => {
    await expect(drop(file('/z.zip'))).rejects.toThrow(`z.zip ${GONE}`);
  });
});

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

describe('the pairs that are shipped with the page', () => {
  const pairs = parseExampleList([
    { id: 'hat', title: 'Hat', rgb: 'hat/rgb.jpg', depth: 'hat/depth.png', gt: 'hat/gt.png' },
    { id: 'cup', title: 'Cup', rgb: 'cup/rgb.jpg', depth: 'cup/depth.png', gt: '' },
  ]);

  it('lie in the folders of a benchmark, so that they are matched like any other', () => {
    vi.stubGlobal('document', { baseURI: 'https://example.org/' });
    const files = exampleFiles(pairs);
    vi.unstubAllGlobals();
    expect(files.map(({ path }) => path)).toEqual([
      'RGB/hat.jpg',
      'depth/hat.png',
      'GT/hat.png',
      'RGB/cup.jpg',
      'depth/cup.png',
    ]);
    const matched = matchFiles(files.map(({ path }) => path));
    expect(matched.pairs.map(({ name }) => name)).toEqual(['cup', 'hat']);
    expect(matched.leftOut).toEqual([]);
  });

  it('say which file did not come, and what to do', async () => {
    vi.stubGlobal('document', { baseURI: 'https://example.org/' });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })));
    const reading = exampleFiles(pairs)[0]!.read();
    await expect(reading).rejects.toThrow(/RGB\/hat\.jpg could not be fetched/);
    vi.unstubAllGlobals();
  });
});
