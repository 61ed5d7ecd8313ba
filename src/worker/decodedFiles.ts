import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { decodePhoto } from '../image/decodePhoto.ts';
import { decodeTruth, type Truth } from '../image/truthMask.ts';
import type { RawDepth, RgbImage } from '../image/types.ts';
import type { SourceFile } from './protocol.ts';
import { RecentValues } from './recentValues.ts';

/** Files of a kind that stay decoded: the one of the image on the screen, and one that may replace it. */
export const KEPT_FILES = 2;

/** Decodes each file once, as photo, depth or truth. Reading a file and running it share the pixels. */
export class DecodedFiles {
  private readonly photos = new RecentValues<RgbImage>(KEPT_FILES);
  private readonly depths = new RecentValues<RawDepth>(KEPT_FILES);
  private readonly truths = new RecentValues<Truth>(KEPT_FILES);

  /** @throws ImageError for a file that is no photo */
  async photo(file: SourceFile): Promise<RgbImage> {
    return this.photos.get(file.key, async () => decodePhoto(await bytesOf(file), file.name));
  }

  /** @throws ImageError for a file that is no depth map */
  async depth(file: SourceFile): Promise<RawDepth> {
    return this.depths.get(file.key, async () => decodeDepthRaw(await bytesOf(file), file.name));
  }

  /** @throws ImageError for a file that is no mask, or an unclear one */
  async truth(file: SourceFile): Promise<Truth> {
    return this.truths.get(file.key, async () => decodeTruth(await bytesOf(file), file.name));
  }
}

async function bytesOf(file: SourceFile): Promise<Uint8Array> {
  return new Uint8Array(await file.blob.arrayBuffer());
}
