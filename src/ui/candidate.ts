import type { NearChoice, SourceFile } from '../worker/protocol.ts';
import type { Role } from './fileMatching.ts';
import type { ImageOrigin, OpenImage } from './state.ts';

/** Files to open together. */
export interface Candidate {
  readonly origin: ImageOrigin;
  readonly photo: SourceFile | null;
  readonly depth: SourceFile | null;
  readonly near: NearChoice;
  /** The photo is new; without that a depth map that cannot be read changes nothing. */
  readonly newPhoto: boolean;
}

/** The visitor's own files, to open in place of the image on the screen. */
export function ownCandidate(
  current: OpenImage,
  photo: SourceFile | null,
  depth: SourceFile | null,
  newPhoto: boolean,
): Candidate {
  // The switch of a sample says nothing about the visitor's own depth map.
  const near = current.origin.kind === 'own' ? current.near : 'auto';
  return { origin: { kind: 'own' }, photo, depth, near, newPhoto };
}

/**
 * What one file of the visitor's makes of the image on the screen. A new photo keeps a depth map that
 * still waits for its photo and drops any other; a depth map joins the visitor's photo, not a sample's.
 */
export function withOneFile(current: OpenImage, file: SourceFile, role: Role): Candidate {
  const { origin, photo, depth } = current;
  const own = origin.kind === 'own';
  if (role === 'photo') {
    const waiting = own && photo === null ? (depth?.file ?? null) : null;
    return ownCandidate(current, file, waiting, true);
  }
  return ownCandidate(current, own ? (photo?.file ?? null) : null, file, false);
}
