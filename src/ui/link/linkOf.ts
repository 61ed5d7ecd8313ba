import type { OpenImage } from '../engine/image.ts';
import type { PageState } from '../engine/state.ts';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import type { LinkState } from './hashCodec.ts';
import type { LinkDepth, PinLink } from './pinCodec.ts';

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
function isOfFiles({ photo, depth, depthChoice }: OpenImage, other: OpenImage): boolean {
  const isRead = depthChoice !== 'file' || depth?.file.key === other.depth?.file.key;
  return photo?.file.key === other.photo?.file.key && isRead;
}

function linkDepth({ depthChoice, near }: OpenImage): LinkDepth {
  return depthChoice === 'file' ? near : depthChoice === 'none' ? 'off' : depthChoice;
}

function modelName({ id }: PageState['model']): string | null {
  return id === FIRST_ENTRY.id ? null : id;
}
