import { expect, it } from 'vitest';
import { kindsTable } from './report.ts';

it('says whether the speed of a kind is that of one core', () => {
  const figures = { 'multiply-add': 10, copy: 5, read: 5 };
  const report = {
    call: {
      index: 0,
      kernel: 'FusedConv2D',
      inputs: [
        { name: 'x', shape: [1, 8, 8, 4], dtype: 'float32' },
        { name: 'filter', shape: [1, 1, 4, 4], dtype: 'float32' },
      ],
      outputs: [{ shape: [1, 8, 8, 4], dtype: 'float32' }],
      attributes: {},
      count: 1,
      programs: 1,
    },
    oursMs: 1,
    stockMs: 2,
    stockPrograms: 1,
    difference: 0,
  } as const;
  expect(kindsTable([report], figures, 'processor time')).toMatch(/\| +GFLOPS per core \|/);
  expect(kindsTable([report], figures, 'clock')).toMatch(/\| +GFLOPS \|/);
});
