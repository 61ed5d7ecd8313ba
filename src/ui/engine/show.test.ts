import { describe, expect, it } from 'vitest';
import { FIRST_ENTRY } from '../models/modelMenu.ts';
import { follow } from './show.ts';
import { NO_RESULT } from './state.ts';
import { PageStore } from './store.ts';
import {
  after,
  analysed,
  analysis,
  drawing,
  drawn,
  image,
  photo,
  ready,
} from './testing/pageState.ts';

describe('what is shown', () => {
  it('is nothing of another photo', () => {
    const { result } = after(ready(3), { image: image() }, analysis(), drawing(), {
      image: image({ photo: photo('b') }),
    });
    const { title } = FIRST_ENTRY;
    expect(result).toEqual({ ...NO_RESULT, photo: 'b', model: title, stale: true });
  });

  it('stays for the same photo, marked as out of date, until new maps come', () => {
    const change = [ready(3), { image: image() }, analysis(), drawing()];
    const depth = { file: photo('d').file, facts: {} } as never;
    const changed = after(...change, { image: image({ depth }) });
    expect(changed.result).toMatchObject({ samples: drawn, stale: true });
    const redrawn = after(...change, { image: image({ depth }) }, analysis(), drawing());
    expect(redrawn.result.stale).toBe(false);
  });

  it('keeps its maps for another seed until the new ones are there, undimmed where that is at once', () => {
    const { result } = after(ready(3), { image: image() }, analysis(), drawing(), { seed: 8 });
    expect(result).toMatchObject({ samples: drawn, stale: false });
  });

  it('is never of two models', () => {
    const other = { id: 'other', title: 'Other', bytes: 0, origin: 'shipped' } as const;
    const change = [ready(3), { image: image() }, analysis(), drawing(), { model: other }];
    expect(after(...change).result).toMatchObject({ samples: drawn, stale: true });
    const { result } = after(...change, analysis());
    expect(result).toMatchObject({ image: analysed, samples: null, model: 'Other', stale: true });
  });

  it('comes back at once where it is still on the shelf', () => {
    const { result } = after(
      ready(3),
      { image: image() },
      analysis(),
      drawing(),
      { seed: 8 },
      drawing({ ...drawn, seed: 8 }),
      { seed: 1 },
    );
    expect(result.samples).toBe(drawn);
  });

  it('is the same object while nothing of it changes', () => {
    const store = new PageStore(follow);
    store.update({ image: image() });
    const { result } = store.get();
    store.update({ notice: { kind: 'stopped' } });
    expect(store.get().result).toBe(result);
  });
});
