import { beforeEach, describe, expect, it } from 'vitest';
import { AS_STORED } from '../image/adjustDepth.ts';
import type { RawDepth, RgbImage } from '../image/types.ts';
import { inEnglish } from '../languages/sentence.ts';
import { DepthMisfit, type DepthChoices, orientDepth, prepareDepth } from './prepareDepth.ts';
import { inferenceSays } from './sentences.ts';
import { FakePredictor } from './testing/fakePredictor.ts';

function photoOf(width: number, height: number): RgbImage {
  return { height, width, data: new Uint8Array(height * width * 3) };
}

/** A depth map of 16 bits, in which 0 means no reading. */
function depthOf(width: number, height: number, value: (x: number, y: number) => number): RawDepth {
  const values = Uint16Array.from({ length: height * width }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  return {
    ...{ height, width, bitDepth: 16, values },
    ...{ missing: null, noReading: { zero: true, highest: null } },
    ...{ colour: 'grey', notes: [], warning: null },
  };
}

const photo = photoOf(8, 6);
const rising = depthOf(8, 6, (x) => 100 + 10 * x);
const empty = depthOf(8, 6, () => 0);

let predictor: FakePredictor;

beforeEach(() => {
  predictor = new FakePredictor();
});

function prepare(raw: RawDepth, choices: Partial<DepthChoices> = {}) {
  const all: DepthChoices = { near: 'bright', fit: null, ...choices };
  return prepareDepth(predictor, photo, { name: 'd.png', raw }, all);
}

describe('orientDepth', () => {
  it('puts the near end at 1', () => {
    expect(orientDepth(rising, 'bright').map!.data[7]).toBe(1);
    expect(orientDepth(rising, 'dark').map!.data[7]).toBe(0);
  });

  it('passes on what is strange about the file', () => {
    const { warnings } = orientDepth({ ...rising, warning: 'It is in colour.' }, 'bright');
    expect(warnings).toEqual(['It is in colour.']);
  });
});

it('tells where distances may be taken the wrong way round, because nobody says which end is near', async () => {
  const millimetres = depthOf(8, 6, (x, y) => 900 + 300 * x + 40 * y);
  const told = async (raw: RawDepth, near: DepthChoices['near']) =>
    (await prepare(raw, { near })).warnings;
  const warning = inferenceSays.maybeDistances('millimetres');
  expect(await told(millimetres, null)).toEqual([warning]);
  expect(inEnglish(warning)).toMatch(/large ones are taken as near: if they are distances, say/);
  expect(await told(millimetres, 'bright')).toEqual([]);
  expect(await told(millimetres, 'auto')).toEqual([]);
  expect(await told({ ...millimetres, saidNear: { near: 'dark', by: 'name' } }, null)).toEqual([]);
  expect(
    await told(
      depthOf(8, 6, (x) => 9000 * x + 1),
      null,
    ),
  ).toEqual([]);
});

it('takes the near end that the file itself says, unless another is chosen', async () => {
  const near = async (raw: RawDepth, choice: DepthChoices['near']) => {
    const prepared = await prepare(raw, { near: choice });
    return [prepared.near, prepared.nearBy];
  };
  const metres: RawDepth = { ...rising, saidNear: { near: 'dark', by: 'name' } };
  expect(await near(metres, null)).toEqual(['dark', 'file']);
  expect(await near(metres, 'auto')).toEqual(['dark', 'file']);
  expect(await near({ ...rising, near: 'bright' }, 'auto')).toEqual(['bright', 'file']);
  expect(await near(metres, 'bright')).toEqual(['bright', 'user']);
  expect(await near(rising, null)).toEqual(['bright', 'nobody']);
  expect(predictor.seen).toEqual([]);
});

it('reads a depth map as it is told: one that lies on its side fits once it is turned', async () => {
  const side = depthOf(6, 8, (_, y) => 100 + 10 * (7 - y));
  await expect(prepare(side)).rejects.toThrow(DepthMisfit);
  const { map, warnings } = await prepare(side, { adjust: { ...AS_STORED, turns: 1 } });
  expect(map).toEqual((await prepare(rising)).map);
  expect(warnings).toEqual([]);
});

it('says so where no reading lies between the ends that are chosen', async () => {
  const choose = (range: readonly [number, number]) =>
    prepare(rising, { adjust: { ...AS_STORED, range } });
  expect((await choose([500, 900])).warnings.map(inEnglish)).toEqual([
    expect.stringMatching(/another range/),
  ]);
  expect((await choose([120, 140])).warnings).toEqual([]);
});

describe('a depth map without any reading', () => {
  it.each(['bright', 'dark', 'auto'] as const)(
    'counts as no depth, with a warning, where near is %s',
    async (near) => {
      expect(await prepare(empty, { near })).toEqual({
        map: null,
        near: null,
        nearBy: null,
        warnings: [inferenceSays.countsAsNone()],
      });
      expect(predictor.seen).toEqual([]);
    },
  );
});

describe('the near end', () => {
  // Brighter at the bottom, which is near as a rule.
  const bottom = depthOf(8, 6, (_, y) => 100 + 10 * y);
  const top = depthOf(8, 6, (_, y) => 200 - 10 * y);

  it('is the one that is said', async () => {
    expect(await prepare(bottom, { near: 'dark' })).toMatchObject({ near: 'dark' });
    expect(predictor.seen).toEqual([]);
  });

  it('is decided by the photo alone when nobody says', async () => {
    expect(await prepare(bottom, { near: 'auto' })).toMatchObject({
      near: 'bright',
      nearBy: 'network',
    });
    const { near, map } = await prepare(top, { near: 'auto' });
    expect(near).toBe('dark');
    expect(map!.data[40]).toBe(1);
    expect(predictor.seen.map(({ depth }) => depth)).toEqual([null, null]);
  });

  it('is not decided again where it is remembered', async () => {
    const file = { name: 'd.png', raw: bottom };
    const choices = { near: 'auto', fit: null } as const;
    const remember = async () => 'dark' as const;
    const prepared = await prepareDepth(predictor, photo, file, choices, remember);
    expect(prepared).toMatchObject({ near: 'dark', nearBy: 'network' });
    expect(predictor.seen).toEqual([]);
  });
});

describe('a depth map of another shape', () => {
  const square = depthOf(4, 4, (x) => 100 + 10 * x);

  it('is refused by its name unless somebody says what to do', async () => {
    await expect(prepare(square)).rejects.toThrow(DepthMisfit);
    await expect(prepare(square)).rejects.toThrow(/^d\.png does not fit its photo\. .*4×4/);
  });

  it('is given whole to be stretched', async () => {
    const { map, warnings } = await prepare(square, { fit: 'stretch' });
    expect(map).toMatchObject({ width: 4, height: 4 });
    expect(warnings).toEqual([]);
  });

  it('is cropped to the photo’s shape around its centre', async () => {
    const { map } = await prepare(square, { fit: 'crop' });
    expect(map).toMatchObject({ width: 4, height: 3 });
  });

  it('is told to be turned where a quarter turn would make it fit', async () => {
    const turned = depthOf(6, 8, (x) => 100 + 10 * x);
    await expect(prepare(turned)).rejects.toThrow(/turned by a quarter/);
    const { warnings } = await prepare(turned, { fit: 'stretch' });
    expect(warnings.map(inEnglish)).toEqual([expect.stringMatching(/turned by a quarter/)]);
  });

  it('of the same shape is left alone by both', async () => {
    for (const fit of ['stretch', 'crop'] as const) {
      expect((await prepare(rising, { fit })).map).toMatchObject({ width: 8, height: 6 });
    }
  });
});
