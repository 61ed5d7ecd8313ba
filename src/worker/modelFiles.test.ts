import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { downloadModel, ModelUnavailable, type ModelSources } from './modelFiles.ts';
import type { StartProgress } from './startProtocol.ts';

const address = 'https://host/sub/path/models/net/';
const weights = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
const sha256 = createHash('sha256').update(weights).digest('hex');
const goodCard = { weights: { file: 'weights.safetensors', bytes: 1000, sha256 } };

/** A host with two files and a cache that keeps what it is given. */
function host(card: unknown, body: Uint8Array<ArrayBuffer> | null) {
  const stored = new Map<string, ArrayBuffer>();
  const fetched: string[] = [];
  const sources: ModelSources = {
    fetch: async (wanted) => {
      fetched.push(wanted);
      if (wanted === `${address}model.json`) return new Response(JSON.stringify(card));
      if (body === null) return new Response('', { status: 404 });
      return new Response(body);
    },
    openCache: async () => ({
      match: async (key) => {
        const bytes = stored.get(String(key));
        return bytes === undefined ? undefined : new Response(bytes);
      },
      put: async (key, response) => {
        stored.set(String(key), await response.arrayBuffer());
      },
      keys: async () => [...stored.keys()].map((url) => ({ url }) as Request),
      delete: async (key) => stored.delete(typeof key === 'string' ? key : (key as Request).url),
    }),
  };
  return { sources, stored, fetched };
}

afterEach(() => void vi.useRealTimers());

const settle = () => new Promise((resolve) => setTimeout(resolve));
const refused = () => Promise.reject(new DOMException('no', 'SecurityError'));
const never = () => new Promise<never>(() => undefined);

describe('downloadModel with a broken store', () => {
  const { sources } = host(goodCard, weights);
  const broken = async (part: Partial<Awaited<ReturnType<ModelSources['openCache']>>>) => ({
    ...(await sources.openCache())!,
    ...part,
  });
  const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const torn = new Response(new ReadableStream({ pull: (body) => body.error(new Error('torn')) }));
  const stores: Readonly<Record<string, ModelSources['openCache']>> = {
    'cannot be opened': refused,
    throws: () => {
      throw new Error('no');
    },
    'cannot be asked': () => broken({ match: refused }),
    'holds an entry that cannot be read': () => broken({ match: async () => torn }),
    'is full': () => broken({ match: async () => undefined, put: full }),
    'never takes anything': () => broken({ match: async () => undefined, put: never }),
  };

  it.each(Object.entries(stores))('downloads where it %s', async (_, openCache) => {
    const model = await downloadModel(address, { ...sources, openCache }, () => undefined);
    expect(model.fromCache).toBe(false);
    expect(new Uint8Array(model.weights)).toEqual(weights);
    await settle();
  });

  it.each([
    ['never opens', never],
    ['never answers', () => broken({ match: never })],
  ])('downloads where it %s', async (_, openCache) => {
    vi.useFakeTimers();
    const opening = downloadModel(address, { ...sources, openCache }, () => undefined);
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    expect((await opening).fromCache).toBe(false);
  });
});

describe('downloadModel', () => {
  it('reports bytes and returns what the host holds', async () => {
    const { sources } = host(goodCard, weights);
    const progress: StartProgress[] = [];
    const model = await downloadModel(address, sources, (step) => progress.push(step));
    expect(new Uint8Array(model.weights)).toEqual(weights);
    expect(model.fromCache).toBe(false);
    expect(progress[0]).toMatchObject({ stage: 'download', loadedBytes: 0, totalBytes: 1000 });
    expect(progress.at(-1)).toMatchObject({ loadedBytes: 1000, fromCache: false });
  });

  it('does not download the weights on the second visit', async () => {
    const { sources, fetched } = host(goodCard, weights);
    await downloadModel(address, sources, () => undefined);
    await settle();
    const again = await downloadModel(address, sources, () => undefined);
    expect(again.fromCache).toBe(true);
    expect(new Uint8Array(again.weights)).toEqual(weights);
    expect(fetched.filter((wanted) => wanted.endsWith('.safetensors'))).toHaveLength(1);
  });

  it('downloads again when the kept bytes are damaged, and drops older weights', async () => {
    const { sources, stored } = host(goodCard, weights);
    stored.set(`${address}weights.safetensors?sha256=old`, new ArrayBuffer(4));
    stored.set(`${address}weights.safetensors?sha256=${sha256}`, new ArrayBuffer(4));
    const model = await downloadModel(address, sources, () => undefined);
    await settle();
    expect(model.fromCache).toBe(false);
    expect([...stored.keys()]).toEqual([`${address}weights.safetensors?sha256=${sha256}`]);
    expect(stored.values().next().value?.byteLength).toBe(1000);
  });

  it('refuses weights that are not those of model.json', async () => {
    const { sources } = host(goodCard, weights.slice(0, 999));
    await expect(downloadModel(address, sources, () => undefined)).rejects.toThrow(
      /damaged, or newer than this page: take the newer version if the page offers one, or load/,
    );
  });

  it('says which file is missing', async () => {
    const { sources } = host(goodCard, null);
    const failure = downloadModel(address, sources, () => undefined);
    await expect(failure).rejects.toBeInstanceOf(ModelUnavailable);
    await expect(failure).rejects.toThrow(/weights cannot be had: the site answers 404/);
  });

  it('says when the connection breaks off in the middle of the weights', async () => {
    const { sources } = host(goodCard, weights);
    const broken: ModelSources = {
      ...sources,
      fetch: async (file, init) => {
        if (file.endsWith('.json')) return sources.fetch(file, init);
        const body = new ReadableStream({
          pull: (stream) => stream.error(new TypeError('network error')),
        });
        return new Response(body);
      },
    };
    const failure = downloadModel(address, broken, () => undefined);
    await expect(failure).rejects.toBeInstanceOf(ModelUnavailable);
    await expect(failure).rejects.toThrow(/cannot be reached: check the connection/);
  });

  it('says when the host cannot be reached or holds something else', async () => {
    const offline: ModelSources = {
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
      openCache: async () => null,
    };
    await expect(downloadModel(address, offline, () => undefined)).rejects.toThrow(
      /cannot be reached/,
    );
    await expect(
      downloadModel(address, host([1], weights).sources, () => undefined),
    ).rejects.toThrow(/model\.json\) is not what it should be/);
  });
});
