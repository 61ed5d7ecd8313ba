import type { DepthSource } from '../../worker/protocol.ts';
import type { ExamplePair } from '../input/exampleList.ts';
import type { OpenImage } from '../input/openImage.ts';
import type { Request } from './shelf.ts';
import type { Asked, Change, PageState, ShownResult } from './state.ts';

/** What the network is asked for; null while there is no photo. */
export function requestOf({ image, model, ...asked }: Asked): Request | null {
  const { photo, truth, near, fit, adjust } = image;
  if (photo === null) return null;
  const { count, seed, spread, latent, scale } = asked;
  return {
    model: model.id,
    photo: photo.file,
    depth: depthOf(image),
    near,
    fit,
    adjust,
    count,
    seed,
    spread,
    latent,
    truth: truth?.file ?? null,
    scale,
    damage: null,
    variant: 'full',
  };
}

function depthOf({ depth, depthChoice }: OpenImage): DepthSource {
  if (depthChoice === 'estimated') return depthChoice;
  return depthChoice === 'file' && depth !== null ? depth.file : null;
}

/** The example on the screen; null for the visitor's own image. */
export function openPairOf({ image, examplePairs }: PageState): ExamplePair | null {
  const { origin } = image;
  if (origin.kind !== 'example') return null;
  return examplePairs.find(({ id }) => id === origin.id) ?? null;
}

/** What is asked for beside the page's own, held against the page's ground truth where the photo is the same. */
export function pinnedRequestOf(state: PageState): Request | null {
  const { pinned, image, scale } = state;
  if (pinned === null) return null;
  const { truth } = isPinnedOfOther(state) ? pinned.image : image;
  return requestOf({ ...pinned, image: { ...pinned.image, truth }, scale });
}

/** Whether what is pinned is of another photo than the page's own. */
export function isPinnedOfOther({ pinned, image }: Pick<PageState, 'pinned' | 'image'>): boolean {
  return pinned !== null && pinned.image.photo?.file.key !== image.photo?.file.key;
}

/** The page's own request first. */
export function requestsOf(state: PageState): readonly Request[] {
  const own = [requestOf(state), pinnedRequestOf(state)].filter((request) => request !== null);
  return [...own, ...state.beside];
}

/** Whether the result of something pinned is there, and of the page's own photo. */
export function hasPinned({ pinnedResult, result }: PageState): boolean {
  return pinnedResult.samples !== null && pinnedResult.photo === result.photo;
}

/** Whether all answers that are asked for are on the screen. */
export function isAnswered({ result }: PageState): boolean {
  return result.samples !== null && !result.stale;
}

/** When the visitor asks for something, what rested goes on, and what failed is tried again. */
export const AWAKE: Change = { resting: null, failed: new Set() };

/** Whether each sample takes a run of the whole network: seconds, where ours takes milliseconds. */
export function drawsSlowly({ engine }: Pick<PageState, 'engine'>): boolean {
  return engine.phase === 'ready' && engine.facts.wholeRunPerSample;
}

/** Whether the network has no latents: no samples to compare and nothing to explore. */
export function givesOneMap(state: PageState): boolean {
  return latentDimOf(state) === 0;
}

/** Whether a result came from such a network, which need not be the present one. */
export function isOneMap({ image }: Pick<ShownResult, 'image'>): boolean {
  return image?.priorMu.length === 0;
}

/** Length of the latent vector; null until the network is there. */
export function latentDimOf(state: Pick<PageState, 'engine'>): number | null {
  return state.engine.phase === 'ready' ? state.engine.facts.latentDim : null;
}

/** Slider positions for a latent space of this size; what is missing rests in the middle. */
export function fitLatent(latent: readonly number[], latentDim: number | null): readonly number[] {
  if (latentDim === null || latent.length === latentDim) return latent;
  return Array.from({ length: latentDim }, (_, axis) => latent[axis] ?? 0);
}
