import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everywhere } from './convolutionVariants.ts';
import { recallChoice, rememberChoice } from './tuningCache.ts';

const AVAILABLE = ['plain4x4', 'plain8x4', 'tiled8x2'] as const;
const CHOICE = { ...everywhere('plain8x4'), spatialLarge: 'tiled8x2' } as const;

function adapter(architecture: string): GPUAdapterInfo {
  return { vendor: 'maker', architecture, device: '', description: '' } as GPUAdapterInfo;
}

/** As much of the browser's cache storage as is used here. */
function memoryCaches() {
  const stores = new Map<string, Map<string, string>>();
  return {
    async open(name: string) {
      const store = stores.get(name) ?? new Map<string, string>();
      stores.set(name, store);
      return {
        match: async (key: string) => {
          const text = store.get(key);
          return text === undefined ? undefined : new Response(text);
        },
        put: async (key: string, response: Response) => {
          store.set(key, await response.text());
        },
      };
    },
    /** Puts another text in the place of everything that is stored. */
    overwrite(text: string) {
      for (const store of stores.values()) for (const key of store.keys()) store.set(key, text);
    },
  };
}

describe('recallChoice', () => {
  let storage = memoryCaches();
  beforeEach(async () => {
    storage = memoryCaches();
    vi.stubGlobal('caches', storage);
    await rememberChoice(adapter('one'), AVAILABLE, CHOICE);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('gives back what was remembered', async () => {
    expect(await recallChoice(adapter('one'), AVAILABLE)).toEqual(CHOICE);
  });

  it('knows nothing of another adapter', async () => {
    expect(await recallChoice(adapter('two'), AVAILABLE)).toBeNull();
  });

  it('forgets once there are other variants to choose from', async () => {
    expect(await recallChoice(adapter('one'), [...AVAILABLE, 'quad8x4'])).toBeNull();
  });

  it.each([
    ['a variant that is not available', JSON.stringify(everywhere('quad8x4'))],
    ['a class missing', JSON.stringify({ spatialLarge: 'plain4x4' })],
    ['the plain text of an earlier version', 'plain4x4'],
    ['nothing at all', 'null'],
  ])('refuses %s', async (_, text) => {
    storage.overwrite(text);
    expect(await recallChoice(adapter('one'), AVAILABLE)).toBeNull();
  });

  it('remembers nothing where storage is forbidden', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new Error('forbidden')) });
    await rememberChoice(adapter('one'), AVAILABLE, CHOICE);
    expect(await recallChoice(adapter('one'), AVAILABLE)).toBeNull();
  });

  it('remembers nothing where there is no storage', async () => {
    vi.stubGlobal('caches', undefined);
    await rememberChoice(adapter('one'), AVAILABLE, CHOICE);
    expect(await recallChoice(adapter('one'), AVAILABLE)).toBeNull();
  });
});
