import { beforeAll, expect, it } from 'vitest';
import { analysis, after, drawing, image, ready } from '../engine/testing/pageState.ts';
import { Visit } from '../engine/testing/visit.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { runBeside } from '../pin/pin.ts';
import { numbersFile } from './numbersFile.ts';

beforeAll(() => pageTexts.load());

it('holds what was asked for and what came of it, as plain JSON', () => {
  const state = after({ image: image() }, ready(3), analysis(), drawing());
  const file = numbersFile(state, 'https://host/#sample=aloe');
  expect(JSON.parse(JSON.stringify(file))).toMatchObject({
    formatVersion: 1,
    address: 'https://host/#sample=aloe',
    photo: { name: 'a', width: 4, height: 3 },
    depth: { from: 'none', name: null },
    request: { answers: 1, seed: 1, spread: 1 },
    prior: { mu: [1, -2, 0], sigma: [0.5, 2, 1] },
    answers: [{ z: [0, 0, 0] }],
    numbers: { answers: 1, total: 0.5 },
    scores: null,
    pinned: null,
  });
});

it('holds the same of a result that is pinned beside it, where it is of this photo', async () => {
  const visit = new Visit();
  const { store } = visit;
  await visit.begin();
  runBeside(
    store,
    store.get().models.find(({ id }) => id === 'other')!,
  );
  await visit.rest();
  const file = numbersFile(store.get(), '');
  const model = { id: 'other', title: 'Other' };
  expect(file.pinned).toMatchObject({ model, request: file.request, answers: file.answers });
  expect(file.model).not.toEqual(model);
  openExample(store, 'chair');
  await visit.rest();
  expect(numbersFile(store.get(), '').pinned).toBeNull();
});
