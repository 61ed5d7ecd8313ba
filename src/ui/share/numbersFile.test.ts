import { expect, it } from 'vitest';
import { analysis, after, drawing, image, ready } from '../engine/testing/pageState.ts';
import { numbersFile } from './numbersFile.ts';

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
  });
});
