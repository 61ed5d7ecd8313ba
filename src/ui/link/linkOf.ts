import { exampleTruth } from '../input/exampleList.ts';
import type { OpenImage } from '../input/openImage.ts';
import { openPairOf } from '../engine/selectors.ts';
import type { Asked, PageState } from '../engine/state.ts';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import type { LinkState } from './hashCodec.ts';
import type { LinkDepth, PinLink } from './pinCodec.ts';

/** Names of the visitor's own files: those that the image is made of, and those that it is scored against. */
export function ownFilesOf(state: PageState): readonly string[] {
  const { origin, photo, depth, depthChoice, truth } = state.image;
  if (photo === null) return [];
  const isApart = depthChoice === 'file' && depth !== null && depth.file.key !== photo.file.key;
  const files = origin.kind === 'own' ? [photo.file, ...(isApart ? [depth.file] : [])] : [];
  const truths = truth === null || isExampleTruth(state) ? [] : [truth.file];
  const others = truths.flatMap((file) => file.others ?? []);
  return [...files, ...truths, ...others].map(({ name }) => name);
}

/** Whether the open ground truth is the open sample's own. */
function isExampleTruth(state: PageState): boolean {
  const { truth } = state.image;
  const pair = truth && openPairOf(state);
  return pair !== null && exampleTruth(pair)?.key === truth?.file.key;
}

/** What the address bar's hash holds for a state. */
export function linkOf(state: PageState): LinkState {
  const { image, scale, appearance } = state;
  const { origin, photo } = image;
  return {
    ...settingsOf(state),
    example: origin.kind === 'example' ? origin.id : 'own',
    photo: origin.kind === 'own' ? (photo?.file.key ?? null) : null,
    names: ownFilesOf(state),
    truth: isExampleTruth(state),
    scale,
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
