import { compareShapes } from '../../image/fitDepth.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import type { Notice } from '../engine/notice.ts';
import type { OpenImage } from './openImage.ts';
import { AWAKE } from '../engine/selectors.ts';
import type { Change, PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';

/** How an image comes to the screen, or does not. */

/** What to say about a ground truth that is not of the photo's shape; null where it is. */
export function misfitOf({ photo, truth }: OpenImage): Notice | null {
  if (photo === null || truth === null) return null;
  if (compareShapes(photo.facts, truth.facts) === 'same') return null;
  return { kind: 'truth-misfit', photo: photo.facts, truth: truth.facts };
}

/** The change that brings an image to the screen. */
export function shownImage(image: OpenImage, notice: Notice | null = null): Change {
  const misfit = misfitOf(image);
  const waiting = image.photo === null ? ({ kind: 'waiting-for-photo' } as const) : null;
  return {
    ...AWAKE,
    incoming: null,
    question: null,
    placeQuestion: null,
    depthQuestion: null,
    image: misfit === null ? image : { ...image, truth: null },
    ...(image.origin.kind === 'own' && { awaitedDepth: null }),
    notice: notice ?? misfit ?? waiting,
  };
}

/**
 * Where another photo takes the place of one, the sliders go back to the middle and the picture to what all answers
 * say: they were set for the other photo. A link's are for the photo that it waits for.
 */
export function begun(
  { image, awaitedDepth, appearance, latent }: PageState,
  next: OpenImage,
): Change {
  const before = image.photo?.file.key;
  if (before === undefined || before === next.photo?.file.key || awaitedDepth !== null) return {};
  const { layer, focus } = appearance.layer === 'answer' ? DEFAULT_LINK.appearance : appearance;
  return {
    latent: latent.map(() => 0),
    latents: {},
    spread: DEFAULT_LINK.spread,
    appearance: { ...appearance, layer, focus },
  };
}

/** The image on the screen stays: where a batch had the network on loan, the page takes it back. */
export function notOpened({ resting }: PageState): Change {
  return { incoming: null, resting: resting === 'lent' ? null : resting };
}

/** How the browser shows pictures that are not on a server. */
export interface Addresses {
  readonly createAddress: (blob: Blob) => string;
  readonly revokeAddress: (address: string) => void;
}

/** @returns how a preview gets its address, which is given up when nothing shows the picture any more, or can bring it back */
export function trackPreviews(
  store: PageStore,
  { createAddress, revokeAddress }: Addresses,
): (blob: Blob) => string {
  const addresses = new Set<string>();
  store.subscribe(() => {
    const { image, question, working, pinned, pinnedBefore, notice } = store.get();
    // What is being opened is not shown yet.
    if (working.files === 'decode') return;
    const former = notice?.kind === 'pin-replaced' ? pinnedBefore : null;
    const held = [image, question?.image, pinned?.image, former?.image];
    const shown = held.map((each) => each?.photo?.address);
    for (const address of addresses) {
      if (!shown.includes(address) && addresses.delete(address)) revokeAddress(address);
    }
  });
  return (blob) => {
    const address = createAddress(blob);
    addresses.add(address);
    return address;
  };
}
