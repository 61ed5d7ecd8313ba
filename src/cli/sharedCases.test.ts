import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { decodePhoto } from '../image/decodePhoto.ts';
import { decodePng } from '../image/decodePng.ts';
import { encodeGrey16Png } from '../image/encodePng.ts';
import {
  ARCHIVES,
  caseFile,
  HAVE_CASES,
  listCases,
  readCase,
} from '../image/testing/sharedCases.ts';
import type { ImageSize, ScalarMap } from '../image/types.ts';
import { mean } from '../math/statistics.ts';
import { resizeArea } from '../math/resize.ts';
import { runHere } from './testing/runHere.ts';
import { writeTinyModel } from './testing/tinyModel.ts';

// What the README of each folder calls right, on the command line; `e2e/sharedCases.spec.ts` has the page.

const KETTLE_MASK = fileURLToPath(new URL('../../public/samples/kettle/gt.png', import.meta.url));
const MOTORCYCLE = fileURLToPath(
  new URL('../../public/samples/motorcycle/rgb.jpg', import.meta.url),
);

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);
const write = async (file: string, bytes: Uint8Array) => {
  await mkdir(path.dirname(at(file)), { recursive: true });
  await writeFile(at(file), bytes);
};

/** Runs the model that comes with the program on a photo; gives its words, its result and the path of a map. */
async function predict(out: string, rgb: string, ...args: string[]) {
  const { stderr } = await runHere(
    ...['predict', '--rgb', rgb, '--samples', '1', '--out', at(out), ...args],
  );
  const result = JSON.parse(await readFile(at(out, 'result.json'), 'utf8')) as {
    readonly depth: unknown;
    readonly warnings: readonly string[];
  };
  return { stderr, result };
}

async function correctedDepth(out: string): Promise<Float32Array> {
  const { values } = await decodeDepthRaw(await readFile(at(out, 'corrected-depth.png')));
  return Float32Array.from(values, (value) => value / 65535);
}

/** Mean difference of what two runs made of their depth, in units of its range. */
async function difference(one: string, other: string): Promise<number> {
  const [a, b] = [await correctedDepth(one), await correctedDepth(other)];
  return mean(a.map((value, i) => Math.abs(value - b[i]!)));
}

/** Writes a depth map of 16 bits in which a level of a file means "no reading", as 0 says it everywhere. */
async function withZeros(name: string, hole: number, factor: number): Promise<string> {
  const { height, width, data } = decodePng(readCase(`${name}/depth.png`), name);
  const values = Float32Array.from(data, (value) => (value === hole ? 0 : value * factor) / 65535);
  const map: ScalarMap = { height, width, data: values };
  await write(`${name}.png`, encodeGrey16Png(map));
  return at(`${name}.png`);
}

/** Unpacks an archive; names that are not in Unicode are Shift-JIS. Photos without a mask get one, to be scored against. */
async function unpack(name: string): Promise<string> {
  const files = unzipSync(readCase(`${name}/${ARCHIVES[name]!.zip}`));
  const reader = new TextDecoder('shift_jis');
  for (const [latin, bytes] of Object.entries(files)) {
    const file = reader.decode(Buffer.from(latin, 'latin1'));
    await write(`${name}/${file}`, bytes);
    if (ARCHIVES[name]!.truth > 0 || !file.startsWith('A/RGB/')) continue;
    const mask = await readFile(KETTLE_MASK);
    await write(`${name}/A/GT/${path.parse(file).name}.png`, mask);
  }
  return at(name);
}

describe.skipIf(!HAVE_CASES)(
  'what once failed, on the command line (needs ../shared/cases)',
  () => {
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'ucnet-cases-'));
      await writeTinyModel(at('model'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('has a test for every folder', () => {
      const known = [
        ...Object.keys(ARCHIVES),
        ...['depth-65535-invalid', 'depth-jet-cli-silent', 'depth-kinect8-zero-holes', 'hostile'],
        ...['gt-label-values', 'metrics-suffix-names', 'photo-display-p3', 'photo-gdepth'],
        ...['rgba-depth-alpha'],
        // A fault of browsers, which the command line cannot have.
        'webgpu-adapter',
      ];
      expect(listCases().toSorted()).toEqual(known.toSorted());
    });

    it.each([
      ['depth-65535-invalid', '65535 means "no reading"', 65535, 1],
      ['depth-kinect8-zero-holes', '0 means "no reading"', 0, 257],
    ])('%s: holes are no readings, as in a file with zeros', async (name, words, hole, factor) => {
      const [rgb, depth] = [caseFile(`${name}/rgb.jpg`), caseFile(`${name}/depth.png`)];
      const { stderr } = await predict('holes', rgb, '--depth', depth, '--near', 'dark');
      expect(stderr).toContain(`Warning: ${words}`);
      const zeros = await withZeros(name, hole, factor);
      await predict('zeros', rgb, '--depth', zeros, '--near', 'dark');
      expect(await difference('holes', 'zeros')).toBeLessThan(1e-3);
      const { result } = await predict('auto', rgb, '--depth', depth, '--near', 'auto');
      expect(result.depth).toMatchObject({ near: 'dark', decided: true });
    });

    it('depth-jet-cli-silent: a colour map is told and undone', async () => {
      const name = 'depth-jet-cli-silent';
      const depth = caseFile(`${name}/depth.png`);
      const { stderr } = await predict('jet', caseFile(`${name}/rgb.jpg`), '--depth', depth);
      expect(stderr).toMatch(/Warning: This depth map is painted with the colour map jet/);
    });

    it.each(['labels012', 'v128', 'voc_palette', 'alpha_white', 'zeroone'])(
      'gt-label-values: %s is scored as the mask that it is',
      async (name) => {
        await write('pred/1.png', readCase('gt-label-values/prediction.png'));
        await write('gt/1.png', readCase(`gt-label-values/${name}.png`));
        const json = at('metrics.json');
        const { stderr } = await runHere(
          ...['metrics', '--pred', at('pred'), '--gt', at('gt'), '--json', json],
        );
        expect(stderr).toMatch(/ground truths \(1\): It/);
        const { rows } = JSON.parse(await readFile(json, 'utf8')) as {
          readonly rows: readonly { readonly sMeasure: number }[];
        };
        expect(rows[0]!.sMeasure).toBeCloseTo(0.937, 2);
      },
    );

    it('metrics-suffix-names: maps are found by their suffix, and what to do is told without', async () => {
      await write('dcf/1_DCF.png', readCase('gt-label-values/prediction.png'));
      await write('dcf-gt/1.png', readCase('gt-label-values/v128.png'));
      const command = ['metrics', '--pred', at('dcf'), '--gt', at('dcf-gt')];
      await expect(runHere(...command)).rejects.toThrow('--suffix');
      const { stdout } = await runHere(...command, '--suffix', '_DCF');
      expect(stdout).toMatch(/dcf +1 +\.93/);
    });

    it('photo-display-p3: reds are those of sRGB', async () => {
      const photo = caseFile('photo-display-p3/p3.jpg');
      await predict('p3', photo, '--cut-out', at('cut.png'));
      const cut = decodePng(new Uint8Array(await readFile(at('cut.png'))), 'cut.png');
      const reds = await differences(cut, 4, (r, g, b) => r > 200 && g < 80 && b < 80);
      expect(reds.length).toBeGreaterThan(300);
      // Unconverted they are 19; what is left is how the picture was shrunk.
      expect(mean(reds)).toBeLessThan(9);
    });

    it.each(['gdepth.jpg', 'pixel_dynamic_depth.jpg'])(
      'photo-gdepth: the depth in %s is used, and told of',
      async (name) => {
        const { stderr, result } = await predict('inner', caseFile(`photo-gdepth/${name}`));
        expect(result.depth).not.toBeNull();
        expect(stderr).toContain("Warning: The depth comes from inside the photo's file");
      },
    );

    it('rgba-depth-alpha: depth in the transparency is offered, and bleaches nothing when it is read', async () => {
      const both = caseFile('rgba-depth-alpha/rgbd.png');
      const { stderr } = await predict('offered', both);
      expect(stderr).toContain('give --depth-in alpha to have it read so');
      const { result } = await predict('taken', both, '--depth-in', 'alpha');
      expect(result).toMatchObject({ depth: { file: both }, warnings: [] });
      const taken = await decodePhoto(readCase('rgba-depth-alpha/rgbd.png'), both, 'alpha');
      expect(mean(await differences(taken, 3, () => true))).toBeLessThan(12);
    });

    it.each([
      ['pth-laughs-key26', 'no text'],
      ['pth-laughs-version', 'format version'],
      ['pth-proto-keys', 'do not fit'],
      ['st-nested-dtype', 'has the type a list'],
      ['st-proto', 'do not fit'],
    ])('hostile: %s is refused in a sentence', async (name, words) => {
      const weights = caseFile(`hostile/${name}`);
      const photo = caseFile('depth-jet-cli-silent/rgb.jpg');
      await expect(predict('hostile', photo, '--weights', weights)).rejects.toThrow(words);
      expect(Object.keys(Object.prototype)).toEqual([]);
    });

    it('hostile: a JPEG of many scans is refused in a sentence', async () => {
      const photo = caseFile('hostile/img-slow-2110-orientation-8.jpg');
      await expect(predict('hostile', photo)).rejects.toThrow('is damaged or cut short');
    });

    it('archives, unpacked: each has its three pictures, with the depth that there is', async () => {
      const names = Object.keys(ARCHIVES);
      const folders = await Promise.all(names.map(unpack));
      const sets = folders.flatMap((set) => ['--dataset', set]);
      const json = at('sets.json');
      const { stderr } = await runHere(
        ...['evaluate', ...sets, '--samples', '1', '--fit', 'stretch', '--threads', '1'],
        ...['--model-dir', at('model'), '--json', json],
      );
      const { datasets, near, skipped } = JSON.parse(await readFile(json, 'utf8')) as {
        readonly datasets: readonly {
          readonly dataset: string;
          readonly depth: boolean;
          readonly leftOut: readonly string[];
          readonly perImage: readonly { readonly scores: { readonly mean: { maxF: number } } }[];
        }[];
        readonly near: { readonly bright: number };
        readonly skipped: readonly unknown[];
      };
      expect(skipped).toEqual([]);
      for (const [i, name] of names.entries()) {
        const { depth, perImage, leftOut } = datasets[i]!;
        expect({ name, depth, images: perImage.length }).toEqual({
          ...{ name, depth: ARCHIVES[name]!.depth > 0, images: 3 },
        });
        const told = name === 'zip-msra10k-one-folder' ? 1 : 0;
        expect(leftOut, name).toHaveLength(told);
      }
      // All that have depth, have it for every picture.
      expect(near.bright).toBe(27);
      expect(stderr).toMatch(/Ground truths \(3\): It is painted in 2 colours/);
      expect(stderr).toMatch(/zip-msra10k-one-folder: .*is taken for its ground truth/);
    });
  },
);

/** How far a picture of the motorcycle is from the sample, in levels of 255, where the sample's colour is asked for. */
async function differences(
  picture: ImageSize & { readonly data: ArrayLike<number> },
  channels: 3 | 4,
  isMeant: (red: number, green: number, blue: number) => boolean,
): Promise<number[]> {
  const { height, width, data } = picture;
  const original = await decodePhoto(await readFile(MOTORCYCLE));
  const same = resizeArea(original.data, original.height, original.width, 3, height, width);
  const found: number[] = [];
  for (let i = 0; i < height * width; i++) {
    const [red, green, blue] = [same[i * 3]!, same[i * 3 + 1]!, same[i * 3 + 2]!];
    if (channels === 4 && data[i * 4 + 3] !== 255) continue;
    if (!isMeant(red, green, blue)) continue;
    [red, green, blue].forEach((value, channel) =>
      found.push(Math.abs(value - data[i * channels + channel]!)),
    );
  }
  return found;
}
