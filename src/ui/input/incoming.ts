import type { Role } from '../../image/types.ts';
import { AS_STORED, type DepthAdjustment } from '../../image/adjustDepth.ts';
import type { DepthPlace } from '../../image/types.ts';
import type { DepthFit, NearChoice } from '../../inference/prepareDepth.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import type { Notice } from '../engine/notice.ts';
import type { DepthChoice, ImageOrigin, OpenImage } from './openImage.ts';
import { keyOf, type Request } from '../engine/shelf.ts';

/** A file, or where to fetch it. */
export type Source = SourceFile | (Omit<SourceFile, 'blob'> & { readonly address: string });

/** Files to open together. */
export interface Candidate extends Readonly<Record<Role, Source | null>> {
  readonly origin: ImageOrigin;
  /** `file` becomes `estimated` where no depth file can be read. */
  readonly depthChoice: DepthChoice;
  readonly near: NearChoice;
  /** Null: the visitor is asked if the shapes do not agree. */
  readonly fit: DepthFit | null;
  /** How else the depth file is read, default as it has it. */
  readonly adjust?: DepthAdjustment;
  /** Files that are left out, with a word, if they cannot be read. Without any of the others nothing is opened. */
  readonly optional: readonly Role[];
  /** The visitor is not asked whether the photo's picture is photo and depth in one: that was done before. */
  readonly asPhoto?: boolean;
  /** Seed and sample count that come with it; without them the page's own stay. */
  readonly sampling?: Pick<Request, 'count' | 'seed' | 'spread'>;
  /** The sliders and the layer on the screen came with it, by a link, and stay. Else another photo begins anew. */
  readonly keepsSettings?: boolean;
  /** What the visitor is to know about the way it came here. */
  readonly notice?: Notice | null;
}

/** Files to open, of which the photo may hold depth in one with the photo. */
export interface PlaceQuestion {
  readonly candidate: Candidate & { readonly photo: SourceFile };
  readonly place: DepthPlace;
}

/** What is being opened. */
export type Incoming =
  /** The visitor's files, at which nobody has looked yet; `slot` is null where none was aimed at. */
  | {
      readonly kind: 'files';
      readonly files: readonly File[];
      readonly slot: Role | null;
      /** The visitor was asked whether it is what it was aimed at. */
      readonly isSure?: boolean;
    }
  | { readonly kind: 'image'; readonly candidate: Candidate }
  /** A model's weights, about which the visitor is asked first. */
  | { readonly kind: 'checkpoint'; readonly file: File }
  /** A ground truth for the image on the screen. */
  | { readonly kind: 'truth'; readonly truth: Source };

export function keyOfIncoming(incoming: Incoming): string {
  switch (incoming.kind) {
    case 'files':
      return keyOf('files', incoming.slot, incoming.isSure, incoming.files.map(lookOf));
    case 'checkpoint':
      return keyOf('checkpoint', lookOf(incoming.file));
    case 'truth':
      return keyOf('truth', incoming.truth.key);
    case 'image': {
      const { photo, depth, depthChoice, truth, near, adjust } = incoming.candidate;
      return keyOf('image', photo?.key, depth?.key, depthChoice, truth?.key, near, adjust);
    }
  }
}

function lookOf({ name, size, lastModified }: File) {
  return [name, size, lastModified];
}

/** A file of the visitor's, under a key that no other file has. */
export function ownFile(file: File): SourceFile {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return { key: `own-${number!.toString(16).padStart(8, '0')}`, name: file.name, blob: file };
}

/** A ground truth with the answers of further people to the same photo. */
export function withAnswers(truth: SourceFile, others: readonly SourceFile[]): SourceFile {
  return others.length === 0 ? truth : { ...truth, others };
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
    depthChoice: files.depth !== undefined ? 'file' : stays ? current.depthChoice : 'estimated',
    truth: files.truth ?? kept('truth'),
    // The switch of a sample says nothing about the visitor's own depth map.
    near: own ? current.near : 'auto',
    // It belongs to the depth file that it was made for.
    adjust: files.depth === undefined && stays ? current.adjust : AS_STORED,
    fit: null,
    optional: newPhoto ? ['depth', 'truth'] : ['truth'],
  };
}
