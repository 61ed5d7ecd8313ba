import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { readFixture } from './fixtures/read.ts';
import { nearByArray, nearByChannel, nearByName } from './saidNear.ts';

describe('the near end by a name', () => {
  it.each([
    ['vis_depth/cat_raw_depth_meter.npy', 'dark'],
    ['out/depth_npy/cat_pred.npy', 'dark'],
    ['out/depth_bw/cat_pred.png', 'dark'],
    ['depth_metric/cat.npy', 'dark'],
    ['cat_depth_mm.png', 'dark'],
    ['out\\depth_npy\\cat_pred.npy', 'dark'],
    ['output/cat-dpt_beit_large_512.pfm', 'bright'],
    ['output/cat-midas_v21_small_256.pfm', 'bright'],
    ['disparity/cat.png', 'bright'],
    ['aloe/disp0.pfm', 'bright'],
    ['cat_inverse_depth.npy', 'bright'],
    ['cat_depth.png', null],
    ['depth/cat.png', null],
    ['cat_pred.npy', null],
    ['symmetric/hammer.png', null],
    ['display/dispatch.png', null],
    ['parameters.png', null],
    ['dpt/1.png', null],
  ])('%s: %s', (name, near) => expect(nearByName(name)?.near ?? null).toBe(near));
});

describe('the near end by an array’s name', () => {
  it.each([
    ['depth', 'dark'],
    ['depths', 'dark'],
    ['frame.depth', 'dark'],
    ['disparity', 'bright'],
    ['inverse_depth', 'bright'],
    ['pred', null],
    ['D', null],
  ])('%s: %s', (name, near) => expect(nearByArray(name)?.near ?? null).toBe(near));
});

describe('the near end by a channel’s name', () => {
  it.each([
    ['.Z', 'dark'],
    ['.View.Depth.Z', 'dark'],
    ['.FinalImage_WorldDepth.R', 'dark'],
    ['.disparity.Y', 'bright'],
    ['left.dispL', 'bright'],
    ['.inverse_depth.R', 'bright'],
  ])('%s: %s', (name, near) => expect(nearByChannel(name)).toEqual({ near, by: 'channel' }));
});

describe('a depth map', () => {
  it.each([
    [
      'numpy-confidence.npz',
      'x.npz',
      'By its array’s name, it holds distances: small numbers are near.',
    ],
    ['h5py-scene.h5', 'x.h5', 'By its array’s name, it holds distances: small numbers are near.'],
    ['opencv-float.pfm', '1-dpt_large_384.pfm', 'By its name, large numbers are near.'],
    [
      'numpy-float64.npy',
      '1_raw_depth_meter.npy',
      'By its name, it holds distances: small numbers are near.',
    ],
  ])('tells it: %s as %s', async (file, name, words) => {
    const { saidNear, notes } = await decodeDepthRaw(readFixture(file), name);
    expect(saidNear).not.toBeNull();
    expect(inEnglish(notes.at(-1)!)).toBe(words);
  });

  it('says nothing of it where it does not know', async () => {
    for (const name of ['numpy-float64.npy', 'opencv-jet.jpg', 'numpy-uint16.npy']) {
      const { saidNear } = await decodeDepthRaw(readFixture(name), name);
      expect(saidNear ?? null, name).toBeNull();
    }
  });
});
