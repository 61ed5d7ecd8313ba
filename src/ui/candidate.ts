import type { SampleRequest } from '../inference/drawSamples.ts';
import type { NearChoice } from '../inference/prepareDepth.ts';
import type { SourceFile } from '../worker/protocol.ts';
import type { Role } from './input/fileMatching.ts';
import type { ImageOrigin, OpenImage } from './state.ts';

/** Files to open together. */
export interface Candidate extends Readonly<Record<Role, SourceFile | null>> {
  readonly origin: ImageOrigin;
  readonly near: NearChoice;
  /** The photo is new; without that a depth map that cannot be read changes nothing. */
  readonly newPhoto: boolean;
  /** Seed and sample count that come with it; without them the page's own stay. */
  readonly sampling?: SampleRequest;
}

/**
 * What the visitor's files make of the image on the screen. A new photo keeps what still waits for its photo and
 * drops the rest; other files join the visitor's photo, not a sample's.
 */
export function withFiles(
  current: OpenImage,
  files: Partial<Readonly<Record<Role, SourceFile>>>,
): Candidate {
  const own = current.origin.kind === 'own';
  const newPhoto = files.photo !== undefined;
  const stays = own && (!newPhoto || current.photo === null);
  const kept = (role: Role) => (stays ? (current[role]?.file ?? null) : null);
  return {
    origin: { kind: 'own' },
    photo: files.photo ?? kept('photo'),
    depth: files.depth ?? kept('depth'),
    truth: files.truth ?? kept('truth'),
    // The switch of a sample says nothing about the visitor's own depth map.
    near: own ? current.near : 'auto',
    newPhoto,
  };
}
