import { expect, it } from 'vitest';
import { openExampleTruth, removeTruth } from '../assessment/assess.ts';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import type { ExamplePair } from '../input/exampleList.ts';
import { openExample, openFiles } from '../input/photo.ts';
import { FIRST_MODEL } from '../models/modelList.ts';
import { chooseModel } from '../models/openModel.ts';
import { setLatent } from '../explorer/latent.ts';
import { DEFAULT_LINK, formatHash, parseHash } from './hashCodec.ts';
import { linkOf } from './linkOf.ts';
import { beginVisit, openLink } from './openLink.ts';

async function begun(): Promise<Visit> {
  const visit = new Visit();
  await visit.begin();
  return visit;
}

it('leaves the visitor the files that were opened while the samples were listed', async () => {
  const pairs = (await begun()).store.get().examplePairs;
  const visit = new Visit();
  let list: (pairs: ExamplePair[]) => void = () => undefined;
  const listing = new Promise<ExamplePair[]>((resolve) => (list = resolve));
  const beginning = beginVisit(visit, DEFAULT_LINK, () => listing);
  openFiles(visit.store, [emptyFile('x.png')], null);
  list([...pairs]);
  await beginning;
  await visit.rest();
  expect(visit.store.get().image.photo?.file.name).toBe('x.png');
});

it('opens the sample’s own ground truth where the link says that it is open', async () => {
  const visit = await begun();
  openExampleTruth(visit.store);
  await visit.rest();
  const link = parseHash(formatHash(linkOf(visit.store.get())));
  const other = new Visit();
  await other.begin(link);
  expect(other.notice).toBeNull();
  const { image, result } = other.store.get();
  expect(image.truth?.file.name).toBe('aloe-gt.png');
  expect(result.assessed).not.toBeNull();
  removeTruth(visit.store);
  expect(linkOf(visit.store.get()).truth).toBe(false);
  // A link may say so of a sample that has none.
  await openLink(other, { ...link, example: 'chair' });
  await other.rest();
  expect(other.store.get().image).toMatchObject({ origin: { id: 'chair' }, truth: null });
});

it('names a ground truth of the visitor’s among the files that its receiver has to open', async () => {
  const visit = await begun();
  const { store } = visit;
  openFiles(store, [emptyFile('mine_gt.png')], 'truth');
  await visit.rest();
  expect(store.get().image).toMatchObject({ origin: { id: 'aloe' } });
  store.ask({ scale: 'raw', seed: 4 });
  const link = parseHash(formatHash(linkOf(store.get())));
  expect(link).toMatchObject({ truth: false, names: ['mine_gt.png'] });
  const receiver = new Visit();
  await receiver.begin(link);
  expect(receiver.notice).toEqual({ kind: 'own-truth-link', files: ['mine_gt.png'] });
  expect(receiver.store.get()).toMatchObject({
    ...{ seed: 4, scale: 'raw' },
    image: { origin: { id: 'aloe' }, truth: null },
  });
  openFiles(receiver.store, [emptyFile('mine_gt.png')], 'truth');
  await receiver.rest();
  expect(receiver.worker.assessments).toMatchObject([{ scale: 'raw', seed: 4 }]);
  openFiles(store, ['x.png', 'x_depth.png', 'x_gt.png'].map(emptyFile), null);
  await visit.rest();
  const { names } = parseHash(formatHash(linkOf(store.get())));
  expect(names).toEqual(['x.png', 'x_depth.png', 'x_gt.png']);
});

it('opens the latest link where the image of one before is found late', async () => {
  const visit = await begun();
  openFiles(visit.store, [emptyFile('x.png')], null);
  await visit.rest();
  const own = linkOf(visit.store.get());
  openExample(visit.store, 'aloe');
  await visit.rest();
  const late = openLink(visit, own);
  await openLink(visit, { ...DEFAULT_LINK, example: 'chair' });
  await late;
  await visit.rest();
  expect(visit.store.get().image.origin).toEqual({ kind: 'example', id: 'chair' });
});

it('sets the sliders as the link of another model says, not as they stood when that was in use', async () => {
  const visit = await begun();
  const { store } = visit;
  setLatent(store, [1, -1, 2]);
  const own = linkOf(store.get());
  setLatent(store, [0, 0, 0]);
  chooseModel(store, 'other');
  await visit.rest();
  setLatent(store, [3, 3, 3]);
  await openLink(visit, own);
  await visit.rest();
  expect(store.get()).toMatchObject({ model: { id: FIRST_MODEL.name }, latent: [1, -1, 2] });
  chooseModel(store, 'other');
  await visit.rest();
  expect(store.get().latent).toEqual([3, 3, 3]);
});

it('keeps the sliders of a link’s model whole while one with fewer is in use', async () => {
  const visit = await begun();
  const { store } = visit;
  const { engine } = store.get();
  if (engine.phase !== 'ready') throw new Error('The network did not start.');
  const fewer = { ...engine, facts: { ...engine.facts, latentDim: 0 } };
  store.update({ engine: fewer, latent: [] });
  await openLink(visit, { ...DEFAULT_LINK, model: 'other', latent: [0.5, 0.5, 0.5] });
  await visit.rest();
  expect(store.get()).toMatchObject({ model: { id: 'other' }, latent: [0.5, 0.5, 0.5] });
});
