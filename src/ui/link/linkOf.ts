import type { OpenImage } from '../input/openImage.ts';
import type { Asked, PageState } from '../engine/state.ts';
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
  const { image, appearance } = state;
  const { origin, photo } = image;
  return {
    ...settingsOf(state),
    example: origin.kind === 'example' ? origin.id : 'own',
    photo: origin.kind === 'own' ? (photo?.file.key ?? null) : null,
    names: ownFilesOf(image),
    appearance,
    pin: pinLinkOf(state),
  };
}

/** What a link says of the pinned result. One of other files than the page's own cannot be opened from a link. */
function pinLinkOf({ pinned, image }: PageState): PinLink | null {
  return pinned === null || !isOfFiles(pinned.image, image) ? null : settingsOf(pinned);
}

function settingsOf({ image, model, seed, count, spread, latent }: Asked): PinLink {
  return {
    model: model.id === FIRST_ENTRY.id ? null : model.id,
    seed,
    count,
    spread,
    latent,
    depth: depthWord(image),
    adjust: image.adjust,
  };
}

function depthWord({ depthChoice, near }: OpenImage): LinkDepth {
  return depthChoice === 'file' ? near : depthChoice === 'none' ? 'off' : depthChoice;
}

/** Whether an image needs no other photo and depth file than another one does. */
function isOfFiles({ photo, depth, depthChoice }: OpenImage, other: OpenImage): boolean {
  const isRead = depthChoice !== 'file' || depth?.file.key === other.depth?.file.key;
  return photo?.file.key === other.photo?.file.key && isRead;
}
