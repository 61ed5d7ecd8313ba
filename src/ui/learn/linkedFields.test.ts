import { expect, it } from 'vitest';
import {
  choiceField,
  damagedFields,
  numberField,
  readFields,
  writeFields,
} from './linkedFields.ts';

const FIELDS = {
  stride: numberField(1, 4, 2),
  beta: numberField(0, 2, 0.3, 2),
  view: choiceField(['scatter', 'gather'], 'scatter'),
};

it('a state is read as it was written, and first values are left out', () => {
  const values = { stride: 3, beta: 1.25, view: 'scatter' } as const;
  expect(writeFields(FIELDS, values)).toBe('stride=3&beta=1.25');
  expect(readFields(FIELDS, 'stride=3&beta=1.25')).toEqual(values);
});

it('what is missing, damaged or out of range takes its first value', () => {
  expect(readFields(FIELDS, 'stride=9&beta=x&view=other&more=1')).toEqual({
    stride: 2,
    beta: 0.3,
    view: 'scatter',
  });
  expect(damagedFields(FIELDS, 'stride=9&beta=1&view=other&more=1')).toEqual(['stride', 'view']);
});
