import type { DepthSource } from '../../worker/protocol.ts';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import type { LinkState } from '../link/hashCodec.ts';
import type { OpenImage } from './image.ts';
import type { LinkDepth, PinLink } from '../link/pinCodec.ts';
import type { Request } from './shelf.ts';
import type { Asked, Change, PageState, ShownStage } from './state.ts';

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

/** What is asked for beside the page's own, held against the page's ground truth where the photo is the same. */
export function pinnedRequestOf(state: PageState): Request | null {
  const { pinned, image, scale } = state;
  if (pinned === null) return null;
  const isSame = pinned.image.photo?.file.key === image.photo?.file.key;
  const truth = isSame ? image.truth : pinned.image.truth;
  return requestOf({ ...pinned, image: { ...pinned.image, truth }, scale });
}

/** The page's own request first. */
export function requestsOf(state: PageState): readonly Request[] {
  const own = [requestOf(state), pinnedRequestOf(state)].filter((request) => request !== null);
  return [...own, ...state.beside];
}

/** When the visitor asks for something, what rested goes on, and what failed is tried again. */
export const AWAKE: Change = { resting: null, failed: new Set() };

/** Names of the visitor's own files that the image is made of; none of an example. */
export function ownFilesOf({ origin, photo, depth, depthChoice }: OpenImage): readonly string[] {
  if (origin.kind !== 'own' || photo === null) return [];
  const isApart = depthChoice === 'file' && depth !== null && depth.file.key !== photo.file.key;
  return isApart ? [photo.file.name, depth.file.name] : [photo.file.name];
}

/** What the address bar's hash holds for a state. */
export function linkOf(state: PageState): LinkState {
  const { origin, photo, adjust } = state.image;
  return {
    example: origin.kind === 'example' ? origin.id : 'own',
    photo: origin.kind === 'own' ? (photo?.file.key ?? null) : null,
    names: ownFilesOf(state.image),
    model: modelName(state.model),
    seed: state.seed,
    count: state.count,
    spread: state.spread,
    latent: state.latent,
    depth: linkDepth(state.image),
    adjust,
    appearance: state.appearance,
    pin: pinLinkOf(state),
  };
}

/** What a link says of the pinned result. One of other files than the page's own cannot be opened from a link. */
function pinLinkOf({ pinned, image }: PageState): PinLink | null {
  if (pinned === null || !isOfFiles(pinned.image, image)) return null;
  const { model, seed, count, spread, latent } = pinned;
  const { adjust } = pinned.image;
  return {
    model: modelName(model),
    seed,
    count,
    spread,
    latent,
    depth: linkDepth(pinned.image),
    adjust,
  };
}

/** Whether an image needs no other photo and depth file than another one does. */
export function isOfFiles({ photo, depth, depthChoice }: OpenImage, other: OpenImage): boolean {
  const isRead = depthChoice !== 'file' || depth?.file.key === other.depth?.file.key;
  return photo?.file.key === other.photo?.file.key && isRead;
}

function linkDepth({ depthChoice, near }: OpenImage): LinkDepth {
  return depthChoice === 'file' ? near : depthChoice === 'none' ? 'off' : depthChoice;
}

function modelName({ id }: PageState['model']): string | null {
  return id === FIRST_ENTRY.id ? null : id;
}

/** Whether each sample takes a run of the whole network: seconds, where ours takes milliseconds. */
export function drawsSlowly({ engine }: Pick<PageState, 'engine'>): boolean {
  return engine.phase === 'ready' && engine.facts.wholeRunPerSample;
}

/** Whether the network has no latents: no samples to compare and nothing to explore. */
export function givesOneMap(state: PageState): boolean {
  return latentDimOf(state) === 0;
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

/**
 * What the visitor is told of the work under way. Nothing for a map that follows a slider: it is there before the
 * words could be read.
 */
export function stageOf(state: PageState): ShownStage {
  const { working, image, result } = state;
  switch (working.network) {
    case 'start':
      if (image.photo !== null) return 'network';
      break;
    case 'estimate':
      return 'estimating';
    case 'analyse':
    case 'effects':
      return 'network';
    case 'sample':
      return 'sampling';
    case 'explore':
      if (drawsSlowly(state)) return 'exploring';
      if (result.effects === null) return 'network';
  }
  return working.files === 'decode' ? 'reading' : 'idle';
}
