import { MARKED } from '../../image/marks.ts';
import type { ScalarMap } from '../../image/types.ts';
import { type MainScores, mainScores } from '../../evaluation/resultRows.ts';
import { mean } from '../../math/statistics.ts';
import type { ShownResult } from '../engine/state.ts';

/** What a result comes to, in numbers. */
export interface ResultNumbers {
  readonly answers: number;
  /** Share of the picture where the consensus is at least one half, in [0,1]. */
  readonly marked: number;
  /** Share of the picture in parts that all answers mark, in [0,1]. */
  readonly agreed: number;
  /** Places where the answers differ. */
  readonly contested: number;
  /** Means over the pixels, in bits; `total` is the sum of the other two. */
  readonly total: number;
  readonly expected: number;
  readonly disagreement: number;
  /** Milliseconds of what runs once for an image, and of the answers. */
  readonly imageMs: number;
  readonly answersMs: number;
  /** Of the mean map, which every network has, as in the menu of models; null without a ground truth. */
  readonly scores: MainScores | null;
  /** Generalised energy distance of the answers to the ground truth; 0 is best. */
  readonly energyDistance: number | null;
}

/** Share of the picture that a map marks, in [0,1]. */
export function markedShare({ data }: ScalarMap): number {
  return mean(data.map((value) => Number(value >= MARKED)));
}

/** @returns null while the result is not there */
export function numbersOf({
  image,
  samples,
  assessed,
}: Pick<ShownResult, 'image' | 'samples' | 'assessed'>): ResultNumbers | null {
  if (image === null || samples === null) return null;
  const { consensus, regions, count } = samples;
  const row = assessed?.report.maps.find((scored) => scored.row.name === 'mean')?.row;
  return {
    answers: count,
    marked: markedShare(consensus),
    agreed: regions.agreed.reduce((sum, { area }) => sum + area, 0),
    contested: regions.contested.length,
    total: mean(samples.total.data),
    expected: mean(samples.expected.data),
    disagreement: mean(samples.disagreement.data),
    imageMs: image.milliseconds,
    answersMs: samples.milliseconds,
    scores: row === undefined ? null : mainScores(row),
    energyDistance: assessed?.report.uncertainty.entropy.scores.generalisedEnergyDistance ?? null,
  };
}
