import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodeMap } from './decodeMap.ts';
import { decodePhoto } from './decodePhoto.ts';
import { encodePicture } from './encodePicture.ts';
import { readFixture } from './fixtures/read.ts';
import { joinBytes } from '../math/bytes.ts';

const WHOLE = 'The JPEG lacks the mark at its end, and nothing else: the picture is whole.';

describe('a JPEG without its end mark', () => {
  it.each(['photo.jpg', 'progressive.jpg', 'orientation-6.jpg'])(
    '%s is read whole',
    async (name) => {
      const file = readFixture(name);
      const { data, remarks } = await decodePhoto(file);
      expect(remarks).toEqual([]);
      const endings = [file.slice(0, -2), file.slice(0, -1)];
      // Room that was made for the file and never written.
      endings.push(joinBytes([file.slice(0, -2), new Uint8Array(999)]));
      for (const ended of endings) {
        const read = await decodePhoto(ended);
        expect(read.remarks.map(inEnglish)).toEqual([WHOLE]);
        expect(read.data).toEqual(data);
      }
    },
  );

  it('is read as depth and as a map', async () => {
    const file = readFixture('grey.jpg');
    const { values } = await decodeDepthRaw(file);
    const raw = await decodeDepthRaw(file.slice(0, -2));
    expect(raw.values).toEqual(values);
    expect(raw.missing).toBeNull();
    expect(raw.notes.map(inEnglish)).toContain(WHOLE);
    expect(await decodeMap(file.slice(0, -2))).toEqual(await decodeMap(file));
  });
});

describe('a JPEG that is cut short', () => {
  const [HEIGHT, WIDTH] = [320, 240];
  const picture = async () => {
    const data = new Uint8Array(HEIGHT * WIDTH * 4).fill(255);
    for (let i = 0; i < HEIGHT * WIDTH; i++) {
      const [y, x] = [Math.floor(i / WIDTH), i % WIDTH];
      const level = 60 + ((y * 3 + x * 5) % 90);
      data.set([level, level, level], 4 * i);
    }
    return encodePicture({ height: HEIGHT, width: WIDTH, data }, 'jpg');
  };

  /** A baseline file of the same picture, as cameras write it: this project's own are progressive. */
  it('within its last lines is read, and lines are told and have no depth', async () => {
    const file = readFixture('pillow-baseline.jpg');
    const whole = await decodeDepthRaw(file);
    const cut = file.slice(0, Math.floor(file.length * 0.97));
    const { values, missing, notes, height, width } = await decodeDepthRaw(cut);
    const lines = missing!.reduce((sum, one) => sum + one, 0) / width;
    expect(lines % 8).toBe(0);
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThanOrEqual(0.1 * height);
    const kept = width * (height - lines);
    expect(missing!.subarray(0, kept)).toEqual(new Uint8Array(kept));
    // The smoothing of a block's edge, if any, is the only difference.
    expect(values.subarray(0, kept)).toEqual(whole.values.subarray(0, kept));
    const note = `The JPEG is cut short: its lowest ${lines} lines are missing, some of them in part.`;
    expect(notes.map(inEnglish)).toContain(note);
    expect((await decodePhoto(cut)).remarks.map(inEnglish)).toEqual([note]);
    await expect(decodeMap(cut, 'm')).rejects.toThrow('m is damaged or cut short');
  });

  it('further up is refused, and so is a progressive one that lacks anything', async () => {
    const file = readFixture('pillow-baseline.jpg');
    for (const share of [0.8, 0.5, 0.2]) {
      const cut = file.slice(0, Math.floor(file.length * share));
      await expect(decodePhoto(cut, 'p')).rejects.toThrow('p is damaged or cut short');
      const blank = joinBytes([cut, new Uint8Array(file.length - cut.length)]);
      await expect(decodePhoto(blank, 'p')).rejects.toThrow('p is damaged or cut short');
    }
    const progressive = await picture();
    const refused = [0.98, 0.9, 0.5].map((share) => Math.floor(progressive.length * share));
    // The beginning of its last scan, and what lies before it.
    for (let at = progressive.length - 2; at > 0; at--) {
      if (progressive[at] === 0xff && progressive[at + 1] === 0xda) {
        refused.push(at);
        break;
      }
    }
    for (const length of refused) {
      const cut = progressive.slice(0, length);
      await expect(decodePhoto(cut, 'p'), `${length}`).rejects.toThrow('p is damaged or cut short');
    }
  });
});
