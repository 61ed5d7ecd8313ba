import { describe, expect, it } from 'vitest';
import type { OpenImage } from './image.ts';
import { fitLatent, givesOneMap, linkOf } from './selectors.ts';
import { INITIAL_STATE } from './state.ts';
import { after, image, photo, ready } from './testing/pageState.ts';

describe('linkOf', () => {
  it('names the sample, or says that the image is the visitor’s own', () => {
    expect(linkOf(after({ image: image() }))).toMatchObject({ example: 'aloe', photo: null });
    const own = image({ origin: { kind: 'own' } });
    expect(linkOf(after({ image: own }))).toMatchObject({ example: 'own', photo: 'a' });
  });

  it('says how the depth is read, or that there is none', () => {
    const depth = { file: photo('d').file, facts: {} } as OpenImage['depth'];
    expect(linkOf(after({ image: image() })).depth).toBe('off');
    expect(linkOf(after({ image: image({ depth, near: 'dark' }) })).depth).toBe('dark');
  });
});

describe('fitLatent', () => {
  it('gives the sliders the length of the latent space, and keeps what was set', () => {
    expect(fitLatent([1.5], 3)).toEqual([1.5, 0, 0]);
    expect(fitLatent([1, 2, 3, 4], 3)).toEqual([1, 2, 3]);
    expect(fitLatent([1.5], null)).toEqual([1.5]);
  });
});

it('a network without latents is told from others once it is ready', () => {
  expect(givesOneMap(INITIAL_STATE)).toBe(false);
  expect(givesOneMap(after(ready(3)))).toBe(false);
  expect(givesOneMap(after(ready(3), ready(0)))).toBe(true);
});
