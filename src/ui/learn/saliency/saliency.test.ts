import { expect, it } from 'vitest';
import { fuse } from './fusion.ts';
import { FOCUSES, lightFieldOf, refocus, sharpnessOf } from './lightField.ts';
import { crowdOf, drawPeople, inclination, markedBy } from './people.ts';
import { drawScene, MIDDLES, SCENE, THINGS, WIDTH } from './scene.ts';

const at = (fusion: 'early' | 'feature' | 'result', weight: number) => {
  const { data } = fuse(drawScene(), fusion, weight);
  const ground = data[2 * WIDTH + 2]!;
  return {
    ball: data[MIDDLES.ball]!,
    box: data[MIDDLES.box]!,
    poster: data[MIDDLES.poster]!,
    ground,
  };
};

it('of many people, the share that a thing is said to have marks it', () => {
  const people = drawPeople(20_000, 3);
  for (const name of THINGS) {
    const share = people.filter((person) => inclination(name, person) > 0).length / people.length;
    expect(share).toBeCloseTo(SCENE[name].share, 1.5);
  }
});

it('everybody marks something, and preferences do what they say', () => {
  expect(markedBy([-3, 0, 0])).toHaveLength(1);
  expect(markedBy([3, 0, 0])).toEqual([...THINGS]);
  expect(markedBy([0, 3, 0])).toContain('ball');
  expect(markedBy([0, 3, 0])).not.toContain('poster');
  expect(markedBy([0, -3, 0])).toContain('poster');
});

it.each([
  // IoU of all pairs of these people's masks, in numpy; the best is the highest mean of a person with the others.
  [2, 3, 0.207792, 0.207792],
  [5, 1, 0.798261, 0.858366],
  [12, 7, 0.564915, 0.661792],
])('%d people of seed %d agree as numpy finds', (count, seed, agreement, best) => {
  const crowd = crowdOf(count, seed);
  expect(crowd.agreement).toBeCloseTo(agreement, 6);
  expect(crowd.best).toBeCloseTo(best, 6);
});

it('of twelve people the mean IoU stays well under 1, whoever they are', () => {
  for (let seed = 1; seed <= 50; seed++) expect(crowdOf(12, seed).agreement).toBeLessThan(0.75);
});

it.each([
  // Mean distance of each pixel to all 3,888, in numpy: ball, box, poster, and the wall.
  ['early', 0.3, [1, 0.602282, 0.809106, 0.388678]],
  ['early', 0.5, [1, 0.61754, 0.548247, 0.32284]],
  ['feature', 0.3, [0.962237, 0.459688, 0.665109, 0.354209]],
  ['result', 0.3, [1, 0.3, 0.7, 0]],
] as const)('%s fusion with %d of depth is what numpy computes', (fusion, weight, expected) => {
  const { ball, box, poster, ground } = at(fusion, weight);
  [ball, box, poster, ground].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
});

it('colour alone misses the box, depth alone the poster', () => {
  const colour = at('early', 0);
  expect(colour.box).toBeCloseTo(colour.ground, 6);
  expect(colour.poster).toBeGreaterThan(2 * colour.ground);
  const depth = at('early', 1);
  expect(depth.poster).toBeCloseTo(depth.ground, 6);
  expect(depth.box).toBeGreaterThan(depth.ground);
});

it.each(['early', 'feature', 'result'] as const)(
  '%s: depth alone shows the box and not the poster, colour alone the reverse',
  (fusion) => {
    const [colour, depth] = [at(fusion, 0), at(fusion, 1)];
    expect([colour.box, depth.poster]).toEqual([colour.ground, depth.ground]);
    expect(colour.poster).toBeGreaterThan(colour.ground);
    expect(depth.box).toBeGreaterThan(depth.ground);
  },
);

it('of a light field, what the focus is on is as the photo has it, and the rest is blurred', () => {
  const picture = drawScene();
  const views = lightFieldOf(picture);
  expect(views[12]).toEqual(picture.rgb);
  const errorAt = (pixels: Uint8ClampedArray, x: number, y: number) =>
    Math.abs(pixels[(y * WIDTH + x) * 4]! - picture.rgb[(y * WIDTH + x) * 3]!);
  // Beside the poster's left edge, on the wall.
  const [near, far] = [refocus(views, 0.9), refocus(views, 0.1)];
  expect(errorAt(far, 51, 11)).toBeLessThan(errorAt(near, 51, 11));
});

it('joined half-way, what stands out in both is brightest; joined at the end, halves remain', () => {
  const feature = at('feature', 0.5);
  expect(feature.ball).toBeGreaterThan(feature.poster);
  expect(feature.ball).toBeGreaterThan(feature.box);
  const result = at('result', 0.5);
  expect([result.ball, result.box, result.poster, result.ground]).toEqual([1, 0.5, 0.5, 0]);
});

it('views that are averaged as they are show what is far sharply, and what is near not', () => {
  const sharpness = sharpnessOf(lightFieldOf(drawScene()));
  expect(FOCUSES[0]).toBe(0);
  expect(sharpness.poster[0]).toBeGreaterThan(0.9);
  for (const near of ['ball', 'mug'] as const) expect(sharpness[near][0]).toBeLessThan(0.5);
});

it('each thing is sharpest where the focus is on it', () => {
  const sharpness = sharpnessOf(lightFieldOf(drawScene()));
  for (const name of THINGS) {
    const at = FOCUSES.findIndex((focus) => Math.abs(focus - SCENE[name].nearness) < 1e-6);
    expect(sharpness[name][at]!, name).toBeGreaterThan(0.95);
    expect(Math.min(...sharpness[name]), name).toBeLessThan(0.2);
  }
});
