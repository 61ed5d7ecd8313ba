import { describe, expect, it } from 'vitest';
import { follow } from '../engine/show.ts';
import { PageStore } from '../engine/store.ts';
import { after, analysed, analysis, image, ready } from '../engine/testing/pageState.ts';
import { latentPoint, priorInUse, setLatent, sigmaPosition } from './latent.ts';

describe('latents', () => {
  it('go from positions in σ to z and back', () => {
    expect(latentPoint(analysed, [2, -1, 0])).toEqual([2, -4, 0]);
    expect(sigmaPosition(analysed, [2, -4, 0])).toEqual([2, -1, 0]);
  });

  it('are set no farther than a slider reaches', () => {
    const store = new PageStore(follow);
    setLatent(store, [3.4, -3.4, 1]);
    expect(store.get().latent).toEqual([3, -3, 1]);
  });
});

it('a prior of a network without latents does not serve the sliders of the next one', () => {
  const other = { id: 'other', title: 'Other', bytes: 0, origin: 'shipped' } as const;
  const oneMap = { ...analysed, priorMu: [], priorSigma: [] };
  const changes = [ready(0), { image: image() }, analysis(oneMap), { model: other, ...ready(3) }];
  const next = after(...changes);
  expect([next.latent.length, priorInUse(next)]).toEqual([3, null]);
  expect(priorInUse(after(...changes, analysis()))).toBe(analysed);
});
