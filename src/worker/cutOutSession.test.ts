import { expect, it } from 'vitest';
import type { Stroke } from '../image/brush.ts';
import { decodePng } from '../image/decodePng.ts';
import { encodeRgbPng } from '../image/testing/pngFiles.ts';
import { type CutOutRequest, CutOutSession } from './cutOutSession.ts';
import { source } from './testing/pairFiles.ts';

const HEIGHT = 60;
const WIDTH = 120;
/** Grey, with a little noise. */
const photo = encodeRgbPng({
  ...{ height: HEIGHT, width: WIDTH },
  data: Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, (_, i) => 120 + ((i * 37) % 11)),
});
/** Square, as the network's are; the left half is in. */
const SIDE = 40;
const map = {
  ...{ height: SIDE, width: SIDE },
  data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE < SIDE / 2 ? 0.9 : 0.1)),
};
const plain: CutOutRequest = {
  ...{ mapKey: 'consensus', map, answers: [map], threshold: 0.5, kept: {}, strokes: [] },
  ...{ feather: 0, background: { kind: 'transparent' }, trim: false },
};
const dab = (keep: boolean, x: number, y: number): Stroke => ({
  ...{ keep, radius: 0.1 },
  points: [{ x, y }],
});

it('paints strokes over the chosen parts, on the screen as in the file', async () => {
  const session = await CutOutSession.open(source('photo', photo));
  const erased = dab(false, 0.2, 0.25);
  const taken = dab(true, 0.8, 0.75);
  /** Opacities of the two places, and of one in either half that nobody painted. */
  const look = async (request: CutOutRequest) => {
    const preview = (await session.preview(request)).picture!;
    const file = (await session.make(request, 'png', () => undefined))!;
    const saved = decodePng(file.bytes, 'file');
    const at = (y: number, x: number) => (y * WIDTH + x) * 4 + 3;
    const places = [at(15, 24), at(45, 96), at(45, 24), at(15, 96)];
    const seen = places.map((place) => preview.data[place]);
    expect(places.map((place) => saved.data[place])).toEqual(seen);
    return seen;
  };
  expect(await look(plain)).toEqual([255, 0, 255, 0]);
  expect(await look({ ...plain, strokes: [erased] })).toEqual([0, 0, 255, 0]);
  expect(await look({ ...plain, strokes: [erased, taken] })).toEqual([0, 255, 255, 0]);
  expect(await look({ ...plain, strokes: [taken] })).toEqual([255, 255, 255, 0]);
  expect(await look({ ...plain, kept: { 0: false }, strokes: [taken] })).toEqual([0, 255, 0, 0]);
});
