import { expect, it } from 'vitest';
import { describeModel, latentMeanings } from './modelFacts.ts';

it('puts model.json into words and leaves out what only the program needs', () => {
  const facts = describeModel({
    formatVersion: 1,
    configuration: { inputSize: 352 },
    weights: { file: 'w' },
    summary: 'Saliency with depth.',
    provenance: {
      trainedOn: ['DUTS-TR', 'rendered rooms'],
      depth_synthesis: 'layered',
      seed: null,
    },
    measured: [{ dataset: 'val', sMeasure: 0.9 }],
  });
  expect(facts).toEqual([
    { name: 'Summary', value: 'Saliency with depth.' },
    { name: 'Trained on', value: 'DUTS-TR, rendered rooms' },
    { name: 'Depth synthesis', value: 'layered' },
    { name: 'Measured 1: dataset', value: 'val' },
    { name: 'Measured 1: s measure', value: '0.9' },
  ]);
});

it('reads what the ends of the latents mean, and nothing where the model does not say it rightly', () => {
  const latents = [{ low: 'only the surest', high: 'more things' }];
  expect(latentMeanings({ latents })).toEqual(latents);
  expect(latentMeanings({})).toEqual([]);
  expect(latentMeanings({ latents: [{ low: 'far' }] })).toEqual([]);
  expect(describeModel({ latents })).toEqual([]);
});
