import { describe, expect, it } from 'vitest';
import { ModelConfigError } from '../modelCard.ts';
import { readModelJson } from '../testing/modelFolder.ts';
import { isBaselineCard, parseBaselineConfig } from './baselineConfig.ts';

const configuration = { head: 'fcn-8s', name: 'a', inputSize: 352 };
const card = (values: object) => ({
  formatVersion: 1,
  configuration: { ...configuration, ...values },
});

describe('parseBaselineConfig', () => {
  it('reads what training exports', () => {
    expect(parseBaselineConfig(card({}))).toEqual(configuration);
  });

  it.each([
    ['another head', { head: 'segnet' }, 'one of fcn-32s'],
    ['a size the backbone cannot halve five times', { inputSize: 100 }, 'multiple of 32'],
    ['values it does not know', { latentDim: 3 }, 'latentDim'],
  ])('refuses %s', (_, values, message) => {
    expect(() => parseBaselineConfig(card(values))).toThrow(ModelConfigError);
    expect(() => parseBaselineConfig(card(values))).toThrow(message);
  });
});

describe('isBaselineCard', () => {
  it('tells baselines from UC-Net', async () => {
    expect(isBaselineCard(card({}))).toBe(true);
    expect(isBaselineCard(await readModelJson())).toBe(false);
    expect(() => isBaselineCard({ formatVersion: 2 })).toThrow('formatVersion');
  });
});
