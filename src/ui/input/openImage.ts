import type { DepthAdjustment } from '../../image/adjustDepth.ts';
import type { NearEnd } from '../../inference/decideNear.ts';
import type { DepthFit, NearChoice } from '../../inference/prepareDepth.ts';
import type { DepthFacts, PhotoFacts, SourceFile, TruthFacts } from '../../worker/protocol.ts';

/** Where the image on the screen comes from. */
export type ImageOrigin =
  | { readonly kind: 'none' }
  | { readonly kind: 'example'; readonly id: string }
  | { readonly kind: 'own' };

export interface OpenPhoto {
  readonly file: SourceFile;
  readonly facts: PhotoFacts;
  /** Address of the preview, valid while the photo is open. */
  readonly address: string;
}

export interface OpenDepth {
  readonly file: SourceFile;
  readonly facts: DepthFacts;
  /** What the preview shows: the end that is near, how it was fitted to the photo, and how else the file was read. */
  readonly near: NearEnd;
  readonly fit: DepthFit;
  readonly adjust: DepthAdjustment;
}

/** A ground truth beside the image, to score the maps against. */
export interface OpenTruth {
  readonly file: SourceFile;
  readonly facts: TruthFacts;
}

/** Where the visitor wants the depth from: the file, an estimate from the photo, or nowhere. */
export type DepthChoice = 'file' | 'estimated' | 'none';

/** What takes the place of a depth file that is not there. */
export type WithoutDepth = Exclude<DepthChoice, 'file'>;

/** The image that the network sees, and what is known about it. */
export interface OpenImage {
  readonly origin: ImageOrigin;
  readonly photo: OpenPhoto | null;
  /** Stays while the visitor chooses another depth. */
  readonly depth: OpenDepth | null;
  /** `file` only where there is one. */
  readonly depthChoice: DepthChoice;
  readonly truth: OpenTruth | null;
  readonly near: NearChoice;
  readonly fit: DepthFit;
  /** How else the depth file is read. */
  readonly adjust: DepthAdjustment;
}

/** An image whose depth has another shape, waiting for the visitor's decision. */
export interface SizeQuestion {
  readonly image: OpenImage & { readonly photo: OpenPhoto; readonly depth: OpenDepth };
  /** The shapes would agree after a quarter turn. */
  readonly turned: boolean;
}
