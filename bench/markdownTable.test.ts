import { describe, expect, it } from 'vitest';
import { duration, markdownTable, percentage, threeDigits } from './markdownTable.ts';

describe('markdownTable', () => {
  it('pads cells and marks right alignment', () => {
    const table = markdownTable(
      [{ title: 'engine' }, { title: 'ms', align: 'right' }],
      [
        ['ours', '1'],
        ['tfjs WebGPU', '12.5'],
      ],
    );
    expect(table.split('\n')).toEqual([
      '| engine      |   ms |',
      '| ----------- | ---: |',
      '| ours        |    1 |',
      '| tfjs WebGPU | 12.5 |',
    ]);
  });

  it('refuses a row of another length', () => {
    expect(() => markdownTable([{ title: 'a' }], [['1', '2']])).toThrow(RangeError);
  });
});

describe('numbers', () => {
  it('have about three digits', () => {
    expect([0.012345, 4.5678, 78.91, 1234.5, 0].map(threeDigits)).toEqual([
      '0.0123',
      '4.57',
      '78.9',
      '1235',
      '0',
    ]);
    expect(threeDigits(Infinity)).toBe('–');
  });

  it('carry a unit', () => {
    expect([12.34, 9999, 18_700].map(duration)).toEqual(['12.3 ms', '9999 ms', '18.7 s']);
    expect(percentage(0.0134)).toBe('1.34 %');
  });
});
