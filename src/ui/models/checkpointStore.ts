import { answerWithin } from '../../math/deadline.ts';

/** The part of the browser's Cache API that is used. */
type CheckpointCache = Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;

/** A checkpoint that waits in this browser for the next visit. */
export interface KeptCheckpoint {
  readonly id: string;
  /** The name of its file. */
  readonly title: string;
  readonly bytes: number;
}

/** A kept file, and the SHA-256 that it had when it was kept; null of files kept by older versions of this page. */
export interface KeptFile {
  readonly blob: Blob;
  readonly sha256: string | null;
}

export type KeepOutcome =
  | 'kept'
  /** The browser grants no more room. */
  | 'full'
  /** The browser keeps nothing for this page: an insecure address, or a private window. */
  | 'unavailable';

const CACHE_NAME = 'uc-net-checkpoints';
const FOLDER = 'own-checkpoints/';
const TITLE_HEADER = 'x-title';
const BYTES_HEADER = 'x-bytes';
const HASH_HEADER = 'x-sha256';

/** A store that takes longer than this to say what is in it is broken. */
const READ_DEADLINE_MS = 3000;
/** A checkpoint may have hundreds of megabytes. */
const WRITE_DEADLINE_MS = 60_000;

/** The browser's own cache, or null where it offers none to this page. */
export async function openCheckpointCache(): Promise<CheckpointCache | null> {
  return 'caches' in globalThis ? caches.open(CACHE_NAME) : null;
}

/**
 * Checkpoints that the visitor asked this browser to keep. Nothing here ever leaves the machine. A store that throws,
 * refuses or hangs is as good as an empty one.
 */
export class CheckpointStore {
  constructor(
    private readonly openCache: () => Promise<CheckpointCache | null>,
    /** Address of the page, under which a cache files things. */
    private readonly base: string,
  ) {}

  /** In the order in which they were kept. */
  async list(): Promise<KeptCheckpoint[]> {
    return this.ask([], async (cache) => {
      const requests = await cache.keys();
      const found = await Promise.all(
        requests.map(async ({ url }): Promise<KeptCheckpoint[]> => {
          const headers = (await cache.match(url))?.headers;
          const title = headers?.get(TITLE_HEADER);
          if (title === null || title === undefined) return [];
          const id = url.slice(url.lastIndexOf('/') + 1);
          const bytes = Number(headers?.get(BYTES_HEADER) ?? 0);
          return [{ id, title: decodeURIComponent(title), bytes }];
        }),
      );
      return found.flat();
    });
  }

  /** The file, or null when the browser or the visitor has removed it. */
  async read(id: string): Promise<KeptFile | null> {
    return this.ask(null, async (cache) => {
      const kept = await cache.match(this.address(id));
      if (kept === undefined) return null;
      return { blob: await kept.blob(), sha256: kept.headers.get(HASH_HEADER) };
    });
  }

  /** @param sha256 of the file, in hexadecimal; empty where it is not known */
  async keep(id: string, title: string, file: Blob, sha256: string): Promise<KeepOutcome> {
    const headers = {
      [TITLE_HEADER]: encodeURIComponent(title),
      [BYTES_HEADER]: String(file.size),
      ...(sha256 !== '' && { [HASH_HEADER]: sha256 }),
    };
    const put = async (): Promise<KeepOutcome> => {
      const cache = await this.openCache();
      if (cache === null) return 'unavailable';
      await cache.put(this.address(id), new Response(file, { headers }));
      return 'kept';
    };
    return answerWithin(WRITE_DEADLINE_MS, 'The cache', put()).catch((error: unknown) => {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      return isFull ? 'full' : 'unavailable';
    });
  }

  async remove(id: string): Promise<void> {
    await this.ask(false, (cache) => cache.delete(this.address(id)));
  }

  private async ask<T>(otherwise: T, work: (cache: CheckpointCache) => Promise<T>): Promise<T> {
    const asking = async () => {
      const cache = await this.openCache();
      return cache === null ? otherwise : work(cache);
    };
    return answerWithin(READ_DEADLINE_MS, 'The cache', asking()).catch(() => otherwise);
  }

  private address(id: string): string {
    return new URL(FOLDER + id, this.base).href;
  }
}

/** Bytes that the browser still grants this page; null where it does not say. */
export async function estimateRoom(): Promise<number | null> {
  const storage = (navigator as { storage?: StorageManager }).storage;
  const { quota, usage } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota === undefined ? null : Math.max(0, quota - (usage ?? 0));
}
