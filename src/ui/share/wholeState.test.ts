import { beforeEach, expect, it } from 'vitest';
import { openExampleTruth, removeTruth } from '../assessment/assess.ts';
import { assessment } from '../engine/testing/assessment.ts';
import { Visit } from '../engine/testing/visit.ts';
import { setLatent } from '../explorer/latent.ts';
import { openExample } from '../input/photo.ts';
import { pinResult, pinWithoutDepth } from '../pin/pin.ts';
import { isOnItsWay, wholeState } from './wholeState.ts';

let visit: Visit;
/** Let the network give scores, or none, in the order in which it was asked for them. */
let scores: { readonly give: () => void; readonly fail: () => void }[];

beforeEach(async () => {
  visit = new Visit();
  await visit.begin();
  scores = [];
  visit.worker.api.assess = ({ scale }) =>
    new Promise((resolve, reject) => {
      const give = () => resolve(assessment({ consensus: {} }, scale));
      scores.push({ give, fail: () => reject(new Error('It broke.')) });
    });
});

/** A state that is waited for, and whether it is there. */
function waiting() {
  const waited = { isOver: false, state: wholeState(visit.store) };
  void waited.state.then(() => (waited.isOver = true));
  return waited;
}

const asked = (times: number) => expect.poll(() => scores.length).toBe(times);

it('is the present state where nothing is on its way', async () => {
  expect(isOnItsWay(visit.store.get())).toBe(false);
  expect(await wholeState(visit.store)).toEqual(visit.store.get());
});

it('waits for a ground truth that is being read, and for the scores of both results', async () => {
  const { store } = visit;
  openExampleTruth(store);
  pinWithoutDepth(store);
  const waited = waiting();
  await asked(1);
  scores[0]!.give();
  await asked(2);
  expect(store.get().pinnedResult.samples).not.toBeNull();
  expect(waited.isOver).toBe(false);
  scores[1]!.give();
  await visit.rest();
  const { result, pinnedResult } = await waited.state;
  expect(result.assessed).not.toBeNull();
  expect(pinnedResult.assessed).not.toBeNull();
  expect(isOnItsWay(store.get())).toBe(false);
});

it('waits for a pinned result without a ground truth, too, and not for one of another photo', async () => {
  const { store } = visit;
  pinWithoutDepth(store);
  const waited = waiting();
  expect(waited.isOver).toBe(false);
  expect((await waited.state).pinnedResult.samples).not.toBeNull();
  pinResult(store);
  await visit.rest();
  openExample(store, 'chair');
  await visit.rest();
  store.update({ working: { files: null, network: 'tiles' } });
  expect(isOnItsWay(store.get())).toBe(false);
});

it('waits for the sliders’ answer', async () => {
  const { store } = visit;
  setLatent(store, [1, 0, 0]);
  expect(isOnItsWay(store.get())).toBe(true);
  const waited = waiting();
  const { result } = await waited.state;
  expect(result.explored!.z).toEqual(visit.worker.explored.at(-1));
});

it('ends when scores cannot come, and has none of the answers before', async () => {
  const { store } = visit;
  openExampleTruth(store);
  await asked(1);
  scores[0]!.give();
  await visit.rest();
  store.ask({ scale: 'raw' });
  const waited = waiting();
  await asked(2);
  expect(waited.isOver).toBe(false);
  scores[1]!.fail();
  await visit.rest();
  expect(store.get().result.assessed).not.toBeNull();
  expect((await waited.state).result.assessed).toBeNull();
});

it('is the state before, once something else is asked for or the ground truth is taken away', async () => {
  const { store } = visit;
  openExampleTruth(store);
  await asked(1);
  const waited = waiting();
  const { samples } = store.get().result;
  store.ask({ seed: 2 });
  expect(await waited.state).toMatchObject({ seed: 1, result: { samples, assessed: null } });
  const other = waiting();
  removeTruth(store);
  scores[0]!.give();
  expect(await other.state).toMatchObject({ seed: 2, image: { truth: null } });
});
