import { drawsSlowly } from '../engine/selectors.ts';
import { keyOf } from '../engine/shelf.ts';
import type { Stage } from '../engine/stage.ts';
import type { PageStore } from '../engine/store.ts';
import { analyse } from '../input/photo.ts';

/** Samples of the image that the network holds, and what they say together. */
export const sample: Stage<'sample'> = {
  name: 'sample',
  after: 'analyse',
  key: (request, state) => {
    const image = analyse.key(request, state);
    return image && keyOf('sample', image, request.count, request.seed, request.spread);
  },
  run: async ({ client, store }, { count, seed, spread, variant }, signal) => {
    const start = performance.now();
    store.update({ sampling: null });
    const samples = await client.call(
      'drawSamples',
      { count, seed, ...(spread === 1 ? {} : { spread }) },
      {
        signal: variant === 'm6' ? signal : whereSlow(store, signal),
        onNews: (news) =>
          store.update({ sampling: { ...news, milliseconds: performance.now() - start } }),
      },
    );
    // Of a page, this clock runs since it was opened.
    store.update({ firstMapMs: store.get().firstMapMs ?? performance.now() });
    return samples;
  },
};

/** Only slow networks are ended early. The maps of others are there at once, and are shown until the latest is. */
export function whereSlow(store: PageStore, signal: AbortSignal): AbortSignal | undefined {
  return drawsSlowly(store.get()) ? signal : undefined;
}
