import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { depth } from './depth.ts';
import { BadInput } from './failures.ts';
import { SCENE, writeScenes } from './testing/scenes.ts';
import { writeTinyDepthModel, writeTinyModel } from './testing/tinyModel.ts';

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-depth-'));
  await writeTinyDepthModel(at('model'));
  writeScenes(at('set'), 2);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command and returns what it told. */
async function run(rgb: string, out: string, depthModel = at('model')): Promise<string> {
  let told = '';
  const messages = { write: (text: string) => (told += text) };
  await depth({ rgb, out, depthModel, backend: 'wasm' }, messages);
  return told;
}

const photo = () => at('set', 'RGB', 'scene-0.png');

describe('ucnet depth', () => {
  it('writes 16 bits at the photo’s size, with a reading everywhere', async () => {
    expect(await run(photo(), at('deep', 'one.png'))).toContain('one.png.');
    const raw = await decodeDepthRaw(readFileSync(at('deep', 'one.png')));
    expect(raw).toMatchObject({ ...SCENE, bitDepth: 16 });
    expect(raw.values.every((level) => level > 0)).toBe(true);
  });

  it('names the file after the photo where a folder is given', async () => {
    mkdirSync(at('there'));
    await run(photo(), at('there'));
    expect(readdirSync(at('there'))).toEqual(['scene-0.png']);
    expect(readFileSync(at('there', 'scene-0.png'))).toEqual(readFileSync(at('deep', 'one.png')));
  });

  it('goes through a folder, and past what it cannot read', async () => {
    writeScenes(at('mixed'), 4);
    copyFileSync(at('model', 'weights.safetensors'), at('mixed', 'RGB', 'scene-1.png'));
    copyFileSync(photo(), at('mixed', 'RGB', 'scene-2.jpg'));
    const told = await run(at('mixed', 'RGB'), at('estimated'));
    expect(readdirSync(at('estimated'))).not.toContain('scene-1.png');
    expect(readFileSync(at('estimated', 'scene-0.png'))).toEqual(
      readFileSync(at('deep', 'one.png')),
    );
    expect(told).toMatch(/Skipped: .*scene-1\.png/);
    expect(told).toContain('scene-2: left out, because scene-2.jpg and scene-2.png would');
    expect(told).toContain('Wrote 2 of 3 depth maps');
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['a missing photo', () => run(at('gone.jpg'), at('o.png')), /gone\.jpg does not exist/],
    ['another kind of file to write', () => run(photo(), at('o.jpg')), /ends in \.png/],
    ['to write over the photo', () => run(photo(), photo()), /is the photo itself/],
    ['to mix depth and photos', () => run(at('set', 'RGB'), at('set', 'RGB')), /holds the photos/],
    ['a folder without pictures', () => run(at('model'), at('o')), /holds no picture/],
    [
      'a folder of which nothing can be read',
      async () => {
        mkdirSync(at('broken'));
        copyFileSync(at('model', 'model.json'), at('broken', 'a.png'));
        return run(at('broken'), at('o'));
      },
      /No depth map could be made of .*broken in .*: see the lines above/,
    ],
    [
      'a place where nothing can be written',
      async () => {
        mkdirSync(at('single'));
        mkdirSync(at('taken', 'a.png'), { recursive: true });
        copyFileSync(photo(), at('single', 'a.png'));
        return run(at('single'), at('taken'));
      },
      /No depth map could be made of .*single in .*taken: see the lines above/,
    ],
    [
      'a network that estimates no depth',
      async () => {
        await writeTinyModel(at('saliency'));
        return run(photo(), at('o.png'), at('saliency'));
      },
      /is no depth network that this program can use: model\.json has configuration values/,
    ],
  ])('refuses %s', async (_, attempt, message) => {
    const error = await attempt().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadInput);
    expect((error as BadInput).message).toMatch(message);
  });
});
