import type { ScalarMap } from '../../../image/types.ts';
import { maskOverlap, meanPairDistance } from '../../../metrics/maskOverlap.ts';
import type { BinaryMask } from '../../../metrics/metricInput.ts';
import { drawPeople, markedBy } from './people.ts';
import { HEIGHT, maskOfThings, WIDTH } from './scene.ts';

/** Some people's answers, and what they make together. */
export interface Crowd {
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
