import type { ImageFacts, SampleSet } from '../../worker/protocol.ts';
import { reduce } from '../reduce.ts';
import { INITIAL_STATE, type OpenImage, type OpenPhoto, type PageState } from '../state.ts';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };
export const analysed: ImageFacts = {
  priorMu: [1, -2, 0],
  priorSigma: [0.5, 2, 1],
  correctedDepth: map,
  near: null,
  milliseconds: 3,
};
export const drawn: SampleSet = {
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

export function photo(key: string): OpenPhoto {
  const facts = { width: 4, height: 3, preview: new Blob() };
  return { file: { key, name: key, blob: new Blob() }, facts, address: `blob:${key}` };
}

export function image(change: Partial<OpenImage> = {}): OpenImage {
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

export function after(...actions: Parameters<typeof reduce>[1][]): PageState {
  return actions.reduce(reduce, INITIAL_STATE);
}
