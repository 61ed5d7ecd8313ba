import type { NearChoice } from '../../inference/prepareDepth.ts';
import {
  ANSWERS,
  COLOURS,
  DEPTHS,
  MAX_SAMPLES,
  UNCERTAINTIES,
  VIEWS,
  type Appearance,
  withinReach,
} from '../result/appearance.ts';

/** Everything in the address bar's hash: enough to reproduce the picture on the screen. */
export interface LinkState {
  /** A sample's id, `own` for the visitor's own image, or null where the hash names none. */
  readonly sample: string | 'own' | null;
  /** The key of the visitor's own photo, by which the browser that keeps it finds it again. */
  readonly photo: string | null;
  /** The name of a model; null for the one that the page starts with. */
  readonly model: string | null;
  readonly seed: number;
  readonly count: number;
  /** Positions of the latent sliders, in σ of the prior. */
  readonly latent: readonly number[];
  /** `off` runs without depth; null leaves the sample's own setting. */
  readonly depth: NearChoice | 'off' | null;
  readonly appearance: Appearance;
}

export const DEFAULT_LINK: LinkState = {
  sample: null,
  photo: null,
  model: null,
  seed: 1,
  count: 5,
  latent: [],
  depth: null,
  appearance: {
    view: 'mask',
    colours: 'magma',
    opacity: 0.7,
    uncertainty: 'entropy',
    answer: 'consensus',
    depth: 'corrected-depth',
  },
};

/** Writes a hash, without the leading `#`. */
export function formatHash(link: LinkState): string {
  const { appearance } = link;
  const entries: [string, string][] = [
    ['sample', link.sample ?? 'own'],
    ['seed', String(link.seed)],
    ['samples', String(link.count)],
    ['latent', link.latent.map((value) => String(round(value))).join(',')],
    ['depth', link.depth ?? 'bright'],
    ['view', appearance.view],
    ['colours', appearance.colours],
    ['opacity', String(round(appearance.opacity))],
    ['uncertainty', appearance.uncertainty],
  ];
  // Settings that few people change stand in it only when they are changed, so that links are short.
  const standard = DEFAULT_LINK.appearance;
  if (appearance.answer !== standard.answer) entries.push(['answer', appearance.answer]);
  if (appearance.depth !== standard.depth) entries.push(['shown-depth', appearance.depth]);
  if (link.photo !== null) entries.push(['photo', link.photo]);
  if (link.model !== null) entries.push(['model', link.model]);
  return entries
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`)
    .join('&');
}

/** Reads a hash with or without `#`. What is missing, damaged or out of range takes its default. */
export function parseHash(hash: string): LinkState {
  const entries = new URLSearchParams(hash.replace(/^#/, ''));
  const standard = DEFAULT_LINK.appearance;
  return {
    sample: entries.get('sample') || null,
    photo: entries.get('photo') || null,
    model: entries.get('model') || null,
    seed: parseSeed(entries.get('seed')),
    count: wholeNumber(entries.get('samples'), 1, MAX_SAMPLES, DEFAULT_LINK.count),
    latent: parseLatent(entries.get('latent')),
    depth: oneOf(entries.get('depth'), ['auto', 'bright', 'dark', 'off'] as const, null),
    appearance: {
      view: oneOf(entries.get('view'), VIEWS, standard.view),
      colours: oneOf(entries.get('colours'), COLOURS, standard.colours),
      opacity: parseOpacity(entries.get('opacity')),
      uncertainty: oneOf(entries.get('uncertainty'), UNCERTAINTIES, standard.uncertainty),
      answer: oneOf(entries.get('answer'), ANSWERS, standard.answer),
      depth: oneOf(entries.get('shown-depth'), DEPTHS, standard.depth),
    },
  };
}

function oneOf<T extends string, D>(text: string | null, allowed: readonly T[], otherwise: D) {
  return allowed.find((value) => value === text) ?? otherwise;
}

function wholeNumber(text: string | null, lowest: number, highest: number, otherwise: number) {
  if (text === null || !/^\d{1,10}$/.test(text)) return otherwise;
  const value = Number(text);
  return value >= lowest && value <= highest ? value : otherwise;
}

/** Any seed that the generator takes. The page's own are small, but a pair of a batch may have a large one. */
function parseSeed(text: string | null): number {
  const value = text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : DEFAULT_LINK.seed;
}

function parseLatent(text: string | null): number[] {
  if (text === null || text === '') return [];
  const values = text.split(',').map(Number);
  if (values.some((value) => !Number.isFinite(value))) return [];
  return values.map(withinReach);
}

function parseOpacity(text: string | null): number {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return value >= 0 && value <= 1 ? value : DEFAULT_LINK.appearance.opacity;
}

/** Two decimals are finer than a slider's step. */
function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
