import type { ScalarMap } from '../../../image/types.ts';
import { adaptiveThreshold } from '../../../inference/sampleSummary.ts';
import { valueAtPlace } from '../parts/channels.ts';

/** What an answer says of one pixel. */
export interface Vote {
  readonly value: number;
  readonly threshold: number;
  readonly salient: boolean;
}

/** A pixel's vote, and what becomes of it. */
export interface PixelVote {
  readonly votes: readonly Vote[];
  readonly salient: boolean;
  /** Share of the answers that vote with the majority. */
  readonly agreement: number;
  /** Of the answers that vote with the majority. */
  readonly mean: number;
  readonly consensus: number;
}

/** The consensus of one pixel step by step, as `consensus` makes it of all: a tie counts as not salient. */
export function voteAt(maps: readonly ScalarMap[], x: number, y: number): PixelVote {
  const votes = maps.map((map) => {
    const value = valueAtPlace(map, x, y);
    const threshold = adaptiveThreshold(map);
    return { value, threshold, salient: value >= threshold && value > 0 };
  });
  const salient = 2 * votes.filter((vote) => vote.salient).length > votes.length;
  const agreeing = votes.filter((vote) => vote.salient === salient);
  const agreement = agreeing.length / votes.length;
  const mean = agreeing.reduce((sum, { value }) => sum + value, 0) / agreeing.length;
  return { votes, salient, agreement, mean, consensus: agreement * mean };
}

/** The map in black and white, at its own threshold. */
export function binaryMap(map: ScalarMap): ScalarMap {
  const threshold = adaptiveThreshold(map);
  return { ...map, data: map.data.map((value) => Number(value >= threshold && value > 0)) };
}
