import { get, set } from 'idb-keyval';
import type { DepthFit, NearChoice } from '../../inference/prepareDepth.ts';
import { answerWithin } from '../../math/deadline.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import { depthOfLink, type LinkState } from '../link/hashCodec.ts';
import type { Notice } from '../engine/notice.ts';
import type { DepthChoice, OpenImage } from './openImage.ts';
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

/**
 * Keeps it in this browser, which may refuse, at once or later: the image is then not there after a reload, and the page
 * says so.
 */
export const browserKeeper: PairKeeper = {
  read: async (photo) => {
    const shown = ofVisit.get(photo);
    if (shown !== undefined) return shown;
    try {
      const kept = await answerWithin(READ_DEADLINE_MS, 'The browser', get<KeptPair>(KEY));
      return kept?.photo.key === photo ? kept : null;
    } catch {
      return null;
    }
  },
  write: async (pair) => {
    const { key } = pair.photo;
    ofVisit.delete(key);
    ofVisit.set(key, pair);
    const [oldest] = ofVisit.keys();
    if (ofVisit.size > MOST_OF_VISIT) ofVisit.delete(oldest!);
    try {
      await set(KEY, pair);
    } catch {
      // What cannot be kept is asked for after a reload.
    }
  },
};

/** Keeps the visitor's image whenever another one comes to the screen, or another of these settings. */
export function keepPairs(store: PageStore, keeper: PairKeeper): void {
  let kept: KeptPair | null = null;
  store.subscribe(() => {
    const before = kept;
    kept = pairOf(store.get().image);
    // Whole files are written: not for every step of a slider.
    if (kept !== null && (before === null || !isSame(kept, before))) void keeper.write(kept);
  });
}

/** Null where the image is not the visitor's own. */
function pairOf({ origin, photo, depth, truth, ...more }: OpenImage): KeptPair | null {
  if (origin.kind !== 'own' || photo === null) return null;
  const { depthChoice, near, fit } = more;
  const files = { photo: photo.file, depth: depth?.file ?? null, truth: truth?.file ?? null };
  return { ...files, depthChoice, near, fit };
}

function isSame(one: KeptPair, other: KeptPair): boolean {
  return (Object.keys(one) as (keyof KeptPair)[]).every((key) => one[key] === other[key]);
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
