/** The way of a slider: from the visitor's finger to the map. */

import type { ImageFacts } from '../../worker/protocol.ts';
import { drawsSlowly } from '../engine/selectors.ts';
import { keyOf, type Request } from '../engine/shelf.ts';
import type { Stage } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { analyse } from '../input/photo.ts';
import { withinReach } from '../result/appearance.ts';
import { whereSlow } from '../result/sample.ts';

// 1. The visitor asks for a place in the prior.

export function setLatent(store: PageStore, latent: readonly number[]): void {
  // Scores that failed are not tried again at every step of a slider.
  store.update({ resting: null, latent: latent.map(withinReach) });
}

// 2. The place has a key; it is explored when nothing on the shelf has it, once the image's prior is known.

/** The prior of the image that is asked for; null until it is known. */
export function priorOf(request: Request, state: PageState): ImageFacts | null {
  return state.shelf.analyse.get(analyse.key(request, state) ?? '') ?? null;
}

export const explore: Stage<'explore'> = {
  name: 'explore',
  after: 'analyse',
  key: (request, state) => {
    const prior = priorOf(request, state);
    if (prior === null || request.latent === null || request.latent.length === 0) return null;
    return keyOf('explore', analyse.key(request, state), latentPoint(prior, request.latent));
  },
  run: ({ client, store }, request, signal) => {
    const point = latentPoint(priorOf(request, store.get())!, request.latent!);
    return client.call('explore', point, { signal: whereSlow(store, signal) });
  },
};

/** The latent that the sliders stand for: μ + σ · position. */
export function latentPoint(prior: ImageFacts, latent: readonly number[]): number[] {
  return prior.priorMu.map((mu, axis) => mu + prior.priorSigma[axis]! * (latent[axis] ?? 0));
}

/** The inverse of `latentPoint`: where a latent lies, in σ of the prior. */
export function sigmaPosition(prior: ImageFacts, z: readonly number[]): number[] {
  return z.map((value, axis) => (value - prior.priorMu[axis]!) / prior.priorSigma[axis]!);
}

// 3. The map is shown beside the sliders (engine/show.ts), with what each of them can do to this image.

/** Not of a network that runs as a whole for each sample: that would take minutes. */
export const effects: Stage<'effects'> = {
  name: 'effects',
  after: 'analyse',
  key: (request, state) => {
    const image = analyse.key(request, state);
    if (image === null || request.latent === null || request.latent.length === 0) return null;
    return drawsSlowly(state) ? null : keyOf('effects', image);
  },
  run: ({ client }, _, signal) => client.call('latentEffects', null, { signal }),
};

/** The image's prior, unless it is a former network's with latents of another kind. */
export function priorInUse({ result, latent }: PageState): ImageFacts | null {
  return result.image?.priorMu.length === latent.length ? result.image : null;
}
