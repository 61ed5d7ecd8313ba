import { describe, expect, it } from 'vitest';
import { fromEightBits } from './eightBits.ts';
import {
  parseSafetensors,
  type Safetensors,
  type StoredTensor,
  toFloat32,
  writeSafetensors,
} from './safetensors.ts';

const integers = (shape: number[], values: number[]): StoredTensor => ({
  dtype: 'I8',
  shape,
  bytes: new Uint8Array(Int8Array.from(values).buffer),
});

const floats = (shape: number[], values: number[]): StoredTensor => ({
  dtype: 'F32',
  shape,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

const file = (tensors: Readonly<Record<string, StoredTensor>>): Safetensors =>
  parseSafetensors(writeSafetensors(new Map(Object.entries(tensors))));

const valuesOf = (weights: Safetensors, name: string) => [...toFloat32(weights.tensors.get(name)!)];

describe('fromEightBits', () => {
  it('multiplies by the scale of the last axis', () => {
    const weights = fromEightBits(
      file({
        w: integers([2, 3], [1, 2, 3, -4, -5, -127]),
        'w.scale': floats([1, 3], [0.5, 2, 1]),
      }),
    );
    expect(valuesOf(weights, 'w')).toEqual([0.5, 4, 3, -2, -10, -127]);
    expect([...weights.tensors.keys()]).toEqual(['w']);
    expect(weights.tensors.get('w')!.shape).toEqual([2, 3]);
  });

  it('multiplies by the scale of an axis in the middle, as depthwise kernels have it', () => {
    const weights = fromEightBits(
      file({
        w: integers([2, 1, 2, 1], [1, 2, 3, 4]),
        'w.scale': floats([1, 1, 2, 1], [10, 100]),
      }),
    );
    expect(valuesOf(weights, 'w')).toEqual([10, 200, 30, 400]);
  });

  it('leaves floats alone, one that is called a scale too', () => {
    const weights = file({ gain: floats([1], [2]), 'gain.scale': floats([1], [3]) });
    expect(fromEightBits(weights)).toEqual(weights);
  });

  it('refuses integers without scales', () => {
    expect(() => fromEightBits(file({ w: integers([1], [1]) }))).toThrow(
      'w in the safetensors file has 8-bit integers and no w.scale that says what they stand for.',
    );
  });

  it.each([
    ['of fewer dimensions', [3]],
    ['of another size', [1, 2]],
  ])('refuses scales %s', (_, shape) => {
    const scale = floats(
      shape,
      Array.from({ length: shape.reduce((a, b) => a * b) }, () => 1),
    );
    expect(() => fromEightBits(file({ w: integers([1, 3], [1, 2, 3]), 'w.scale': scale }))).toThrow(
      `w.scale in the safetensors file has the shape [${shape.join(', ')}], which does not fit [1, 3].`,
    );
  });
});
