import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { ImageError } from './imageError.ts';
import { HAVE_CASES, readCase } from './testing/sharedCases.ts';
import { decodeTruth, readTruth } from './truthMask.ts';
import type { Pixels } from './types.ts';

const HEIGHT = 40;
const WIDTH = 60;

type Painter = (y: number, x: number) => number | readonly number[];

/** Two objects side by side, 1 and 2, on background 0. */
function objectAt(y: number, x: number): 0 | 1 | 2 {
  if (y < 10 || y >= 30) return 0;
  if (x >= 8 && x < 25) return 1;
  return x >= 32 && x < 50 ? 2 : 0;
}

function paint(painter: Painter, bitDepth: 8 | 16 = 8): Pixels {
  const samples: number[] = [];
  let channels = 1;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const colour = [painter(y, x)].flat();
      channels = colour.length;
      samples.push(...colour);
    }
  }
  const data = bitDepth === 16 ? Uint16Array.from(samples) : Uint8Array.from(samples);
  return { height: HEIGHT, width: WIDTH, channels, bitDepth, data };
}

/** Each object in a value of its own. */
const values = (ground: number, first: number, second: number) =>
  paint((y, x) => [ground, first, second][objectAt(y, x)]!);
const colours = (...painted: readonly (readonly number[])[]) =>
  paint((y, x) => painted[objectAt(y, x)]!);

/** Counts of people who agree more and more towards the right. */
const agreeing = (x: number, people: number) => Math.min(Math.floor(x / 4), people);
const bands = (people: number, scale: number) =>
  paint((_, x) => Math.round(agreeing(x, people) * scale));

const objects = Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
  Number(objectAt(Math.floor(i / WIDTH), i % WIDTH) > 0),
);

function failure(pixels: Pixels): string {
  try {
    readTruth(pixels, 'gt.png');
  } catch (error) {
    expect(error).toBeInstanceOf(ImageError);
    expect((error as ImageError).code).toBe('unclearTruth');
    return (error as ImageError).message;
  }
  throw new Error('expected a refusal');
}

it('a mask that is white along its whole border is told, because black may be the object', () => {
  const { data, note } = readTruth(values(255, 0, 0), 'gt.png');
  expect(data[0]).toBe(1);
  expect(inEnglish(note!)).toContain('white along its whole border');
  expect(readTruth(values(0, 255, 255), 'gt.png').note).toBeNull();
});

describe('the object is what is not background', () => {
  it.each<[string, Pixels]>([
    ['white on black', values(0, 255, 255)],
    ['labels 0 and 1', values(0, 1, 1)],
    ['labels 0, 1 and 2', values(0, 1, 2)],
    ['labels with a gap', values(0, 15, 20)],
    ['labels and 255 for "not sure"', values(0, 15, 255)],
    ['0 and 100', values(0, 100, 100)],
    ['0 and 128', values(0, 128, 128)],
    ['0, 50 and 120', values(0, 50, 120)],
    ['0, 100 and 200', values(0, 100, 200)],
    ['the palette of PASCAL VOC', colours([0, 0, 0], [128, 0, 0], [0, 128, 0])],
    ['red on black', colours([0, 0, 0], [255, 0, 0], [255, 0, 0])],
    ['blue on black', colours([0, 0, 0], [0, 0, 64], [0, 0, 64])],
    ['a colour on another', colours([68, 1, 84], [253, 231, 36], [253, 231, 36])],
    ['colours on white', colours([255, 255, 255], [200, 0, 0], [0, 90, 200])],
    ['black that is opaque', colours([0, 0, 0, 0], [0, 0, 0, 255], [0, 0, 0, 255])],
    [
      'white that is opaque',
      colours([255, 255, 255, 0], [255, 255, 255, 255], [255, 255, 255, 255]),
    ],
    ['grey that is half opaque', colours([0, 0], [90, 100], [90, 100])],
    ['coloured labels on nothing', colours([0, 0, 0, 0], [255, 0, 0, 255], [0, 0, 255, 255])],
    ['an opaque mask', colours([0, 0, 0, 255], [255, 255, 255, 255], [255, 255, 255, 255])],
    ['a photo, cut out', paint((y, x) => [y * 5, x * 4, 90, objectAt(y, x) > 0 ? 255 : 0])],
    ['16 bits with 0 and 255', paint((y, x) => (objectAt(y, x) > 0 ? 255 : 0), 16)],
    ['16 bits with labels', paint((y, x) => objectAt(y, x), 16)],
    ['16 bits with numbers of instances', paint((y, x) => objectAt(y, x) * 12_000, 16)],
    ['16 bits, white', paint((y, x) => (objectAt(y, x) > 0 ? 65535 : 0), 16)],
  ])('%s', (_, pixels) => {
    expect(readTruth(pixels, 'gt.png').data).toEqual(objects);
  });

  it('has nothing to tell about white on black', () => {
    expect(readTruth(values(0, 255, 255), 'gt.png')).toMatchObject({ kind: 'mask', note: null });
  });

  it('says what it took for the object', () => {
    expect(readTruth(values(0, 1, 2), 'x')).toMatchObject({
      kind: 'labels',
      counts: null,
      note: { english: 'Its values are 0, 1 and 2: labels, each but 0 taken for the object.' },
    });
    expect(readTruth(values(0, 128, 128), 'x').note!.english).toContain(
      '0 and 128: every pixel that is not 0',
    );
    expect(readTruth(colours([0, 0, 0], [128, 0, 0], [0, 128, 0]), 'x').note!.english).toBe(
      'It is painted in 3 colours: every pixel that is not black is taken for the object.',
    );
    expect(readTruth(colours([0, 0], [0, 255], [0, 255]), 'x').note!.english).toContain(
      'what is opaque',
    );
  });

  it('knows an empty and a full mask', () => {
    const empty = readTruth(values(0, 0, 0), 'x');
    expect(new Set(empty.data)).toEqual(new Set([0]));
    expect(empty.note!.english).toContain('no object');
    const full = readTruth(values(255, 255, 255), 'x');
    expect(new Set(full.data)).toEqual(new Set([1]));
  });

  it('is not misled by softened or scattered edges', () => {
    const near = (y: number, x: number) => [y - 1, y + 1].some((row) => objectAt(row, x) > 0);
    const soft =
      (peak: number): Painter =>
      (y, x) =>
        objectAt(y, x) > 0 ? peak - Number(x % 9 === 0) : near(y, x) ? 10 + (x % 25) : 0;
    const { data, note } = readTruth(paint(soft(120)), 'x');
    expect(Float32Array.from(data, (value) => Number(value > 0.5))).toEqual(objects);
    expect(note!.english).toContain('brightest level is 120');
    const red = paint((y, x) => [
      soft(200)(y, x) as number,
      Number(y % 9 === 0),
      Number(x % 9 === 0),
    ]);
    expect(readTruth(red, 'x').data).toEqual(objects);
  });
});

describe('soft masks stay as they are', () => {
  it('in 8 and 16 bits', () => {
    const slope = paint((y, x) => Math.min(255, y + 4 * x));
    const read = readTruth(slope, 'x');
    expect(read).toMatchObject({ kind: 'mask', note: null });
    expect(read.data).toEqual(Float32Array.from(slope.data, (value) => value / 255));
    const wide = readTruth(
      paint((y, x) => Math.min(65535, 257 * (y + 4 * x)), 16),
      'x',
    );
    expect(wide.data).toEqual(read.data);
  });

  it('where grey lies between black and white all around', () => {
    const trimap = paint(
      (y, x) => [0, 128, 255][Math.min(2, Math.floor(Math.min(y, x, 39 - y, 59 - x) / 4))]!,
    );
    const read = readTruth(trimap, 'x');
    expect(read.data[4 * WIDTH + 10]).toBe(Math.fround(128 / 255));
    expect(read.kind).toBe('mask');
    expect(read.note!.english).toContain('flat areas of the grey 128, as trimaps have');
  });
});

describe('counts of people', () => {
  it.each([
    ['as they are', bands(12, 1), 12],
    ['by few', bands(6, 1), 6],
    ['stretched to white', bands(12, 255 / 12), 12],
  ])('%s', (_, pixels, people) => {
    const { kind, counts, data, note } = readTruth(pixels, 'x');
    expect(kind).toBe('people');
    expect(counts!.people).toBe(people);
    const expected = objects.map((_, i) => agreeing(i % WIDTH, people));
    expect([...counts!.data]).toEqual([...expected]);
    expect([data[0], data[WIDTH - 1]]).toEqual([0, 1]);
    expect(note!.english).toContain(`how many of ${people} people`);
  });

  it('up to 12 with gaps, as PASCAL-S has them', () => {
    const { counts, data } = readTruth(values(0, 3, 12), 'x');
    expect(counts!.people).toBe(12);
    expect(data[15 * WIDTH + 10]).toBe(0.25);
  });
});

describe('what stays unclear is refused', () => {
  it.each<[string, Pixels, string]>([
    ['labels without 0', values(2, 1, 1), 'no 0'],
    ['two greys, none of them black', values(180, 230, 230), 'neither is black'],
    ['labels or counts', values(0, 3, 7), 'labels of objects or counts of people'],
    ['black, grey and white side by side', values(0, 128, 255), 'labels of objects or a soft mask'],
    ['one dark grey', values(90, 90, 90), '90 all over'],
    ['shades that are all dark', paint((y, x) => y + x), 'dark all over'],
    ['a photo', paint((y, x) => [y * 5, x * 4, (x * y) % 256]), 'no mask'],
    [
      'stripes of colours',
      paint(
        (_, x) =>
          [
            [200, 0, 0],
            [0, 200, 0],
            [0, 0, 200],
          ][x % 3]!,
      ),
      'which is background',
    ],
    [
      'one mask in colour, another in transparency',
      paint((y, x) => [y < 20 ? 255 : 0, objectAt(y, x) > 0 ? 255 : 0]),
      'another by its transparency',
    ],
  ])('%s', (_, pixels, words) => {
    const message = failure(pixels);
    expect(message).toContain(words);
    expect(message).toMatch(/gt\.png .*\.$/);
  });
});

it('reads palettes and bits from files', async () => {
  const palette = [
    [0, 0, 0],
    [128, 0, 0],
  ];
  const data = Uint8Array.from(objects);
  const indexed = encode({ height: HEIGHT, width: WIDTH, data, channels: 1, depth: 8, palette });
  expect((await decodeTruth(indexed)).data).toEqual(objects);
});

describe.skipIf(!HAVE_CASES)('files that were once scored as empty (../shared/cases)', () => {
  it.each(['labels012', 'v128', 'voc_palette', 'alpha_white', 'zeroone'])('%s', async (name) => {
    const truth = await decodeTruth(readCase(`gt-label-values/${name}.png`));
    expect(truth.data.reduce((sum, value) => sum + value, 0)).toBe(20148);
    expect(truth.note).not.toBeNull();
  });
});

it('a soft mask of floats may pass 0 and 1 by rounding, and no further', async () => {
  const pfm = (highest: number) => {
    const values = new Float32Array([0, 0.25, 1, highest]);
    const header = new TextEncoder().encode('Pf\n4 1\n-1.0\n');
    return Uint8Array.from([...header, ...new Uint8Array(values.buffer)]);
  };
  const { data, kind } = await decodeTruth(pfm(1 + 1e-6));
  expect([kind, data[0], data[3]]).toEqual(['mask', 0, 1]);
  expect(data[1]).toBeCloseTo(0.25, 2);
  await expect(decodeTruth(pfm(1.5))).rejects.toThrow('neither from 0 to 1 nor whole numbers');
});
