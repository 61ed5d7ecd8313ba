import { describe, expect, it } from 'vitest';
import { matchFiles, matchMaps } from './matchFiles.ts';
import { read } from './testing/readMatching.ts';

describe('names', () => {
  it.each<[string, string, string, string]>([
    ['large and small letters', 'A/RGB/IMG_0.JPG', 'A/depth/img_0.png', 'A/gt/Img_0.png'],
    ['.jfif', 'A/RGB/hat.jfif', 'A/depth/hat.png', 'A/GT/hat.png'],
    ['double extensions', 'A/RGB/1.jpg', 'A/depth/1.jpg.png', 'A/GT/1.png.png'],
    ['backslashes', 'A\\RGB\\1.jpg', 'A\\depth\\1.png', 'A\\GT\\1.png'],
    ['composed and decomposed letters', 'A/RGB/é.jpg', 'A/depth/e\u0301.png', 'A/GT/é.png'],
    ['words at their end', 'a_rgb.jpg', 'a_depth.png', 'a_gt.png'],
    ['words at their beginning', 'rgb_1.jpg', 'depth_1.png', 'mask_1.png'],
    ['numbers behind a word', 's/im0.png', 's/disp0.pfm', 's/mask0.png'],
    ['a word for the photo alone', 'A/RGB/1_rgb.jpg', 'A/depth/1.png', 'A/GT/1_mask.png'],
    ['depth and masks below the photos', 'p/1.jpg', 'p/depth/1.png', 'p/masks/1.png'],
    ['depth and masks among the photos', 'images/1.jpg', 'images/1_depth.png', 'images/1_gt.png'],
    ['words of two parts', 'L/images/1_all_focus.jpg', 'L/depth/1_depth_map.bmp', 'L/GT/1.png'],
    ['a folder a picture', 'set/aloe/rgb.jpg', 'set/aloe/depth.png', 'set/aloe/gt.png'],
    ['a file of numbers', 'A/1.jpg', 'A/1.npy', 'A/1_mask.png'],
  ])('of one picture go together with %s', (_, photo, depth, truth) => {
    const { pairs, leftOut } = read([photo, depth, truth]);
    expect(pairs).toEqual([`${photo} | ${depth} | ${truth}`]);
    expect(leftOut).toEqual([]);
  });

  it('that agree as they are come before those that agree in part', () => {
    const { pairs } = read([
      'A/RGB/1.jpg',
      'A/RGB/1_left.jpg',
      'A/depth/1.png',
      'A/depth/1_left.png',
    ]);
    expect(pairs).toEqual([
      'A/RGB/1.jpg | A/depth/1.png | ',
      'A/RGB/1_left.jpg | A/depth/1_left.png | ',
    ]);
  });

  it('of pairs are those of their photos', () => {
    expect(read(['IMG_1.jpg', 'x_rgb.png', 'x_depth.png']).names).toEqual(['IMG_1', 'x']);
    expect(read(['set/aloe/rgb.jpg', 'set/hat/rgb.jpg']).names).toEqual(['aloe', 'hat']);
    expect(read(['NLPR/RGB/10.jpg', 'NLPR/RGB/9.jpg']).names).toEqual(['9', '10']);
  });

  it('of pairs are told apart by their folders, and the stem stays', () => {
    const paths = ['all/A/RGB/1.jpg', 'all/B/RGB/1.jpg', 'all/B/RGB/2.jpg'];
    expect(read(paths).names).toEqual(['A-1', 'B-1', '2']);
    expect(matchFiles(paths).pairs.map(({ stem }) => stem)).toEqual(['1', '1', '2']);
    const days = ['photos/day1/IMG_1.jpg', 'photos/day2/IMG_1.jpg', 'photos/day2/IMG_2.jpg'];
    expect(read(days).names).toEqual(['day1-IMG_1', 'day2-IMG_1', 'IMG_2']);
  });

  it('of two pairs are never the same', () => {
    const paths = ['s/a/b-c.jpg', 's/a-b/c.jpg', 's/x/c.jpg', 's/x/b-c.jpg', 's/y/B-C.jpg'];
    const names = read(paths).names.map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(paths.length);
  });
});

describe('the data set', () => {
  it.each([
    ['NLPR', ['NLPR/RGB/1.jpg', 'NLPR/GT/1.png']],
    ['holiday', ['holiday/images/1.webp', 'holiday/images/2.jpg']],
    ['MSRA10K_Imgs_GT', ['MSRA10K_Imgs_GT/Imgs/0.jpg', 'MSRA10K_Imgs_GT/Imgs/0.png']],
    ['', ['a_rgb.jpg', 'a_depth.png']],
    ['', []],
  ])('is called %j', (name, paths) => expect(read(paths).dataset).toBe(name));
});

describe('what is not used', () => {
  it('is named with its reason', () => {
    expect(read(['d/RGB/1.jpg', 'd/RGB/1.png', 'd/depth/2.png', 'd/notes.txt'])).toMatchObject({
      pairs: [],
      leftOut: [
        'd/RGB/1.jpg, d/RGB/1.png: ambiguous',
        'd/depth/2.png: no-photo',
        'd/notes.txt: no-picture',
      ],
    });
  });

  it('takes the pair along when it is one of several for its place', () => {
    const { pairs, leftOut } = read([
      'd/RGB/1.jpg',
      'd/depth/1.png',
      'd/depth/1.bmp',
      'd/GT/1.png',
    ]);
    expect(pairs).toEqual([]);
    expect(leftOut).toEqual([
      'd/RGB/1.jpg, d/depth/1.png, d/depth/1.bmp: ambiguous',
      'd/GT/1.png: no-photo',
    ]);
  });

  it('is not named where archivers and file managers made it', () => {
    const clutter = ['__MACOSX/d/RGB/1.jpg', 'd/RGB/.hidden.png', 'd/Thumbs.db', 'd/.DS_Store'];
    expect(read(['d/RGB/1.jpg', ...clutter])).toMatchObject({
      pairs: ['d/RGB/1.jpg |  | '],
      leftOut: [],
    });
  });

  it('is another version of a file that is used', () => {
    const files = ['d/RGB/1.jpg', 'd/depth/1.png', 'd/depth/1_vis.png', 'd/depth_vis/1.png'];
    expect(read(files)).toMatchObject({
      pairs: ['d/RGB/1.jpg | d/depth/1.png | '],
      leftOut: ['d/depth/1_vis.png: other-version', 'd/depth_vis/1.png: other-version'],
    });
  });

  it('is never a depth map or a mask that runs as a photo', () => {
    const files = [
      'd/RGB/1.jpg',
      'd/depth/1.png',
      'd/edges/1.png',
      'd/RGB/2_mask.png',
      '3_depth.png',
    ];
    expect(read(files).pairs).toEqual(['d/RGB/1.jpg | d/depth/1.png | ']);
  });
});

describe('depth maps that were all left out', () => {
  it('are told, so that nobody runs without them unasked', () => {
    expect(read(['d/RGB/1.jpg', 'd/RGB/2.jpg', 'd/depth/a.png']).lostDepth).toBe(true);
    expect(read(['d/RGB/1.jpg', 'd/RGB/2.jpg', 'd/depth/2.png']).lostDepth).toBe(false);
    expect(read(['d/RGB/1.jpg']).lostDepth).toBe(false);
  });
});

describe('masks beside photos', () => {
  it('are told, because they are a guess', () => {
    expect(read(['s/Imgs/1.jpg', 's/Imgs/1.png']).masksBesidePhotos).toEqual(['s/Imgs']);
  });

  it('are not looked for where there are ground truths', () => {
    const { pairs, leftOut } = read(['s/Imgs/1.jpg', 's/Imgs/1.png', 's/GT/1.png']);
    expect(pairs).toEqual([]);
    expect(leftOut).toHaveLength(1);
  });
});

describe('matchMaps', () => {
  it('matches names that differ in extension and letters, numbers in their own order', () => {
    const { pairs, missing, extra, ambiguous } = matchMaps(
      ['P10.png', 'p9.png', 'p1.png', 'more.png'],
      ['p1.jpg', 'p10.png', 'p9.png', 'p11.png'],
    );
    expect(pairs.map(({ map }) => map)).toEqual(['p1.png', 'p9.png', 'P10.png']);
    expect({ missing, extra, ambiguous }).toEqual({
      missing: ['p11.png'],
      extra: ['more.png'],
      ambiguous: [],
    });
  });

  it('takes a suffix off the maps’ names', () => {
    const maps = ['1_DCF.png', '2_DCF.png'];
    expect(matchMaps(maps, ['1.png', '2.png']).pairs).toEqual([]);
    expect(matchMaps(maps, ['1.png', '2.png'], '_DCF').pairs).toEqual([
      { stem: '1', map: '1_DCF.png', truth: '1.png' },
      { stem: '2', map: '2_DCF.png', truth: '2.png' },
    ]);
  });

  it('names files that share a name', () => {
    const { pairs, ambiguous } = matchMaps(
      ['a.png', 'b.png', 'b.jpg'],
      ['a.png', 'a.bmp', 'b.png'],
    );
    expect(pairs).toEqual([]);
    expect(ambiguous).toEqual([
      ['a.png', 'a.bmp'],
      ['b.png', 'b.png', 'b.jpg'],
    ]);
  });
});
