import { beforeAll, describe, expect, it } from 'vitest';
import { parseModelConfig } from './config.ts';
import { ModelConfigError } from './modelCard.ts';
import { readModelJson } from './testing/modelFolder.ts';

let model: { configuration: Readonly<Record<string, unknown>> };

beforeAll(async () => {
  model = (await readModelJson()) as typeof model;
});

/** The shipped model with some values replaced; undefined removes one. */
function withValues(values: Readonly<Record<string, unknown>>): unknown {
  const changed = JSON.parse(JSON.stringify({ ...model.configuration, ...values })) as unknown;
  return { ...model, configuration: changed };
}

describe('parseModelConfig', () => {
  it('reads the shipped model', () => {
    const config = parseModelConfig(model);
    expect([config.inputSize, config.latentDim, config.featureWidth]).toEqual([352, 3, 32]);
  });

  it.each<[string, () => unknown, string]>([
    ['no object', () => [], 'model.json is not a JSON object'],
    ['another version', () => ({ ...model, formatVersion: 2 }), 'formatVersion 2'],
    ['no configuration', () => ({ formatVersion: 1 }), 'The configuration in model.json'],
    ['an unknown value', () => withValues({ colour: 1 }), 'does not know: colour'],
    ['a missing value', () => withValues({ latentDim: undefined }), 'latentDim to be'],
    ['a text for a number', () => withValues({ latentDim: '3' }), 'has "3"'],
    ['a fraction', () => withValues({ growthDivisor: 1.5 }), 'a whole number above 0'],
    ['a size off the grid', () => withValues({ inputSize: 350 }), 'a positive multiple of 32'],
    ['a size of 0', () => withValues({ inputSize: 0 }), 'a positive multiple of 32'],
    ['a dropout of 1', () => withValues({ dropout: 1 }), 'a number from 0 to below 1'],
    ['an empty name', () => withValues({ name: '' }), 'a text that is not empty'],
    ['too few stages', () => withValues({ stageWidths: [32, 32, 64] }), 'a list of 4 whole'],
    ['no rates', () => withValues({ dilationRates: [] }), 'a list of one or more whole'],
    ['a width of 0', () => withValues({ depthWidths: [16, 24, 0, 96, 96] }), 'each 1 or more'],
    ['a short shuffle', () => withValues({ channelOrder: [0, 1] }), 'each of 0 to 34'],
    [
      'a shuffle with a channel twice',
      () => withValues({ channelOrder: Array.from({ length: 35 }, (_, c) => Math.min(c, 33)) }),
      'each of 0 to 34',
    ],
    [
      'features of another width than their stage',
      () => withValues({ stageWidths: [16, 32, 64, 64] }),
      'the first of stageWidths (16)',
    ],
    ['a divisor above a width', () => withValues({ growthDivisor: 33 }), 'growthDivisor (33)'],
  ])('refuses %s', (_, make, message) => {
    expect(() => parseModelConfig(make())).toThrow(ModelConfigError);
    expect(() => parseModelConfig(make())).toThrow(message);
  });
});
