import type { ModelCard } from '../../worker/startProtocol.ts';
import type { PageState } from '../engine/state.ts';

export interface ModelFact {
  /** Path of the field, in words. */
  readonly name: string;
  readonly value: string;
}

/** Fields that only the program needs. */
const TECHNICAL = new Set([
  'formatVersion',
  'config',
  'configuration',
  'weights',
  'parameters',
  'tensors',
  'latents',
]);

/** Fields that only group others, whose names need no mention. */
const SECTIONS = new Set(['provenance', 'figures']);

/** The parts of `model.json` for people: every text and number outside the technical fields. */
export function describeModel(card: ModelCard): ModelFact[] {
  return Object.entries(card)
    .filter(([name]) => !TECHNICAL.has(name))
    .flatMap(([name, value]) => flatten(SECTIONS.has(name) ? '' : inWords(name), value))
    .map(({ name, value }) => ({ name: name.charAt(0).toUpperCase() + name.slice(1), value }));
}

function flatten(name: string, value: unknown): ModelFact[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) {
    return value.every((item) => typeof item !== 'object')
      ? [{ name, value: value.join(', ') }]
      : value.flatMap((item: unknown, index) => flatten(`${name} ${index + 1}`, item));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) =>
      flatten(name === '' ? inWords(key) : `${name}: ${inWords(key)}`, inner),
    );
  }
  return [{ name, value: String(value) }];
}

/** `depthSynthesis` and `depth_synthesis` become “depth synthesis”. */
function inWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(
      /([a-z\d])([A-Z])/g,
      (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    );
}

/** What a latent means at its two ends, as the training taught it. */
export interface LatentMeaning {
  readonly low: string;
  readonly high: string;
}

/**
 * What `model.json` says of each latent (`latents`: a list of `low` and `high`); empty where it says nothing, as of models
 * whose latents were found rather than taught.
 */
export function latentMeanings(card: ModelCard): readonly LatentMeaning[] {
  const { latents } = card;
  return Array.isArray(latents) && latents.every(isMeaning) ? latents : NONE;
}

const NONE: readonly LatentMeaning[] = [];

/** Of the model in use; empty until it is there. */
export function meaningsInUse({ engine }: PageState): readonly LatentMeaning[] {
  return engine.phase === 'ready' ? latentMeanings(engine.facts.model) : NONE;
}

function isMeaning(value: unknown): value is LatentMeaning {
  if (typeof value !== 'object' || value === null) return false;
  const { low, high } = value as Partial<Record<keyof LatentMeaning, unknown>>;
  return typeof low === 'string' && typeof high === 'string';
}
