import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { crc32 } from '../math/crc32.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { encodeRgbPng } from './testing/pngFiles.ts';
import {
  curveTag,
  DISPLAY_P3,
  rgbProfile,
  SRGB_CURVE,
  withPngProfile,
} from './testing/profiles.ts';

const COLOUR = [200, 100, 50];
const FILE = encodeRgbPng({ height: 1, width: 1, data: Uint8Array.from(COLOUR) });
const P3_PROFILE = rgbProfile(DISPLAY_P3, curveTag({ parameters: SRGB_CURVE }));

type Chunk = readonly [string, readonly number[]];

/** A PNG file with chunks more, right behind its header. */
function withChunks(...chunks: readonly Chunk[]): Uint8Array {
  return withChunksIn(FILE, ...chunks);
}

function withChunksIn(file: Uint8Array, ...chunks: readonly Chunk[]): Uint8Array {
  const bytes = chunks.flatMap(([type, data]) => {
    const body = [...new TextEncoder().encode(type), ...data];
    return [...numbers(data.length), ...body, ...numbers(crc32(Uint8Array.from(body)))];
  });
  return Uint8Array.from([...file.subarray(0, 33), ...bytes, ...file.subarray(33)]);
}

function numbers(...values: number[]): number[] {
  return values.flatMap((value) => [
    value >>> 24,
    (value >> 16) & 255,
    (value >> 8) & 255,
    value & 255,
  ]);
}

const P3_CHROMATICITIES = [0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06];
const cHRM = numbers(...P3_CHROMATICITIES.map((value) => Math.round(value * 1e5)));
const ofGamma = (gamma: number) => ['gAMA', numbers(Math.round(gamma * 1e5))] as const;

async function expectColour(file: Uint8Array, expected: readonly number[]): Promise<void> {
  const { data, remarks } = await decodePhoto(file);
  expected.forEach((value, i) => expect(Math.abs(data[i]! - value)).toBeLessThanOrEqual(1));
  expect(remarks).toEqual([]);
}

describe('colours that a PNG file names by numbers', () => {
  it.each([
    ['Display P3, as its profile has it', [12, 13, 0, 1], [215, 93, 31]],
    ['sRGB', [1, 13, 0, 1], COLOUR],
    ['linear light', [1, 8, 0, 1], [229, 168, 122]],
    // Both by NumPy from the chromaticities.
    ['BT.2020 with the curve of sRGB', [9, 13, 0, 1], [241, 76, 29]],
    ['what no table has', [200, 200, 0, 1], COLOUR],
  ])('cICP: %s', async (_, codes, expected) => {
    await expectColour(withChunks(['cICP', codes]), expected);
  });

  it('cICP goes before a profile', async () => {
    const both = withPngProfile(withChunks(['cICP', [1, 13, 0, 1]]), P3_PROFILE);
    await expectColour(both, COLOUR);
  });

  it.each([
    ['gAMA of sRGB', [ofGamma(0.45455)], COLOUR],
    ['gAMA of light itself', [ofGamma(1)], [229, 168, 122]],
    ['gAMA and cHRM of Display P3', [ofGamma(0.45455), ['cHRM', cHRM] as const], [215, 93, 31]],
    ['gAMA beside sRGB, which goes before it', [ofGamma(1), ['sRGB', [0]] as const], COLOUR],
    ['gAMA of nothing', [ofGamma(0)], COLOUR],
  ])('%s', async (_, chunks, expected) => {
    await expectColour(withChunks(...chunks), expected);
  });

  // Levels of white by the standards: 203 cd/m² is .5807 of PQ, and three quarters of HLG.
  it.each([
    ['PQ', 16, 148],
    ['HLG', 18, 191],
  ])('%s: its white is white, what is brighter too, and that is told', async (_, code, white) => {
    const grey = async (level: number) => {
      const pixel = new Uint8Array(3).fill(level);
      const file = encodeRgbPng({ height: 1, width: 1, data: pixel });
      const hdr = withChunksIn(file, ['cICP', [9, code, 0, 1]]);
      const { data, remarks } = await decodePhoto(hdr);
      expect(remarks.map(inEnglish).join()).toContain('high dynamic range');
      expect(new Set(data).size).toBe(1);
      return data[0]!;
    };
    expect(await grey(white)).toBeGreaterThan(252);
    expect(await grey(255)).toBe(255);
    expect(await grey(white - 30)).toBeLessThan(230);
    expect(await grey(0)).toBe(0);
  });
});

it('an AVIF file’s code points of Display P3 are converted', async () => {
  const file = readFixture('heif-enc.avif').slice();
  const plain = await decodePhoto(file);
  const at = Buffer.from(file).indexOf('nclx');
  file.set([0, 12, 0, 13], at + 4);
  const wide = await decodePhoto(file);
  // A red of P3 is redder than sRGB's of the same numbers.
  const pixel = 3 * (10 * 64 + 50);
  expect(plain.data[pixel]! - plain.data[pixel + 1]!).toBeGreaterThan(100);
  expect(wide.data[pixel]!).toBeGreaterThan(plain.data[pixel]! + 4);
  expect(wide.data[pixel + 1]!).toBeLessThan(plain.data[pixel + 1]! - 4);
});
