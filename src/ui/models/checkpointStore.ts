/** The part of the browser's Cache API that is used. */
type CheckpointCache = Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;

/** A checkpoint that waits in this browser for the next visit. */
export interface KeptCheckpoint {
  readonly id: string;
  /** The name of its file. */
  readonly title: string;
  readonly bytes: number;
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

/** The browser's own cache, or null where it offers none to this page. */
export async function openCheckpointCache(): Promise<CheckpointCache | null> {
  return 'caches' in globalThis ? caches.open(CACHE_NAME).catch(() => null) : null;
}

/** Checkpoints that the visitor asked this browser to keep. Nothing here ever leaves the machine. */
export class CheckpointStore {
  constructor(
    private readonly openCache: () => Promise<CheckpointCache | null>,
    /** Address of the page, under which a cache files things. */
    private readonly base: string,
  ) {}

  /** In the order in which they were kept. */
  async list(): Promise<KeptCheckpoint[]> {
    const cache = await this.openCache();
    if (cache === null) return [];
    const requests = await cache.keys();
    const found = await Promise.all(
      requests.map(async ({ url }): Promise<KeptCheckpoint[]> => {
        const headers = (await cache.match(url))?.headers;
        const title = headers?.get(TITLE_HEADER);
        if (title === null || title === undefined) return [];
        const id = url.slice(url.lastIndexOf('/') + 1);
        return [
          { id, title: decodeURIComponent(title), bytes: Number(headers?.get(BYTES_HEADER) ?? 0) },
        ];
      }),
    );
    return found.flat();
  }

  /** The file, or null when the browser or the visitor has removed it. */
  async read(id: string): Promise<Blob | null> {
    const cache = await this.openCache();
    return (await (await cache?.match(this.address(id)))?.blob()) ?? null;
  }

  async keep(id: string, title: string, file: Blob): Promise<KeepOutcome> {
    const cache = await this.openCache();
    if (cache === null) return 'unavailable';
    const headers = {
      [TITLE_HEADER]: encodeURIComponent(title),
      [BYTES_HEADER]: String(file.size),
    };
    try {
      await cache.put(this.address(id), new Response(file, { headers }));
      return 'kept';
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      return isFull ? 'full' : 'unavailable';
    }
  }

  async remove(id: string): Promise<void> {
    await (await this.openCache())?.delete(this.address(id));
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
