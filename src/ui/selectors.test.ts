import { describe, expect, it } from 'vitest';
import type { EngineFacts } from '../worker/protocol.ts';
import { reduce } from './reduce.ts';
import { givesOneMap, latentPoint, linkOf, priorInUse, sigmaPosition } from './selectors.ts';
import { INITIAL_STATE, type OpenImage } from './state.ts';
import { after, analysed, image, photo } from './testing/pageState.ts';

describe('linkOf', () => {
  it('names the sample, or says that the image is the visitor’s own', () => {
    expect(linkOf(after({ type: 'imageOpened', image: image() })).sample).toBe('aloe');
    const own = image({ origin: { kind: 'own' } });
    expect(linkOf(after({ type: 'imageOpened', image: own })).sample).toBe('own');
  });

  it('says how the depth is read, or that there is none', () => {
    const depth = { file: photo('d').file, facts: {} } as OpenImage['depth'];
    expect(linkOf(after({ type: 'imageOpened', image: image() })).depth).toBe('off');
    const dark = image({ depth, near: 'dark' });
    expect(linkOf(after({ type: 'imageOpened', image: dark })).depth).toBe('dark');
  });
});

describe('latents', () => {
  it('go from positions in σ to z and back', () => {
    expect(latentPoint(analysed, [2, -1, 0])).toEqual([2, -4, 0]);
    expect(sigmaPosition(analysed, [2, -4, 0])).toEqual([2, -1, 0]);
  });
});

describe('a network without latents', () => {
  const facts = (latentDim: number) => ({ latentDim, inputSize: 352 }) as EngineFacts;
  const model = { id: 'other', title: 'Other', bytes: 0, origin: 'shipped' } as const;

  it('is told from others once it is ready', () => {
    expect(givesOneMap(INITIAL_STATE)).toBe(false);
    expect(givesOneMap(after({ type: 'engineReady', facts: facts(3) }))).toBe(false);
    const state = after(
      { type: 'engineReady', facts: facts(3) },
      { type: 'modelOpened', model, facts: facts(0) },
    );
    expect(givesOneMap(state)).toBe(true);
  });

  it('leaves a prior that does not serve the sliders of the next one', () => {
    const oneMap = after(
      { type: 'engineReady', facts: facts(0) },
      { type: 'imageAnalysed', image: { ...analysed, priorMu: [], priorSigma: [] } },
    );
    const next = reduce(oneMap, { type: 'modelOpened', model, facts: facts(3) });
    expect([next.latent.length, priorInUse(next)]).toEqual([3, null]);
    expect(priorInUse(reduce(next, { type: 'imageAnalysed', image: analysed }))).toBe(analysed);
  });
});
