import { get, set } from 'idb-keyval';
import type { DepthFit, NearChoice } from '../../inference/prepareDepth.ts';
import { answerWithin } from '../../math/deadline.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import { depthOfLink, type LinkState } from '../link/hashCodec.ts';
import type { Notice } from '../engine/notice.ts';
import type { DepthChoice } from './openImage.ts';
import type { PageStore } from '../engine/store.ts';
import { open } from './photo.ts';

/**
 * The visitor's last own image, with the settings that the address bar does not hold. The link names it by the photo's
 * key, so that a link of somebody else's does not open it.
 */
export interface KeptPair {
  readonly photo: SourceFile;
  readonly depth: SourceFile | null;
  /** Not in what earlier versions of the page kept; the link says it as well. */
  readonly depthChoice?: DepthChoice;
  readonly truth: SourceFile | null;
  readonly near: NearChoice;
  readonly fit: DepthFit;
}

/** Where the pair is kept from one visit to the next. */
export interface PairKeeper {
  /** The pair whose photo has this key. */
  readonly read: (photo: string) => Promise<KeptPair | null>;
  readonly write: (pair: KeptPair) => Promise<void>;
}

const KEY = 'last-pair';
/** Pairs of this visit, so that Back and Forward find them. Files are only references until they are read. */
const ofVisit = new Map<string, KeptPair>();
const MOST_OF_VISIT = 20;
/** A store that takes longer than this is broken. */
const READ_DEADLINE_MS = 5000;

/** Keeps it in this browser, which may refuse: the image is then not there after a reload, and the page says so. */
export const browserKeeper: PairKeeper = {
  read: async (photo) => {
    const shown = ofVisit.get(photo);
    if (shown !== undefined) return shown;
    const reading = get<KeptPair>(KEY);
    const kept = await answerWithin(READ_DEADLINE_MS, 'The browser', reading).catch(() => null);
    return kept?.photo.key === photo ? kept : null;
  },
  write: async (pair) => {
    const { key } = pair.photo;
    ofVisit.delete(key);
    ofVisit.set(key, pair);
    const [oldest] = ofVisit.keys();
    if (ofVisit.size > MOST_OF_VISIT) ofVisit.delete(oldest!);
    await set(KEY, pair).catch(() => undefined);
  },
};

/** Keeps the visitor's image whenever another one comes to the screen. */
export function keepPairs(store: PageStore, keeper: PairKeeper): void {
  let { image } = store.get();
  store.subscribe(() => {
    const now = store.get();
    if (now.image === image) return;
    image = now.image;
    const { origin, photo, depth, depthChoice, truth, near, fit } = image;
    if (origin.kind !== 'own' || photo === null) return;
    void keeper.write({
      photo: photo.file,
      depth: depth?.file ?? null,
      depthChoice,
      truth: truth?.file ?? null,
      near,
      fit,
    });
  });
}

/** Opens it again. What the link says of its depth is newer. */
export function openKept(
  store: PageStore,
  pair: KeptPair,
  link: LinkState,
  notice: Notice | null,
): void {
  open(store, {
    ...pair,
    ...depthOfLink(link.depth, pair.near),
    adjust: link.adjust,
    origin: { kind: 'own' },
    optional: ['depth', 'truth'],
    asPhoto: true,
    keepsSettings: true,
    notice,
  });
}
