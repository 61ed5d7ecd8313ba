import { AS_STORED, type DepthAdjustment } from '../../image/adjustDepth.ts';
import type { NearChoice } from '../../inference/prepareDepth.ts';
import { MAX_SAMPLES, MAX_SPREAD } from '../result/appearance.ts';
import { formatAdjustment, parseAdjustment } from './adjustCodec.ts';
import {
  formatLatent,
  oneOf,
  parseLatent,
  parseSeed,
  parseWithin,
  round,
  wholeNumber,
} from './linkValues.ts';

/**
 * How the depth file is read, or what takes its place: `off` runs without depth, `estimated` on an estimate from the photo.
 */
export type LinkDepth = NearChoice | 'off' | 'estimated';

export const DEPTH_WORDS: readonly LinkDepth[] = ['auto', 'bright', 'dark', 'off', 'estimated'];

/** How a result is asked for, apart from its photo: all that a link says of a pinned one, whose photo is the page's own. */
export interface PinLink {
  /** The name of a model; null for the one that the page starts with. */
  readonly model: string | null;
  readonly seed: number;
  readonly count: number;
  /** Factor of the prior's standard deviations. */
  readonly spread: number;
  /** Positions of the latent sliders, in σ of the prior. */
  readonly latent: readonly number[];
  readonly depth: LinkDepth;
  /** How else the depth file is read. */
  readonly adjust: DepthAdjustment;
}

/** The settings that a link does not say. */
export const STANDARD: PinLink = {
  model: null,
  seed: 1,
  count: 5,
  spread: 1,
  latent: [],
  depth: 'bright',
  adjust: AS_STORED,
};
/** More no link of ours holds, and a link may say anything. */
const LONGEST = 600;

/** For a link: `seed(2)_samples(5)_latent(0,0,1)_depth(dark)_turn(90)_model(name)`. */
export function formatPin(pin: PinLink): string {
  const adjusted = formatAdjustment(pin.adjust);
  const parts = [
    `seed(${pin.seed})`,
    `samples(${pin.count})`,
    pin.spread !== STANDARD.spread && `spread(${round(pin.spread)})`,
    pin.latent.some((value) => round(value) !== 0) && `latent(${formatLatent(pin.latent)})`,
    `depth(${pin.depth})`,
    adjusted !== '' && adjusted,
    pin.model !== null && `model(${withoutBrackets(pin.model)})`,
  ];
  return parts.filter((part) => part !== false).join('_');
}

/** Reads what `formatPin` wrote. Null without one, and where a link is longer than any of ours. */
export function parsePin(text: string | null): PinLink | null {
  if (text === null || text === '' || text.length > LONGEST) return null;
  const parts = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/([a-z]+)\(([^()]*)\)/g)) parts.set(name!, value!);
  return {
    model: withBrackets(parts.get('model') ?? '') || null,
    seed: parseSeed(parts.get('seed'), STANDARD.seed),
    count: wholeNumber(parts.get('samples'), 1, MAX_SAMPLES, STANDARD.count),
    spread: parseWithin(parts.get('spread'), MAX_SPREAD, STANDARD.spread),
    latent: parseLatent(parts.get('latent')),
    depth: oneOf(parts.get('depth'), DEPTH_WORDS, STANDARD.depth),
    adjust: parseAdjustment(text.replace(/model\([^()]*\)/, '')),
  };
}

/** Names of visitors' checkpoints may have brackets, which end a part. */
function withoutBrackets(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('(', '%28').replaceAll(')', '%29');
}

function withBrackets(text: string): string {
  return text.replaceAll('%28', '(').replaceAll('%29', ')').replaceAll('%25', '%');
}
