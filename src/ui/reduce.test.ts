import { describe, expect, it } from 'vitest';
import type { EngineFacts } from '../worker/protocol.ts';
import { DEFAULT_LINK } from './hashCodec.ts';
import { reduce } from './reduce.ts';
import { NO_RESULT } from './state.ts';
import { after, analysed, drawn, image, photo } from './testing/pageState.ts';

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

  it('sets a slider no farther than it reaches', () => {
    expect(after({ type: 'latentMoved', latent: [3.4, -3.4, 1] }).latent).toEqual([3, -3, 1]);
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
