import { describe, expect, it } from 'vitest';
import { packFields, shapeFields } from './uniformFields.ts';

const ints = (buffer: ArrayBuffer) => [...new Int32Array(buffer)];

describe('packFields', () => {
  it('aligns as WGSL does: pairs to 8 bytes, longer ones to 16', () => {
    const fields = [[1], [2, 3], [4], [5, 6, 7], [8]].map((data) => ({ type: 'int32', data }));
    expect(ints(packFields(fields))).toEqual([1, 0, 2, 3, 4, 0, 0, 0, 5, 6, 7, 8]);
  });

  it('starts anew after a field of five, which is a struct', () => {
    const fields = [
      { type: 'int32', data: [1, 2, 3, 4, 5] },
      { type: 'uint32', data: [6] },
    ];
    expect(ints(packFields(fields))).toEqual([1, 2, 3, 4, 5, 0, 0, 0, 6, 0, 0, 0]);
  });

  it('writes a 1 for a field of no numbers, and floats as floats', () => {
    const buffer = packFields([
      { type: 'int32', data: [] },
      { type: 'float32', data: [0.5] },
    ]);
    expect(ints(buffer)[0]).toBe(1);
    expect(new Float32Array(buffer)[1]).toBe(0.5);
  });
});

describe('shapeFields', () => {
  it('names every shape and its strides, and the size where a program asks for it', () => {
    const fields = shapeFields({ inputs: [[2, 3, 4]], output: [5], size: 5 });
    expect(fields.map(({ data }) => data)).toEqual([
      [NaN],
      [Infinity],
      [2, 3, 4],
      [12, 4],
      [5],
      [],
      [5],
    ]);
    expect(shapeFields({ inputs: [], output: [5], size: null })).toHaveLength(4);
  });
});
