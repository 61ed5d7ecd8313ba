/** The way of a slider: from the visitor's finger to the map. */

import { pause } from '../../math/deadline.ts';
import type { Glimpse, ImageFacts } from '../../worker/protocol.ts';
import { drawsSlowly, requestOf } from '../engine/selectors.ts';
import { keyOf, type Shelf } from '../engine/shelf.ts';
import { resultOf, type Stage } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { analyse } from '../input/photo.ts';
import type { PlainPainting } from '../../image/paintMap.ts';
import { withinReach } from '../result/appearance.ts';
import { paintingOf } from '../result/mapList.ts';
import { whereSlow } from '../result/sample.ts';

// 1. The visitor asks for a place in the prior.

export function setLatent(store: PageStore, latent: readonly number[]): void {
  // Scores that failed are not tried again at every step of a slider.
  store.update({ resting: null, latent: latent.map(withinReach) });
}

/** Whether the sliders reach a place; `setLatent` goes no farther than their ends. */
export function isWithinReach(latent: readonly number[]): boolean {
  return latent.every((sigma) => withinReach(sigma) === sigma);
}

// 2. The place has a key. Where the network has a GPU, the place is painted there: nothing is read as long as the slider moves.

export const glimpse: Stage<'glimpse'> = {
  name: 'glimpse',
  after: 'analyse',
  key: (request, state) => {
    const place = explore.key(request, state);
    const painting = glimpsePainting(state);
    if (place === null || painting === null || state.shelf.explore.has(place)) return null;
    return keyOf('glimpse', place, painting);
  },
  run: ({ client, store }, request) => {
    const state = store.get();
    const z = latentPoint(resultOf(analyse, request, state)!, request.latent!);
    return client.call('glimpse', { z, painting: glimpsePainting(state)! });
  },
};

/** How the sliders' answer is painted; null where the GPU does not paint it, or where it is not the main picture. */
function glimpsePainting(state: PageState): PlainPainting | null {
  const { engine, appearance } = state;
  const isMain = appearance.layer === 'answer' && appearance.focus === null;
  const isOnGpu = engine.phase === 'ready' && engine.facts.backend.name === 'webgpu';
  // A difference is painted of two maps.
  if (!isMain || !isOnGpu || appearance.view === 'difference' || drawsSlowly(state)) return null;
  return paintingOf({ role: 'saliency', range: [0, 1] }, appearance);
}

/** Gives up pictures that left the shelf. Each holds memory of the GPU until then. */
export function closePictures(store: PageStore): void {
  let lying: Shelf['glimpse'] = new Map();
  store.subscribe(() => {
    const { glimpse } = store.get().shelf;
    if (glimpse === lying) return;
    const left = new Set(glimpse.values());
    for (const each of lying.values()) if (!left.has(each)) each?.picture.close();
    lying = glimpse;
  });
}

// 3. The place is explored when nothing on the shelf has it, once the image's prior is known and the slider rests.

/** A slider that has not moved for so long rests: fewer than between two steps of its playing by itself. */
const REST_MS = 100;

export const explore: Stage<'explore'> = {
  name: 'explore',
  after: 'analyse',
  key: (request, state) => {
    const prior = resultOf(analyse, request, state);
    if (prior === null || request.latent === null || request.latent.length === 0) return null;
    return keyOf('explore', analyse.key(request, state), latentPoint(prior, request.latent));
  },
  run: async ({ client, store }, request, signal) => {
    const state = store.get();
    const point = latentPoint(resultOf(analyse, request, state)!, request.latent!);
    // Its picture is there already. If the slider moves on, nobody wants the map of this place any more.
    if (resultOf(glimpse, request, state) !== null) await pause(REST_MS, signal);
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

// 4. The map is shown beside the sliders (engine/show.ts), with what each of them can do to this image.

/** The picture of the sliders' place, or of one that they have just left, until there is a map again. */
export function glimpseInUse(state: PageState): Glimpse | null {
  const request = requestOf(state);
  if (request === null || resultOf(explore, request, state) !== null) return null;
  const { shelf, held } = state;
  if (held.analyse !== analyse.key(request, state)) return null;
  return resultOf(glimpse, request, state) ?? shelf.glimpse.get(held.glimpse ?? '') ?? null;
}

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
