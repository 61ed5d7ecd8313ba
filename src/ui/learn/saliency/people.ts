import type { ScalarMap } from '../../../image/types.ts';
import { normalQuantile, SeededGaussian } from '../../../math/gaussian.ts';
import { maskOverlap, meanPairDistance } from '../../../metrics/maskOverlap.ts';
import type { BinaryMask } from '../../../metrics/metricInput.ts';
import { HEIGHT, maskOfThings, SCENE, type ThingName, THINGS, WIDTH } from './scene.ts';

/** Generous, prefers what is near, prefers what is large: independent standard normal numbers. */
export type Person = readonly [generous: number, near: number, large: number];

/** Weights of the second and the third number, as in training. */
const NEAR = 0.9;
const LARGE = 1.2;

/** A difference in depth that counts as half nearer. */
const CLEARLY_NEARER = 0.12;

export interface Weights {
  /** probit of the share of people who mark it. */
  readonly threshold: number;
  readonly near: number;
  readonly large: number;
}

/** How near and how large each thing is among those of the picture, in [-1,1]. */
export const WEIGHTS: Readonly<Record<ThingName, Weights>> = (() => {
  const sizes = THINGS.map((name) =>
    Math.log(maskOfThings([name]).data.reduce((a, b) => a + b, 0)),
  );
  const meanSize = sizes.reduce((a, b) => a + b, 0) / sizes.length;
  const meanNear = THINGS.reduce((sum, name) => sum + SCENE[name].nearness, 0) / THINGS.length;
  const entries = THINGS.map((name, index) => [
    name,
    {
      threshold: normalQuantile(SCENE[name].share),
      near: Math.tanh((SCENE[name].nearness - meanNear) / CLEARLY_NEARER),
      large: Math.tanh(sizes[index]! - meanSize),
    },
  ]);
  return Object.fromEntries(entries) as Record<ThingName, Weights>;
})();

/** A thing is marked where this is above 0. Over all people the fraction is a standard normal number. */
export function inclination(name: ThingName, [generous, near, large]: Person): number {
  const weights = WEIGHTS[name];
  const [n, s] = [NEAR * weights.near, LARGE * weights.large];
  return weights.threshold + (generous + near * n + large * s) / Math.sqrt(1 + n * n + s * s);
}

/** What a person marks: never nothing, but then what came nearest to it. */
export function markedBy(person: Person): ThingName[] {
  const marked = THINGS.filter((name) => inclination(name, person) > 0);
  if (marked.length > 0) return marked;
  return [
    THINGS.reduce((best, name) =>
      inclination(name, person) > inclination(best, person) ? name : best,
    ),
  ];
}

/** People drawn as training draws them. Person i depends on the seed and on i alone. */
export function drawPeople(count: number, seed: number): Person[] {
  const normal = new SeededGaussian(seed);
  return Array.from({ length: count }, () => {
    const [generous, near, large] = normal.fill(3);
    return [generous!, near!, large!];
  });
}

/** Some people's answers, and what they make together. */
interface Crowd {
  readonly masks: readonly BinaryMask[];
  /** Share of them who mark each pixel. */
  readonly share: ScalarMap;
  /** Mean IoU over all pairs; 1 of one person. */
  readonly agreement: number;
  /** The answer of one of them that overlaps most with those of the others, on average; 1 of one person. */
  readonly best: number;
}

export function crowdOf(count: number, seed: number): Crowd {
  const masks = drawPeople(count, seed).map((person) => maskOfThings(markedBy(person)));
  const data = new Float32Array(HEIGHT * WIDTH);
  for (const mask of masks) mask.data.forEach((value, i) => (data[i]! += value / count));
  const distance = meanPairDistance(masks);
  const overlaps = masks.map((mask) => {
    const others = masks.filter((each) => each !== mask);
    return others.reduce((sum, other) => sum + maskOverlap(mask, other) / others.length, 0);
  });
  return {
    masks,
    share: { height: HEIGHT, width: WIDTH, data },
    agreement: distance === null ? 1 : 1 - distance,
    best: distance === null ? 1 : Math.max(...overlaps),
  };
}
