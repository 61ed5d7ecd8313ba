import { describe, expect, it } from 'vitest';
import type { EngineFacts, ImageFacts, SampleSet } from '../worker/protocol.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import {
  givesOneMap,
  INITIAL_STATE,
  latentPoint,
  linkOf,
  NO_RESULT,
  priorInUse,
  reduce,
  sigmaPosition,
  type OpenImage,
  type OpenPhoto,
  type PageState,
} from './state.ts';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };
const analysed: ImageFacts = {
  priorMu: [1, -2, 0],
  priorSigma: [0.5, 2, 1],
  correctedDepth: map,
  near: null,
  milliseconds: 3,
};
const drawn: SampleSet = {
  count: 1,
  seed: 1,
  z: [[0, 0, 0]],
  maps: [map],
  consensus: map,
  mean: map,
  variance: map,
  entropy: map,
  milliseconds: 1,
};

function photo(key: string): OpenPhoto {
  const facts = { width: 4, height: 3, preview: new Blob() };
  return { file: { key, name: key, blob: new Blob() }, facts, address: `blob:${key}` };
}

function image(change: Partial<OpenImage> = {}): OpenImage {
  return {
    origin: { kind: 'sample', id: 'aloe' },
    photo: photo('a'),
    depth: null,
    truth: null,
    near: 'bright',
    fit: 'stretch',
    ...change,
  };
}

function after(...actions: Parameters<typeof reduce>[1][]): PageState {
  return actions.reduce(reduce, INITIAL_STATE);
}

describe('reduce', () => {
  it('gives the sliders the length of the latent space, and keeps what a link set', () => {
    const state = after(
      { type: 'linkOpened', link: { ...DEFAULT_LINK, latent: [1.5] } },
      { type: 'engineReady', facts: { latentDim: 3 } as EngineFacts },
    );
    expect(state.latent).toEqual([1.5, 0, 0]);
    const again = reduce(state, {
      type: 'linkOpened',
      link: { ...DEFAULT_LINK, latent: [1, 2, 3, 4] },
    });
    expect(again.latent).toEqual([1, 2, 3]);
  });

  it('drops the result of another photo', () => {
    const state = after(
      { type: 'imageOpened', image: image() },
      { type: 'imageAnalysed', image: analysed },
      { type: 'samplesDrawn', samples: drawn },
      { type: 'imageOpened', image: image({ photo: photo('b') }) },
    );
    expect(state.result).toEqual(NO_RESULT);
  });

  it('keeps the maps of the same photo, marked as out of date, until new ones come', () => {
    const changed = after(
      { type: 'imageOpened', image: image() },
      { type: 'imageAnalysed', image: analysed },
      { type: 'samplesDrawn', samples: drawn },
      { type: 'imageOpened', image: image({ near: 'dark' }) },
    );
    expect(changed.result.stale).toBe(true);
    expect(changed.result.samples).toBe(drawn);
    expect(reduce(changed, { type: 'samplesDrawn', samples: drawn }).result.stale).toBe(false);
  });

  it('takes question and notice away with the next image', () => {
    const state = after(
      { type: 'noticed', notice: { kind: 'waiting-for-photo' } },
      { type: 'imageOpened', image: image() },
    );
    expect(state.notice).toBeNull();
    expect(state.question).toBeNull();
  });

  it('stops what was running when the network fails', () => {
    const problem = { code: 'worker-lost', detail: 'gone' } as const;
    const state = after(
      { type: 'stageChanged', stage: 'network' },
      { type: 'engineFailed', problem },
    );
    expect(state.stage).toBe('idle');
    expect(state.engine).toEqual({ phase: 'failed', problem });
  });
});

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
