import { describe, expect, it } from 'vitest';
import {
  parseSafetensors,
  SafetensorsError,
  type StoredTensor,
  toFloat32,
  writeSafetensors,
} from './safetensors.ts';

/** A file with this header text and so many bytes of values. */
function file(header: string, valueBytes: number, claimedLength?: number): ArrayBuffer {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + valueBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimedLength ?? text.length), true);
  bytes.set(text, 8);
  return bytes.buffer;
}

function entry(dtype: unknown, shape: unknown, offsets: unknown): object {
  return { dtype, shape, data_offsets: offsets };
}

describe('parseSafetensors', () => {
  it('reads a file written byte by byte', () => {
    const header =
      '{"__metadata__":{"by":"hand"},"b":{"dtype":"F16","shape":[2],"data_offsets":[4,8]},' +
      '"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}  ';
    const buffer = file(header, 8);
    new Uint8Array(buffer).set([0, 0, 0x20, 0x41, 0x00, 0x3c, 0x00, 0xc0], buffer.byteLength - 8);
    const { metadata, tensors } = parseSafetensors(buffer);
    expect(metadata).toEqual({ by: 'hand' });
    expect([...tensors.keys()]).toEqual(['b', 'a']);
    expect([...toFloat32(tensors.get('a')!)]).toEqual([10]);
    expect([...toFloat32(tensors.get('b')!)]).toEqual([1, -2]);
  });

  it('reads a header whose length leaves values at odd addresses', () => {
    const header = JSON.stringify({ x: entry('F32', [1], [0, 4]) });
    const padded = header + ' '.repeat((5 - (header.length % 4)) % 4);
    expect((8 + padded.length) % 4).toBe(1);
    const buffer = file(padded, 4);
    new DataView(buffer).setFloat32(buffer.byteLength - 4, -0.5, true);
    expect([...toFloat32(parseSafetensors(buffer).tensors.get('x')!)]).toEqual([-0.5]);
  });

  it.each<[string, ArrayBuffer, string]>([
    ['too short', new ArrayBuffer(7), 'at least 8 bytes, and this one has 7'],
    ['a header longer than the file', file('{}', 0, 3), 'claims 3 bytes, and the file has 10'],
    ['an absurd header length', file('{}', 0, Number.MAX_SAFE_INTEGER), 'not a whole safetensors'],
    ['a header that is not JSON', file('{"a":', 0), 'is not JSON'],
    ['a header that is a list', file('[]', 0), 'not a JSON object'],
    ['metadata of numbers', file('{"__metadata__":{"a":1}}', 0), 'more than texts'],
    ['an unknown type', file(JSON.stringify({ x: entry('F8', [1], [0, 1]) }), 1), 'type "F8"'],
    ['an inherited type', file(JSON.stringify({ x: entry('toString', [], [0, 1]) }), 1), 'type'],
    ['a negative size', file(JSON.stringify({ x: entry('U8', [-1], [0, 1]) }), 1), 'shape [-1]'],
    ['one offset', file(JSON.stringify({ x: entry('U8', [1], [0]) }), 1), 'offsets [0]'],
    ['no entry', file('{"x":null}', 0), 'x in the safetensors file has the type'],
    [
      'a stretch of the wrong length',
      file(JSON.stringify({ x: entry('F16', [3], [0, 4]) }), 4),
      'takes 4 bytes, and its shape [3] of F16 needs 6',
    ],
    ['values cut off', file(JSON.stringify({ x: entry('U8', [9], [0, 9]) }), 8), 'cut off'],
    [
      'an overlap',
      file(JSON.stringify({ x: entry('U8', [3], [0, 3]), y: entry('U8', [2], [2, 4]) }), 4),
      'y in the safetensors file overlaps x',
    ],
    [
      'a gap',
      file(JSON.stringify({ x: entry('U8', [1], [0, 1]), y: entry('U8', [2], [2, 4]) }), 4),
      'y in the safetensors file leaves a gap after x',
    ],
    ['bytes of nobody', file(JSON.stringify({ x: entry('U8', [1], [0, 1]) }), 3), '2 bytes'],
  ])('refuses %s', (_, buffer, message) => {
    expect(() => parseSafetensors(buffer)).toThrow(SafetensorsError);
    expect(() => parseSafetensors(buffer)).toThrow(message);
  });
});

describe('writeSafetensors', () => {
  const tensors = new Map<string, StoredTensor>([
    ['image', { dtype: 'U8', shape: [1, 3], bytes: Uint8Array.of(1, 2, 255) }],
    ['weight', { dtype: 'F32', shape: [1], bytes: new Uint8Array(Float32Array.of(0.1).buffer) }],
    ['empty', { dtype: 'F16', shape: [0, 4], bytes: new Uint8Array() }],
  ]);

  it('writes what the parser reads', () => {
    const read = parseSafetensors(writeSafetensors(tensors, { origin: 'test' }));
    expect(read.metadata).toEqual({ origin: 'test' });
    expect([...read.tensors]).toEqual([...tensors]);
  });

  it('starts the values at a multiple of eight', () => {
    const buffer = writeSafetensors(tensors);
    expect(Number(new DataView(buffer).getBigUint64(0, true)) % 8).toBe(0);
  });

  it('refuses bytes that do not fit the shape', () => {
    const bad = new Map([['x', { dtype: 'F16', shape: [2], bytes: new Uint8Array(3) } as const]]);
    expect(() => writeSafetensors(bad)).toThrow('takes 3 bytes, and its shape [2] of F16 needs 4');
  });
});
