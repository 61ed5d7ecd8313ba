import { describe, expect, it } from 'vitest';
import { isPictureName, readName, stemOf } from './fileRole.ts';

describe('stemOf', () => {
  it.each([
    ['a/b/photo.01.jpg', 'photo.01'],
    ['c:\\x\\map.PNG', 'map'],
    ['plain', 'plain'],
    ['1.jpg.png', '1'],
    ['x.png.PNG', 'x'],
    ['notes.txt', 'notes'],
    ['1.5.jfif', '1.5'],
  ])('%s', (path, stem) => expect(stemOf(path)).toBe(stem));
});

describe('isPictureName', () => {
  it.each(['a.jpg', 'a.JPEG', 'a.jfif', 'a.bmp', 'a.tif', 'a.npy', 'a.pfm', 'a.heic', 'a.pgm'])(
    'takes %s',
    (name) => expect(isPictureName(name)).toBe(true),
  );
  it.each(['a.txt', 'jpg', 'a.png.txt', 'near.json'])('passes over %s', (name) =>
    expect(isPictureName(name)).toBe(false),
  );
});

describe('readName', () => {
  it.each([
    ['RGB', 'photo', ''],
    ['Imgs', 'photo', ''],
    ['im', 'photo', ''],
    ['RGB_left', 'photo', ''],
    ['test_images', 'photo', 'test'],
    ['testImages', 'photo', 'test'],
    ['DUTS-TE-Image', 'photo', 'DUTS-TE'],
    ['JPEGImages', 'photo', 'JPEG'],
    ['IMG_0001', 'photo', '0001'],
    ['im0', 'photo', '0'],
    ['Depths', 'depth', ''],
    ['depth_map', 'depth', ''],
    ['depthMaps', 'depth', ''],
    ['depth_images', 'depth', ''],
    ['disp0', 'depth', '0'],
    ['1_02-02-40_Depth', 'depth', '1_02-02-40'],
    ['depth-7', 'depth', '7'],
    ['GTs', 'truth', ''],
    ['ground truth', 'truth', ''],
    ['GroundTruth', 'truth', ''],
    ['ground_truth_mask', 'truth', ''],
    ['GT_object_level', 'truth', ''],
    ['DUTS-TE-Mask', 'truth', 'DUTS-TE'],
    ['mask_images', 'truth', ''],
    ['alpha7-0012', null, 'alpha7-0012'],
    ['original', 'photo', ''],
    ['漢字_depth', 'depth', '漢字'],
    ['RGBD', null, 'RGBD'],
    ['SUN RGB-D', null, 'SUN RGB-D'],
    ['NJU2K', null, 'NJU2K'],
    ['masked-ball', null, 'masked-ball'],
    ['indepth-interview', null, 'indepth-interview'],
    ['ground_floor', null, 'ground_floor'],
    ['cliff_edge', null, 'cliff_edge'],
  ])('%s', (name, role, core) => {
    expect(readName(name)).toMatchObject({ role, core, version: 0 });
  });

  it('tells other versions of a file from the plain one', () => {
    expect(readName('depth_bfx').version).toBe(1);
    expect(readName('x_depth_vis')).toEqual({ role: 'depth', core: 'x', version: 3 });
    expect(readName('1_vis', 'depth')).toEqual({ role: null, core: '1', version: 3 });
    expect(readName('1_alpha')).toEqual({ role: 'truth', core: '1', version: 1 });
    expect(readName('trimaps')).toEqual({ role: 'truth', core: '', version: 3 });
    expect(readName('RGB_right').version).toBeGreaterThan(readName('RGB_left').version);
  });
});
