import type { DepthAdjustment } from '../../image/adjustDepth.ts';
import type { ScalarMap } from '../../image/types.ts';
import type { LatentEffect } from '../../inference/latentEffect.ts';
import type { DepthFit, NearChoice } from '../../inference/prepareDepth.ts';
import type { Variant } from '../../inference/predictor.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { Problem } from '../../worker/problem.ts';
import type {
  Assessment,
  DepthDamage,
  DepthFacts,
  DepthSource,
  Glimpse,
  ImageFacts,
  LatentSample,
  SampleSet,
  SourceFile,
} from '../../worker/protocol.ts';

/** What the network is asked for: a value. Everything else follows from it. */
export interface Request {
  /** The id of a model in the menu. */
  readonly model: string;
  readonly photo: SourceFile;
  readonly depth: DepthSource;
  readonly near: NearChoice;
  readonly fit: DepthFit;
  readonly adjust: DepthAdjustment;
  readonly count: number;
  readonly seed: number;
  /** Factor of the prior's standard deviations when samples are drawn. */
  readonly spread: number;
  /** Where to explore, in σ of the prior; null explores nothing. */
  readonly latent: readonly number[] | null;
  readonly truth: SourceFile | null;
  readonly scale: Scale;
  /** What is done to the depth to see what comes of it. */
  readonly damage: DepthDamage | null;
  readonly variant: Variant;
}

/** What came of an estimate of depth. Without one the photo runs without depth, and the visitor may try again. */
export type EstimateOutcome =
  | { readonly facts: DepthFacts; readonly problem: null }
  | { readonly facts: null; readonly problem: Problem };

/** A small map at a place of the prior. */
export interface Tile {
  /** In σ of the prior. */
  readonly place: readonly number[];
  readonly map: ScalarMap;
}

/** What each stage gives. */
export interface StageResults {
  readonly estimate: EstimateOutcome;
  readonly analyse: ImageFacts;
  readonly sample: SampleSet;
  /** Null where it cannot be painted. */
  readonly glimpse: Glimpse | null;
  readonly explore: LatentSample;
  readonly effects: readonly LatentEffect[];
  readonly tiles: readonly Tile[];
  readonly assess: Assessment;
}

export type StageName = keyof StageResults;

export function keyOf(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

/** Results by their keys, those of several requests side by side. */
export type Shelf = { readonly [Name in StageName]: ReadonlyMap<string, StageResults[Name]> };

export const EMPTY_SHELF: Shelf = {
  estimate: new Map(),
  analyse: new Map(),
  sample: new Map(),
  glimpse: new Map(),
  explore: new Map(),
  effects: new Map(),
  tiles: new Map(),
  assess: new Map(),
};

/** Results of a stage that stay although nobody asks for them, so that a step back costs nothing. */
const ROOM = 3;

/** @param asked keys that stay in any case */
export function put<Name extends StageName>(
  shelf: Shelf,
  name: Name,
  key: string,
  value: StageResults[Name],
  asked: readonly (string | null)[],
): Shelf {
  const entries = new Map<string, StageResults[Name]>(shelf[name]);
  entries.delete(key);
  entries.set(key, value);
  const spare = [...entries.keys()].filter((each) => each !== key && !asked.includes(each));
  for (const each of spare.slice(0, -ROOM)) entries.delete(each);
  return { ...shelf, [name]: entries };
}

/** The shelf without one result, which is then made again if it is asked for. */
export function without(shelf: Shelf, name: StageName, key: string): Shelf {
  const left = [...shelf[name]].filter(([each]) => each !== key);
  return { ...shelf, [name]: new Map<string, unknown>(left) };
}

/** The network's own shelf, with room for one of each: the keys of what it holds now. */
export interface Held {
  readonly model: string | null;
  readonly analyse: string | null;
  readonly sample: string | null;
  readonly explore: string | null;
  /** Of a place that is not explored yet. */
  readonly glimpse: string | null;
  /** The answer with the truth seen. */
  readonly assess: string | null;
}

export const NOTHING_HELD: Held = {
  model: null,
  analyse: null,
  sample: null,
  explore: null,
  glimpse: null,
  assess: null,
};

/** A new image takes the samples of the one before away. */
export function hold(held: Held, name: StageName, key: string | null): Held {
  if (name === 'analyse') return { ...NOTHING_HELD, model: held.model, analyse: key };
  if (name === 'explore') return { ...held, explore: key, glimpse: null };
  const isLeft = name === 'sample' || name === 'glimpse' || name === 'assess';
  return isLeft ? { ...held, [name]: key } : held;
}

/** After a stage that failed or was given up, nobody knows what it left of what others build on. */
export function letGo(held: Held, name: StageName): Held {
  const isUnknown = name === 'analyse' || name === 'sample' || name === 'assess';
  return isUnknown ? hold(held, name, null) : held;
}
