import { AS_STORED } from '../../../image/adjustDepth.ts';
import type { ImageFacts, SampleSet } from '../../../worker/protocol.ts';
import type { EngineFacts } from '../../../worker/startProtocol.ts';
import { analyse } from '../../input/photo.ts';
import { sample } from '../../result/sample.ts';
import type { OpenImage, OpenPhoto } from '../../input/openImage.ts';
import { requestOf } from '../selectors.ts';
import { hold, put } from '../shelf.ts';
import { follow } from '../show.ts';
import type { Change, PageState } from '../state.ts';
import { PageStore } from '../store.ts';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };
export const analysed: ImageFacts = {
  priorMu: [1, -2, 0],
  size: { height: 6, width: 8 },
  priorSigma: [0.5, 2, 1],
  correctedDepth: map,
  damagedDepth: null,
  near: null,
  nearBy: null,
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
  total: map,
  expected: map,
  disagreement: map,
  regions: { share: map, agreed: [], contested: [], labels: new Uint8Array(1) },
  milliseconds: 1,
};

export function photo(key: string): OpenPhoto {
  const facts = { width: 4, height: 3, depthInFile: null, remarks: [], preview: new Blob() };
  return { file: { key, name: key, blob: new Blob() }, facts, address: `blob:${key}` };
}

export function image(change: Partial<OpenImage> = {}): OpenImage {
  return {
    origin: { kind: 'example', id: 'aloe' },
    photo: photo('a'),
    depth: null,
    depthChoice: change.depth ? 'file' : 'none',
    truth: null,
    near: 'bright',
    fit: 'stretch',
    adjust: AS_STORED,
    ...change,
  };
}

/** The change by which a network with so many latents is there. */
export function ready(latentDim: number): Change {
  const backend = { name: 'wasm' };
  const facts = { latentDim, inputSize: 352, wholeRunPerSample: false, backend } as EngineFacts;
  return { engine: { phase: 'ready', facts }, latent: new Array<number>(latentDim).fill(0) };
}

/** The change by which the network has analysed the image on the screen. */
export function analysis(facts: ImageFacts = analysed) {
  return (state: PageState): Change => {
    const key = analyse.key(requestOf(state)!, state)!;
    return {
      shelf: put(state.shelf, 'analyse', key, facts, [key]),
      held: hold(state.held, 'analyse', key),
    };
  };
}

/** The change by which it has drawn what is asked for. */
export function drawing(samples: SampleSet = drawn) {
  return (state: PageState): Change => {
    const key = sample.key(requestOf(state)!, state)!;
    return {
      shelf: put(state.shelf, 'sample', key, samples, [key]),
      held: hold(state.held, 'sample', key),
    };
  };
}

/** A page after some changes. */
export function after(...changes: (Change | ((state: PageState) => Change))[]): PageState {
  const store = new PageStore(follow);
  for (const change of changes) {
    store.update(typeof change === 'function' ? change(store.get()) : change);
  }
  return store.get();
}
