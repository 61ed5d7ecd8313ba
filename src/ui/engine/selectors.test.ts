import { describe, expect, it } from 'vitest';
import { fitLatent, givesOneMap } from './selectors.ts';
import { INITIAL_STATE } from './state.ts';
import { after, ready } from './testing/pageState.ts';

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
