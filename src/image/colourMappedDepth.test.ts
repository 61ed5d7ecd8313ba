import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { undoColourMap } from './colourMappedDepth.ts';
import { colourMapTable, type ColourMapName } from './colourMaps.ts';
import { decodeDepthRaw, depthRemarks } from './decodeDepth.ts';
import { readFixture } from './fixtures/read.ts';
import { HAVE_CASES, readCase } from './testing/sharedCases.ts';
import type { Pixels } from './types.ts';

const HEIGHT = 40;
const WIDTH = 60;
/** Rising to the right and, in waves, downwards. */
const levels = Uint8Array.from({ length: HEIGHT * WIDTH }, (_, i) => {
  const [y, x] = [Math.floor(i / WIDTH), i % WIDTH];
  return Math.round(20 + 3.4 * x + 15 * Math.sin(y / 4));
});

function painted(map: ColourMapName, scatter = 0): Pixels {
  const table = colourMapTable(map);
  const data = new Uint8Array(levels.length * 3);
  levels.forEach((level, i) => {
    for (let c = 0; c < 3; c++) {
      const noise = scatter === 0 ? 0 : ((i * 7919 + c * 104729) % (2 * scatter + 1)) - scatter;
      data[i * 3 + c] = Math.min(255, Math.max(0, table[level * 3 + c]! + noise));
    }
  });
  return { height: HEIGHT, width: WIDTH, channels: 3, bitDepth: 8, data };
}

describe('undoColourMap', () => {
  it.each([
    ...(['jet', 'turbo', 'inferno', 'viridis', 'magma', 'plasma'] as const),
    ...(['Spectral', 'RdYlBu', 'coolwarm', 'hsv', 'rainbow', 'OpenCV rainbow'] as const),
  ])('%s gives back what was painted, from exact and from scattered colours', (map) => {
    // Spectral has stretches in which a level changes its colour by less than one.
    const scatters = map === 'Spectral' ? [0, 4] : [0, 6];
    for (const scatter of scatters) {
      const undone = undoColourMap(painted(map, scatter))!;
      expect(undone.map).toBe(map);
      undone.values.forEach((level, i) =>
        expect(Math.abs(level - levels[i]!)).toBeLessThanOrEqual(scatter === 0 ? 2 : 24),
      );
    }
  });

  it('leaves out what was not painted with it', () => {
    const picture = painted('jet');
    picture.data.fill(0, 3 * 100, 3 * 130);
    const { missing } = undoColourMap(picture)!;
    expect(missing!.reduce((sum, one) => sum + one, 0)).toBe(30);
    expect([missing![99], missing![100], missing![129], missing![130]]).toEqual([0, 1, 1, 0]);
  });

  it.each<[string, (i: number) => readonly [number, number, number]]>([
    ['a photo', (i) => [(i * 13) % 256, (i * 7) % 200, (i * 29) % 256]],
    ['one colour', () => [0, 0, 200]],
    ['a sepia picture', (i) => [60 + (i % 120), 40 + (i % 120), 20 + (i % 120)]],
    ['a map of another kind', (i) => [255 - (i % 256), 0, i % 256]],
  ])('does not take %s for depth', (_, colour) => {
    const data = Uint8Array.from({ length: levels.length }, (__, i) => i);
    const samples = Uint8Array.from([...data.keys()].flatMap((i) => [...colour(i)]));
    expect(
      undoColourMap({ height: HEIGHT, width: WIDTH, channels: 3, bitDepth: 8, data: samples }),
    ).toBeNull();
  });
});

it.each(['jet', 'turbo', 'viridis', 'rainbow'] as const)(
  'depth painted with %s by OpenCV and saved as a JPEG of middling quality is turned back',
  async (map) => {
    const raw = await decodeDepthRaw(readFixture(`opencv-${map}.jpg`));
    expect(depthRemarks(raw).map(inEnglish).join()).toContain(map);
    const levelOf = (y: number, x: number) => (x % 16 < 8 ? 60 + y : 220 - y);
    const near = raw.values.filter((value, i) => {
      const level = levelOf(Math.floor(i / raw.width), i % raw.width);
      return Math.abs(value - level) < 12;
    });
    // The rest are the steps' edges, where JPEG mixed two colours.
    expect(near.length).toBeGreaterThan(0.85 * raw.values.length);
  },
);

it('a painted depth file is turned back, with a warning', async () => {
  const { height, width, data } = painted('turbo');
  const raw = await decodeDepthRaw(encode({ height, width, data, channels: 3 }));
  expect(raw.bitDepth).toBe(8);
  raw.values.forEach((level, i) => expect(Math.abs(level - levels[i]!)).toBeLessThanOrEqual(2));
  expect(inEnglish(raw.warning!)).toMatch(
    /^This depth map is painted with the colour map turbo, .*\.$/,
  );
  expect(depthRemarks(raw)).toEqual([raw.warning]);
});

it.each([
  ['twilight', true],
  ['RdBu', true],
  ['prism', true],
  ['Blues', false],
  ['hot', false],
])('depth painted with %s by Matplotlib is read by its brightness', async (map, isMixed) => {
  const raw = await decodeDepthRaw(readFixture(`matplotlib-${map}.png`));
  expect([raw.colour, raw.missing]).toEqual(['colour', null]);
  const warning = inEnglish(raw.warning!);
  expect(warning).toMatch(/^This depth map is in colour, .*brightness.*depth/);
  expect(warning.includes('near and far are mixed up')).toBe(isMixed);
});

it.skipIf(!HAVE_CASES)('jet with holes (../shared/cases)', async () => {
  const raw = await decodeDepthRaw(readCase('depth-jet-cli-silent/depth.png'));
  expect(inEnglish(raw.warning!)).toContain('colour map jet');
});
