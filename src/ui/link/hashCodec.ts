import type { NearChoice } from '../../inference/prepareDepth.ts';
import type { Scale } from '../../inference/runImage.ts';
import {
  ANSWERS,
  COLOURS,
  DEPTHS,
  LAYERS,
  MAX_SAMPLES,
  MAX_SPREAD,
  SCALES,
  UNCERTAINTIES,
  VIEWS,
  type Appearance,
  type Uncertainty,
} from '../result/appearance.ts';
import { formatAdjustment, parseAdjustment } from './adjustCodec.ts';
import type { DepthChoice } from '../input/openImage.ts';
import {
  formatLatent,
  oneOf,
  parseLatent,
  parseSeed,
  parseWithin,
  round,
  wholeNumber,
} from './linkValues.ts';
import {
  DEPTH_WORDS,
  formatPin,
  type LinkDepth,
  parsePin,
  type PinLink,
  STANDARD,
} from './pinCodec.ts';

/** Everything in the address bar's hash: enough to reproduce the picture on the screen. */
export interface LinkState extends Omit<PinLink, 'depth'> {
  /** An example's id, `own` for the visitor's own image, or null where the hash names none. */
  readonly example: string | 'own' | null;
  /** The key of the visitor's own photo, by which the browser that keeps it finds it again. */
  readonly photo: string | null;
  /** Names of the visitor's own files, for whoever gets the link and has to open them. */
  readonly names: readonly string[];
  /** Null leaves the example's own setting. */
  readonly depth: LinkDepth | null;
  /** The example's own ground truth is open. One of the visitor's is not in a link. */
  readonly truth: boolean;
  /** How maps are scored. */
  readonly scale: Scale;
  readonly appearance: Appearance;
  /** What the result pinned beside it was asked for, on the same photo; null where none is. */
  readonly pin: PinLink | null;
}

export const DEFAULT_LINK: LinkState = {
  ...STANDARD,
  example: null,
  photo: null,
  names: [],
  depth: null,
  truth: false,
  scale: 'minMax',
  appearance: {
    view: 'overlay',
    layer: 'agreed',
    focus: null,
    level: 3,
    colours: 'magma',
    opacity: 0.6,
    uncertainty: 'disagreement',
    answer: 'consensus',
    depth: 'corrected-depth',
  },
  pin: null,
};

/** What a link says of the depth, as the page has it. What it does not say stays as it was. */
export function depthOfLink(
  depth: LinkDepth | null,
  near: NearChoice,
): { readonly near: NearChoice; readonly depthChoice: DepthChoice } {
  if (depth === 'estimated') return { near, depthChoice: 'estimated' };
  if (depth === 'off') return { near, depthChoice: 'none' };
  return { near: depth ?? near, depthChoice: 'file' };
}

/** Writes a hash, without the leading `#`. */
export function formatHash(link: LinkState): string {
  const { appearance } = link;
  const entries: [string, string][] = [
    ['sample', link.example ?? 'own'],
    ['seed', String(link.seed)],
    ['samples', String(link.count)],
    ['latent', formatLatent(link.latent)],
    ['depth', link.depth ?? STANDARD.depth],
    ['view', appearance.view],
    ['colours', appearance.colours],
    ['opacity', String(round(appearance.opacity))],
    ['uncertainty', appearance.uncertainty],
  ];
  // Settings that few people change stand in it only when they are changed, so that links are short.
  const standard = DEFAULT_LINK.appearance;
  const adjusted = formatAdjustment(link.adjust);
  if (adjusted !== '') entries.push(['adjust', adjusted]);
  if (link.spread !== DEFAULT_LINK.spread) entries.push(['spread', String(round(link.spread))]);
  if (appearance.layer !== standard.layer) entries.push(['layer', appearance.layer]);
  if (appearance.focus !== null) entries.push(['focus', String(appearance.focus + 1)]);
  if (appearance.level !== standard.level) entries.push(['level', String(appearance.level)]);
  if (appearance.answer !== standard.answer) entries.push(['answer', appearance.answer]);
  if (appearance.depth !== standard.depth) entries.push(['shown-depth', appearance.depth]);
  if (link.truth) entries.push(['truth', SAMPLES_TRUTH]);
  if (link.scale !== DEFAULT_LINK.scale) entries.push(['scale', link.scale]);
  if (link.pin !== null) entries.push(['pin', formatPin(link.pin)]);
  if (link.photo !== null) entries.push(['photo', link.photo]);
  for (const name of link.names) entries.push(['file', name]);
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
    example: entries.get('sample') || null,
    photo: entries.get('photo') || null,
    names: entries.getAll('file').slice(0, MOST_NAMES).map(shortened),
    model: entries.get('model') || null,
    seed: parseSeed(entries.get('seed'), DEFAULT_LINK.seed),
    count: wholeNumber(entries.get('samples'), 1, MAX_SAMPLES, DEFAULT_LINK.count),
    spread: parseWithin(entries.get('spread'), MAX_SPREAD, DEFAULT_LINK.spread),
    latent: parseLatent(entries.get('latent')),
    depth: oneOf(entries.get('depth'), DEPTH_WORDS, null),
    truth: entries.get('truth') === SAMPLES_TRUTH,
    scale: oneOf(entries.get('scale'), SCALES, DEFAULT_LINK.scale),
    adjust: parseAdjustment(entries.get('adjust') ?? ''),
    appearance: {
      view: oneOf(entries.get('view'), VIEWS, standard.view),
      colours: oneOf(entries.get('colours'), COLOURS, standard.colours),
      opacity: parseWithin(entries.get('opacity'), 1, standard.opacity),
      layer: oneOf(entries.get('layer'), LAYERS, standard.layer),
      focus: parseFocus(entries.get('focus')),
      level: wholeNumber(entries.get('level'), 1, MAX_SAMPLES, standard.level),
      uncertainty: parseUncertainty(entries.get('uncertainty')),
      answer: oneOf(entries.get('answer'), ANSWERS, standard.answer),
      depth: oneOf(entries.get('shown-depth'), DEPTHS, standard.depth),
    },
    pin: parsePin(entries.get('pin')),
  };
}

const SAMPLES_TRUTH = 'sample';
/** Photo, depth, and what several people marked. */
const MOST_NAMES = 8;
/** A link may say anything. */
const LONGEST_NAME = 120;

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** Links made before the uncertainty was taken apart call its total the entropy. */
function parseUncertainty(text: string | null): Uncertainty {
  if (text === 'entropy') return 'total';
  return oneOf(text, UNCERTAINTIES, DEFAULT_LINK.appearance.uncertainty);
}

function parseFocus(text: string | null): number | null {
  const number = wholeNumber(text, 1, MAX_SAMPLES, 0);
  return number === 0 ? null : number - 1;
}
