import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { decodePhoto } from '../image/decodePhoto.ts';
import { ImageError } from '../image/imageError.ts';
import { imageSays } from '../image/sentences.ts';
import type { Truth } from '../image/truthMask.ts';
import type { DepthMap, Photo, RawDepth } from '../image/types.ts';
import type { ImageFiles } from '../inference/runImage.ts';
import type { People } from '../metrics/people.ts';
import type { DepthSource, SourceFile } from './protocol.ts';

/** How many files of a kind stay decoded: that of the image on the screen, and one that may replace it. */
export const KEPT_FILES = 2;

/** Decodes each file once, as photo, depth or truth. Reading a file and running it share the pixels. */
export class DecodedFiles {
  private readonly photos = new RecentValues<Photo>(KEPT_FILES);
  private readonly depths = new RecentValues<RawDepth>(KEPT_FILES);
  private readonly truths = new RecentValues<Truth>(KEPT_FILES);
  private readonly people = new RecentValues<People | null>(KEPT_FILES);

  /** @throws ImageError for a file that is no photo */
  async photo(file: SourceFile): Promise<Photo> {
    return this.photos.get(file.key, async () =>
      decodePhoto(await bytesOf(file), file.name, file.depthIn),
    );
  }

  /** @throws ImageError for a file that is no depth map */
  async depth(file: SourceFile): Promise<RawDepth> {
    return this.depths.get(file.key, async () =>
      decodeDepthRaw(await bytesOf(file), file.name, file.depthIn),
    );
  }

  /**
   * An image's depth as it is run with.
   *
   * @param estimate gives that of its photo
   * @throws ImageError for a file that is no depth map; what `estimate` throws
   */
  async depthFrom(
    source: DepthSource,
    estimate: () => Promise<DepthMap>,
  ): Promise<ImageFiles['depth']> {
    if (source === null) return null;
    if (source === 'estimated') return { estimated: await estimate() };
    return { name: source.name, raw: await this.depth(source) };
  }

  /** @throws ImageError for a file that is no mask, or an unclear one */
  async truth(file: SourceFile): Promise<Truth> {
    return this.truths.get(file.key, () => readTruth(file));
  }

  /** The same, with a word on further people where nothing else is to be told. */
  async toldTruth(file: SourceFile): Promise<Truth> {
    const truth = await this.truth(file);
    const { length: others } = file.others ?? [];
    if (truth.note !== null || others === 0) return truth;
    const { truthSays } = await import('../image/truthSentences.ts');
    return { ...truth, note: truthSays.truthOthers(others) };
  }

  /**
   * The people whose answers a ground truth is made of, or who gave it and others; null of one person's.
   *
   * @throws ImageError as `truth`, and where the sizes of several differ
   */
  async peopleOf(file: SourceFile): Promise<People | null> {
    return this.people.get(file.key, async () => {
      const others = await Promise.all(
        (file.others ?? []).map(async (one) => ({ name: one.name, truth: await readTruth(one) })),
      );
      const all = [{ name: file.name, truth: await this.truth(file) }, ...others];
      const { requireOneSize } = await import('../image/truthMask.ts');
      requireOneSize(all);
      const { peopleBehind } = await import('../metrics/people.ts');
      return peopleBehind(all.map(({ truth }) => truth));
    });
  }
}

async function readTruth(file: SourceFile): Promise<Truth> {
  // Few bring one; the others do not load what reads it.
  const { decodeTruth } = await import('../image/truthMask.ts');
  return decodeTruth(await bytesOf(file), file.name);
}

/** @throws ImageError for a file that is not what it was when it was chosen */
async function bytesOf({ blob, name }: SourceFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new ImageError('gone', imageSays.gone(name), { cause });
  }
}

/** Keeps the values asked for last, by key. A value that failed to come is not kept. */
export class RecentValues<T> {
  private readonly values = new Map<string, Promise<T>>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  async get(key: string, make: () => Promise<T>): Promise<T> {
    const value = this.values.get(key) ?? make();
    // Putting it in anew makes it the youngest.
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.capacity) break;
      this.values.delete(oldest);
    }
    try {
      return await value;
    } catch (error) {
      if (this.values.get(key) === value) this.values.delete(key);
      throw error;
    }
  }
}
