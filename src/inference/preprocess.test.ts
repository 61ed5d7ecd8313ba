import { beforeAll, describe, expect, it } from 'vitest';
import type { DepthMap, RgbImage } from '../image/types.ts';
import type { HostValues } from '../nn/recorded.ts';
import { useCpuBackend } from '../testing/backends.ts';
import { NetworkInputError, preprocess, preprocessMap, rgbdTensors } from './preprocess.ts';

beforeAll(useCpuBackend);

function grey(height: number, width: number, values: readonly number[]): RgbImage {
  return { height, width, data: Uint8Array.from(values.flatMap((value) => [value, value, value])) };
}

function depthMap(width: number, data: number[], valid: number[]): DepthMap {
  const height = data.length / width;
  return { height, width, data: Float32Array.from(data), valid: Uint8Array.from(valid) };
}

const valuesOf = ({ values }: HostValues): number[] => Array.from(values);

describe('preprocess', () => {
  it('brings the photo to the size of the network, and networks take it in [-1,1]', async () => {
    const host = preprocess(grey(1, 2, [0, 255]), null, 2);
    expect(host.photo.shape).toEqual([1, 2, 2, 3]);
    expect(valuesOf(host.photo)).toEqual([0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255]);
    const { rgb } = rgbdTensors(host);
    expect(rgb.shape).toEqual([1, 2, 2, 3]);
    expect([...(await rgb.data())]).toEqual([-1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, 1]);
  });

  it('hands a photo of that size on as it is', () => {
    const photo = grey(2, 2, [1, 2, 3, 4]);
    expect(preprocess(photo, null, 2).photo.values).toBe(photo.data);
  });

  it('averages areas when it shrinks, so that stripes become grey', () => {
    const stripes = Array.from({ length: 8 * 8 }, (_, pixel) => (pixel % 2 === 0 ? 0 : 255));
    const { photo } = preprocess(grey(8, 8, stripes), null, 2);
    for (const value of valuesOf(photo)) expect(value).toBeCloseTo(127.5, 4);
  });

  it('averages valid readings only', () => {
    // Upper half: readings 0.2 and 0.6 with two holes; lower half: one reading in four pixels.
    const depth = depthMap(2, [0.2, 0, 0.6, 0, 0.9, 0, 0, 0], [1, 0, 1, 0, 1, 0, 0, 0]);
    const x = preprocess(
      grey(
        4,
        4,
        Array.from({ length: 16 }, () => 9),
      ),
      depth,
      1,
    );
    expect(valuesOf(x.valid)[0]).toBe(0);
    const upper = depthMap(2, [0.2, 0, 0.6, 0], [1, 0, 1, 0]);
    const y = preprocess(grey(1, 1, [9]), upper, 1);
    expect(valuesOf(y.depth)[0]).toBeCloseTo(0.4, 6);
    expect(valuesOf(y.valid)).toEqual([1]);
  });

  it('has no reading anywhere without depth', () => {
    const { depth, valid } = preprocess(grey(1, 1, [9]), null, 2);
    expect(valuesOf(depth)).toEqual([0, 0, 0, 0]);
    expect(valuesOf(valid)).toEqual([0, 0, 0, 0]);
  });

  it('resizes photo and depth of different sizes each by itself', () => {
    const { photo, depth } = preprocess(
      grey(
        3,
        4,
        Array.from({ length: 12 }, () => 9),
      ),
      depthMap(2, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [1, 1, 1, 1, 1, 1]),
      4,
    );
    expect([photo.shape, depth.shape]).toEqual([
      [1, 4, 4, 3],
      [1, 4, 4, 1],
    ]);
  });

  it('refuses sizes that do not fit the data', () => {
    const photo = grey(1, 2, [1, 2]);
    const call = (rgb: RgbImage, depth: DepthMap | null) => () => preprocess(rgb, depth, 2);
    expect(call({ ...photo, width: 3 }, null)).toThrow(NetworkInputError);
    expect(call({ ...photo, height: 0 }, null)).toThrow('The photo of 0×2 pixels');
    const depth = depthMap(1, [0.5], [1]);
    expect(call(photo, { ...depth, width: 2 })).toThrow('The depth map of 1×2 pixels needs 2');
    expect(call(photo, { ...depth, valid: new Uint8Array(2) })).toThrow('validity of 1×1 pixels');
  });
});

describe('preprocessMap', () => {
  it('averages areas', () => {
    const map = { height: 2, width: 2, data: Float32Array.of(0, 1, 1, 1) };
    expect(valuesOf(preprocessMap(map, 1))).toEqual([0.75]);
  });
});
