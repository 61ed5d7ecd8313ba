import { describe, expect, it } from 'vitest';
import { readFocalLength } from './focalLength.ts';
import { readFixture } from './fixtures/read.ts';

type Value = number | readonly [above: number, below: number];

/** A JPEG file of nothing but an Exif block (Exif 2.32) with these tags, by number. */
function jpegWith(tags: Readonly<Record<number, Value>>): Uint8Array {
  const entries = Object.entries(tags);
  const exifAt = 8 + 2 + 12 + 4;
  let room = exifAt + 2 + entries.length * 12 + 4;
  const bytes = new Uint8Array(room + entries.length * 8);
  const view = new DataView(bytes.buffer);
  const entry = (at: number, tag: number, value: Value) => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, typeof value === 'number' ? 4 : 5);
    view.setUint32(at + 4, 1);
    if (typeof value === 'number') view.setUint32(at + 8, value);
    else {
      view.setUint32(at + 8, room);
      value.forEach((part, i) => view.setUint32(room + i * 4, part));
      room += 8;
    }
  };
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  entry(10, 0x8769, exifAt);
  view.setUint16(exifAt, entries.length);
  entries.forEach(([tag, value], i) => entry(exifAt + 2 + i * 12, Number(tag), value));
  const length = bytes.length + 8;
  const exif = [...'Exif'].map((letter) => letter.charCodeAt(0));
  const start = [0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...exif, 0, 0];
  return Uint8Array.of(...start, ...bytes, 0xff, 0xd9);
}

const LENGTH = 0x920a;
const FILM = 0xa405;
const RESOLUTION = 0xa20e;
const UNIT = 0xa210;
const WIDTH = 0xa002;
const HEIGHT = 0xa003;

describe('readFocalLength', () => {
  it('takes the length that the file gives for film', async () => {
    expect(await readFocalLength(jpegWith({ [LENGTH]: [425, 100], [FILM]: 26 }))).toBe(26);
  });

  it('works it out from the sensor where the file gives the real length alone', async () => {
    // A sensor of 24 × 18 mm at 100 pixels a millimetre.
    const sensor = { [WIDTH]: 2400, [HEIGHT]: 1800, [RESOLUTION]: [1000, 1] as const, [UNIT]: 3 };
    const length = await readFocalLength(jpegWith({ [LENGTH]: [30, 1], ...sensor }));
    expect(length).toBeCloseTo((30 * Math.hypot(24, 36)) / 30, 3);
    const inches = { ...sensor, [RESOLUTION]: [2540, 1] as const, [UNIT]: 2 };
    expect(await readFocalLength(jpegWith({ [LENGTH]: [30, 1], ...inches }))).toBeCloseTo(
      length!,
      3,
    );
  });

  it('knows nothing of files without it, of nonsense, and of the real length alone', async () => {
    expect(await readFocalLength(readFixture('photo.jpg'))).toBeNull();
    expect(await readFocalLength(Uint8Array.of(1, 2, 3))).toBeNull();
    expect(await readFocalLength(jpegWith({ [FILM]: 0 }))).toBeNull();
    expect(await readFocalLength(jpegWith({ [LENGTH]: [425, 100] }))).toBeNull();
  });
});
