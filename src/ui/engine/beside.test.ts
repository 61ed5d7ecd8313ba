import { beforeEach, describe, expect, it } from 'vitest';
import { openExampleTruth } from '../assessment/assess.ts';
import { explore, setLatent } from '../explorer/latent.ts';
import { analyse } from '../input/photo.ts';
import { FIRST_MODEL } from '../models/modelList.ts';
import { chooseModel } from '../models/openModel.ts';
import { makeFile } from '../result/download.ts';
import { sample } from '../result/sample.ts';
import { requestOf } from './selectors.ts';
import type { Request } from './shelf.ts';
import { resultOf } from './stage.ts';
import type { PageStore } from './store.ts';
import { Visit } from './testing/visit.ts';

let visit: Visit;
let store: PageStore;

beforeEach(async () => {
  visit = new Visit();
  ({ store } = visit);
  await visit.begin();
});

/** The page's own request with some things otherwise, and nothing to explore. */
function ask(change: Partial<Request>): Request {
  const request = { ...requestOf(store.get())!, latent: null, ...change };
  store.ask({ beside: [request] });
  return request;
}

describe('a second request beside the page’s own', () => {
  it('has its results while the page keeps showing its own', async () => {
    const { result } = store.get();
    const darker = ask({ near: 'dark' });
    await visit.rest();
    expect(visit.worker.images.map(({ near }) => near)).toEqual(['bright', 'dark']);
    expect(resultOf(analyse, darker, store.get())).toMatchObject({ near: 'dark' });
    expect(resultOf(sample, darker, store.get())).toMatchObject({ seed: 1 });
    expect(resultOf(explore, darker, store.get())).toBeNull();
    expect(store.get().result).toBe(result);
  });

  it('can be of another model, of which the page takes nothing', async () => {
    const other = ask({ model: 'other' });
    await visit.rest();
    expect(resultOf(sample, other, store.get())).toMatchObject({ count: 5 });
    expect(store.get()).toMatchObject({
      model: { id: FIRST_MODEL.name },
      result: { model: FIRST_MODEL.title, stale: false },
    });
  });

  it('can be of damaged depth, or of a network without a part, each with a result of its own', async () => {
    const { result } = store.get();
    const other = { file: { key: 'o', name: 'o', blob: new Blob() }, near: 'bright' } as const;
    const damage = { kind: 'other', amount: 0.5, seed: 1, other } as const;
    const own = { ...requestOf(store.get())!, latent: null };
    const requests: Request[] = [
      { ...own, damage },
      { ...own, damage: { ...damage, amount: 0.6 } },
      { ...own, variant: 'm2' },
    ];
    store.ask({ beside: requests });
    await visit.rest();
    const [, ...tried] = visit.worker.images;
    expect(tried.map((image) => [image.damage?.amount, image.variant])).toEqual([
      [0.5, 'full'],
      [0.6, 'full'],
      [undefined, 'm2'],
    ]);
    for (const request of requests) {
      expect(resultOf(sample, request, store.get())).not.toBeNull();
    }
    expect(store.get().result).toBe(result);
  });

  it('gives the network back when the page asks for more', async () => {
    ask({ model: 'other' });
    await visit.rest();
    setLatent(store, [1, 0, 0]);
    await visit.rest();
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
    expect(
      visit.worker.opened.map((source) => source.kind === 'shipped' && source.address),
    ).toEqual(['https://host/sub/models/other/', 'https://host/sub/models/ucnet-lite1/']);
    expect(visit.worker.images).toHaveLength(3);
  });

  it('leaves the page’s scores and files its own', async () => {
    ask({ near: 'dark', seed: 4 });
    await visit.rest();
    openExampleTruth(store);
    await visit.rest();
    expect(visit.worker.images.at(-1)).toMatchObject({ near: 'bright' });
    expect(visit.worker.draws.at(-1)).toMatchObject({ seed: 1 });
    ask({ near: 'dark', seed: 5 });
    await visit.rest();
    await makeFile(visit, { kind: 'consensus' });
    expect(visit.worker.images.at(-1)).toMatchObject({ near: 'bright' });
    expect(visit.worker.draws.at(-1)).toMatchObject({ seed: 1 });
  });

  it('leaves the answer with the truth seen to be found again for its file', async () => {
    openExampleTruth(store);
    await visit.rest();
    const asked = visit.worker.assessments.length;
    await makeFile(visit, { kind: 'posterior' });
    expect(visit.worker.assessments).toHaveLength(asked);
    ask({ near: 'dark' });
    await visit.rest();
    await makeFile(visit, { kind: 'consensus' });
    const before = visit.worker.assessments.length;
    await makeFile(visit, { kind: 'posterior' });
    expect(visit.worker.assessments).toHaveLength(before + 1);
    expect(visit.notice).toBeNull();
  });

  it('is told when the network cannot come back to the page’s model, and asks no more', async () => {
    ask({ model: 'other' });
    await visit.rest();
    visit.worker.failNext = 'model-unavailable';
    setLatent(store, [1, 0, 0]);
    await visit.rest();
    expect(visit.notice).toMatchObject({ problem: { code: 'model-unavailable' } });
    expect(visit.worker.opened).toHaveLength(2);
    store.ask({});
    await visit.rest();
    expect(store.get().result.explored?.z).toEqual([1, 1, 2]);
  });

  it('of a model that is gone is given up, and the page goes on', async () => {
    ask({ model: 'gone' });
    await visit.rest();
    expect(visit.notice).toMatchObject({ kind: 'model-gone' });
    chooseModel(store, 'other');
    await visit.rest();
    expect(store.get().result).toMatchObject({ model: 'Other', stale: false });
  });
});

it('a step back is shown from the shelf, and the network draws only what it has not drawn', async () => {
  const { samples } = store.get().result;
  store.ask({ seed: 2 });
  await visit.rest();
  store.ask({ seed: 1 });
  expect(store.get().result.samples).toBe(samples);
  await visit.rest();
  expect(visit.worker.draws).toHaveLength(2);
});
