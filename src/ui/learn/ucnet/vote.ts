import type { ScalarMap } from '../../../image/types.ts';
import { adaptiveThreshold, consensus } from '../../../inference/sampleSummary.ts';
import { valueAtPlace } from '../parts/maps.ts';

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

/** Where answers disagree, and how much of the picture they disagree about. */
export interface Dispute {
  /** The middle of the widest piece of a row where the vote is closest, as shares of width and height. */
  readonly place: readonly [x: number, y: number];
  /** Of all pixels, those on which not all answers vote alike. */
  readonly share: number;
}

/** @returns null where all answers vote alike everywhere */
export function disputeOf(maps: readonly ScalarMap[]): Dispute | null {
  const { agreement } = consensus(maps);
  const { height, width, data } = agreement;
  const least = data.reduce((a, b) => Math.min(a, b), 1);
  if (least === 1) return null;
  let best = { length: 0, x: 0, y: 0 };
  for (let y = 0; y < height; y++) {
    let length = 0;
    for (let x = 0; x < width; x++) {
      length = data[y * width + x] === least ? length + 1 : 0;
      if (length > best.length) best = { length, x: x - Math.floor(length / 2), y };
    }
  }
  const disputed = data.reduce((sum, value) => sum + Number(value < 1), 0);
  return {
    place: [(best.x + 0.5) / width, (best.y + 0.5) / height],
    share: disputed / data.length,
  };
}
