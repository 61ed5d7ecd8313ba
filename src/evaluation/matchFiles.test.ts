import { describe, expect, it } from 'vitest';
import { matchFiles, matchMaps, type LeftOut } from './matchFiles.ts';

/** What a layout comes to: its pairs as `photo | depth | truth`, and what is left out. */
function read(paths: readonly string[]) {
  const { pairs, leftOut, ...rest } = matchFiles(paths);
  return {
    pairs: pairs.map(({ photo, depth, truth }) => [photo, depth ?? '', truth ?? ''].join(' | ')),
    leftOut: leftOut.map(({ paths: files, reason }) => `${files.join(', ')}: ${reason}`),
    names: pairs.map(({ name }) => name),
    ...rest,
  };
}

interface Layout {
  readonly files: readonly string[];
  readonly pairs: readonly string[];
  readonly leftOut?: readonly `${string}: ${LeftOut['reason']}`[];
}

/** The data sets as they are published. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  NJU2K: {
    files: [
      'NJU2K/RGB_left/000000_left.jpg',
      'NJU2K/RGB_right/000000_right.jpg',
      'NJU2K/depth/000000_left.png',
      'NJU2K/GT/000000_left.png',
    ],
    pairs: [
      'NJU2K/RGB_left/000000_left.jpg | NJU2K/depth/000000_left.png | NJU2K/GT/000000_left.png',
    ],
    leftOut: ['NJU2K/RGB_right/000000_right.jpg: other-version'],
  },
  NLPR: {
    files: [
      'NLPR/RGB/1_02-02-40.jpg',
      'NLPR/depth/1_02-02-40_Depth.png',
      'NLPR/groundtruth/1_02-02-40.jpg',
    ],
    pairs: [
      'NLPR/RGB/1_02-02-40.jpg | NLPR/depth/1_02-02-40_Depth.png | NLPR/groundtruth/1_02-02-40.jpg',
    ],
  },
  STERE: {
    files: ['STERE/RGB/a_left.jpg', 'STERE/depth/a_left.png', 'STERE/GT/a_left.png'],
    pairs: ['STERE/RGB/a_left.jpg | STERE/depth/a_left.png | STERE/GT/a_left.png'],
  },
  'DES, or RGBD135': {
    files: ['RGBD135/RGB/1.png', 'RGBD135/Depth/1.bmp', 'RGBD135/GT/1.bmp'],
    pairs: ['RGBD135/RGB/1.png | RGBD135/Depth/1.bmp | RGBD135/GT/1.bmp'],
  },
  LFSD: {
    files: ['LFSD/all_focus_images/1.jpg', 'LFSD/depth/1.bmp', 'LFSD/ground truth/1.png'],
    pairs: ['LFSD/all_focus_images/1.jpg | LFSD/depth/1.bmp | LFSD/ground truth/1.png'],
  },
  SIP: {
    files: ['SIP/RGB/1.jpg', 'SIP/depth/1.png', 'SIP/GT/1.png', 'SIP/readme.txt'],
    pairs: ['SIP/RGB/1.jpg | SIP/depth/1.png | SIP/GT/1.png'],
    leftOut: ['SIP/readme.txt: no-picture'],
  },
  SSD: {
    files: ['SSD/RGB/img1.jpg', 'SSD/depth/img1.png', 'SSD/GT/img1.png'],
    pairs: ['SSD/RGB/img1.jpg | SSD/depth/img1.png | SSD/GT/img1.png'],
  },
  'DUT-RGBD': {
    files: ['test', 'train'].flatMap((set) => [
      `DUT-RGBD/${set}_data/${set}_images/0001.jpg`,
      `DUT-RGBD/${set}_data/${set}_depth/0001.png`,
      `DUT-RGBD/${set}_data/${set}_masks/0001.png`,
    ]),
    pairs: ['test', 'train'].map((set) =>
      [
        `DUT-RGBD/${set}_data/${set}_images/0001.jpg`,
        `DUT-RGBD/${set}_data/${set}_depth/0001.png`,
        `DUT-RGBD/${set}_data/${set}_masks/0001.png`,
      ].join(' | '),
    ),
  },
  'ReDWeb-S': {
    files: [
      'ReDWeb-S/testset/RGB/1.jpg',
      'ReDWeb-S/testset/depth/1.png',
      'ReDWeb-S/testset/GT/1.png',
      'ReDWeb-S/trainset/RGB/1.jpg',
      'ReDWeb-S/trainset/depth/1.png',
    ],
    pairs: [
      'ReDWeb-S/testset/RGB/1.jpg | ReDWeb-S/testset/depth/1.png | ReDWeb-S/testset/GT/1.png',
      'ReDWeb-S/trainset/RGB/1.jpg | ReDWeb-S/trainset/depth/1.png | ',
    ],
  },
  COME15K: {
    files: [
      'COME15K/COME-E/RGB/COME_Easy_1.jpg',
      'COME15K/COME-E/depths/COME_Easy_1.png',
      'COME15K/COME-E/gts/COME_Easy_1.png',
      'COME15K/COME-E/edge/COME_Easy_1.png',
    ],
    pairs: [
      'COME15K/COME-E/RGB/COME_Easy_1.jpg | COME15K/COME-E/depths/COME_Easy_1.png | COME15K/COME-E/gts/COME_Easy_1.png',
    ],
    leftOut: ['COME15K/COME-E/edge/COME_Easy_1.png: unknown-folder'],
  },
  DUTS: {
    files: [
      'DUTS-TE/DUTS-TE-Image/ILSVRC2012_test_00000003.jpg',
      'DUTS-TE/DUTS-TE-Mask/ILSVRC2012_test_00000003.png',
    ],
    pairs: [
      'DUTS-TE/DUTS-TE-Image/ILSVRC2012_test_00000003.jpg |  | DUTS-TE/DUTS-TE-Mask/ILSVRC2012_test_00000003.png',
    ],
  },
  ECSSD: {
    files: ['ECSSD/images/0001.jpg', 'ECSSD/ground_truth_mask/0001.png'],
    pairs: ['ECSSD/images/0001.jpg |  | ECSSD/ground_truth_mask/0001.png'],
  },
  'PASCAL-S': {
    files: ['datasets/imgs/pascal/1.jpg', 'datasets/masks/pascal/1.png'],
    pairs: ['datasets/imgs/pascal/1.jpg |  | datasets/masks/pascal/1.png'],
  },
  MSRA10K: {
    files: [
      'MSRA10K_Imgs_GT/Imgs/0.jpg',
      'MSRA10K_Imgs_GT/Imgs/0.png',
      'MSRA10K_Imgs_GT/Readme.txt',
    ],
    pairs: ['MSRA10K_Imgs_GT/Imgs/0.jpg |  | MSRA10K_Imgs_GT/Imgs/0.png'],
    leftOut: ['MSRA10K_Imgs_GT/Readme.txt: no-picture'],
  },
  DIS5K: {
    files: ['DIS5K/DIS-VD/im/1#a#b.jpg', 'DIS5K/DIS-VD/gt/1#a#b.png', 'DIS5K/DIS-TE1/im/2.jpg'],
    pairs: [
      'DIS5K/DIS-TE1/im/2.jpg |  | ',
      'DIS5K/DIS-VD/im/1#a#b.jpg |  | DIS5K/DIS-VD/gt/1#a#b.png',
    ],
  },
  'SUN RGB-D': {
    files: [
      'SUNRGBD/kv1/NYU0001/image/NYU0001.jpg',
      'SUNRGBD/kv1/NYU0001/depth/NYU0001.png',
      'SUNRGBD/kv1/NYU0001/depth_bfx/NYU0001.png',
      'SUNRGBD/kv1/NYU0001/fullres/NYU0001.jpg',
      'SUNRGBD/kv1/NYU0001/scene.txt',
      'SUNRGBD/xtion/b/image/0001-000044.jpg',
      'SUNRGBD/xtion/b/depth/0001-000039.png',
      'SUNRGBD/xtion/b/depth_bfx/0001-000039.png',
    ],
    pairs: [
      'SUNRGBD/kv1/NYU0001/image/NYU0001.jpg | SUNRGBD/kv1/NYU0001/depth/NYU0001.png | ',
      'SUNRGBD/xtion/b/image/0001-000044.jpg | SUNRGBD/xtion/b/depth/0001-000039.png | ',
    ],
    leftOut: [
      'SUNRGBD/kv1/NYU0001/fullres/NYU0001.jpg: unknown-folder',
      'SUNRGBD/kv1/NYU0001/depth_bfx/NYU0001.png: other-version',
      'SUNRGBD/xtion/b/depth_bfx/0001-000039.png: other-version',
      'SUNRGBD/kv1/NYU0001/scene.txt: no-picture',
    ],
  },
  'COME15K, training': {
    files: [
      'train/imgs/COME_Train_1.jpg',
      'train/imgs_right/COME_Train_1.jpg',
      'train/depths/COME_Train_1.png',
      'train/gt/COME_Train_1.png',
      'train/gt_right/COME_Train_1.png',
      'train/instance_gt/COME_Train_1.png',
      'train/ranking/COME_Train_1.png',
    ],
    pairs: [
      'train/imgs/COME_Train_1.jpg | train/depths/COME_Train_1.png | train/gt/COME_Train_1.png',
    ],
    leftOut: [
      'train/ranking/COME_Train_1.png: unknown-folder',
      'train/imgs_right/COME_Train_1.jpg: other-version',
      'train/gt_right/COME_Train_1.png: other-version',
      'train/instance_gt/COME_Train_1.png: other-version',
    ],
  },
  'SIP, with what was made on the way': {
    files: [
      'SIP/RGB/1.jpg',
      'SIP/depth/1.png',
      'SIP/depth_raw/1.png',
      'SIP/GT/1.png',
      'SIP/Instance-level GT/1.png',
      'SIP/RGB/Thumbs.db',
      '__MACOSX/SIP/RGB/._1.jpg',
    ],
    pairs: ['SIP/RGB/1.jpg | SIP/depth/1.png | SIP/GT/1.png'],
    leftOut: ['SIP/depth_raw/1.png: other-version', 'SIP/Instance-level GT/1.png: other-version'],
  },
  'DUTLF-V2': {
    files: [
      'DUTLF-V2/test/allfocus/0001.jpg',
      'DUTLF-V2/test/focalstack/0001__refocus_00.jpg',
      'DUTLF-V2/test/depth/0001.png',
      'DUTLF-V2/test/GT/0001.png',
    ],
    pairs: [
      'DUTLF-V2/test/allfocus/0001.jpg | DUTLF-V2/test/depth/0001.png | DUTLF-V2/test/GT/0001.png',
    ],
    leftOut: ['DUTLF-V2/test/focalstack/0001__refocus_00.jpg: unknown-folder'],
  },
  'NJU2000, both eyes in one folder': {
    files: [
      'NJU2000/LR/000001_left.jpg',
      'NJU2000/LR/000001_right.jpg',
      'NJU2000/depth/000001_left.jpg',
      'NJU2000/GT/000001_left.png',
    ],
    pairs: [
      'NJU2000/LR/000001_left.jpg | NJU2000/depth/000001_left.jpg | NJU2000/GT/000001_left.png',
    ],
    leftOut: ['NJU2000/LR/000001_right.jpg: other-version'],
  },
  'STERE, both eyes': {
    files: ['S/left/1.jpg', 'S/right/1.jpg', 'S/disparity/1.png', 'S/GT/1.png'],
    pairs: ['S/left/1.jpg | S/disparity/1.png | S/GT/1.png'],
    leftOut: ['S/right/1.jpg: other-version'],
  },
  'DUT-OMRON': {
    files: ['DUT-OMRON-image/DUT-OMRON-image/im005.jpg', 'pixelwiseGT-new-PNG/im005.png'],
    pairs: ['DUT-OMRON-image/DUT-OMRON-image/im005.jpg |  | pixelwiseGT-new-PNG/im005.png'],
  },
  'HKU-IS': {
    files: ['HKU-IS/imgs/0004.png', 'HKU-IS/gt/0004.png', 'HKU-IS/testImgs.mat'],
    pairs: ['HKU-IS/imgs/0004.png |  | HKU-IS/gt/0004.png'],
    leftOut: ['HKU-IS/testImgs.mat: no-picture'],
  },
  HRSOD: {
    files: ['HRSOD/HRSOD_test/1_o.jpg', 'HRSOD/HRSOD_test_mask/1_o.png'],
    pairs: ['HRSOD/HRSOD_test/1_o.jpg |  | HRSOD/HRSOD_test_mask/1_o.png'],
  },
  'UHRSD and DAVIS-S': {
    files: [
      'UHRSD_TE_2K/image/1.jpg',
      'UHRSD_TE_2K/mask/1.png',
      'UHRSD_TE_2K/.DS_Store',
      'DAVIS-S/imgs/bear_00000.jpg',
      'DAVIS-S/masks/bear_00000.png',
    ],
    pairs: [
      'DAVIS-S/imgs/bear_00000.jpg |  | DAVIS-S/masks/bear_00000.png',
      'UHRSD_TE_2K/image/1.jpg |  | UHRSD_TE_2K/mask/1.png',
    ],
  },
  CoSOD3k: {
    files: ['Image', 'GroundTruth'].flatMap((folder) =>
      ['ant', 'bee'].map(
        (group) => `CoSOD3k/${folder}/${group}/1.${folder === 'Image' ? 'jpg' : 'png'}`,
      ),
    ),
    pairs: ['ant', 'bee'].map(
      (group) => `CoSOD3k/Image/${group}/1.jpg |  | CoSOD3k/GroundTruth/${group}/1.png`,
    ),
  },
  CoCA: {
    files: ['CoCA/image/Accordion/1.jpg', 'CoCA/binary/Accordion/1.png'],
    pairs: ['CoCA/image/Accordion/1.jpg |  | CoCA/binary/Accordion/1.png'],
  },
  AM2k: {
    files: ['AM2k/train/original/m_1.jpg', 'AM2k/train/mask/m_1.png'],
    pairs: ['AM2k/train/original/m_1.jpg |  | AM2k/train/mask/m_1.png'],
  },
  'MiDaS, whose pictures of depth lie beside the numbers': {
    files: [1, 2].flatMap((i) => [
      `input/${i}.jpg`,
      `output/${i}-dpt_beit_large_512.pfm`,
      `output/${i}-dpt_beit_large_512.png`,
    ]),
    pairs: [1, 2].map((i) => `input/${i}.jpg | output/${i}-dpt_beit_large_512.pfm | `),
    leftOut: ['output/1-dpt_beit_large_512.png, output/2-dpt_beit_large_512.png: other-version'],
  },
  'MiDaS before its version 3.1': {
    files: ['input/1.jpg', 'output/1.pfm', 'output/1.png'],
    pairs: ['input/1.jpg | output/1.pfm | '],
    leftOut: ['output/1.png: other-version'],
  },
  'numbers and their picture beside a photo': {
    files: ['1.jpg', '1.pfm', '1.png', '2.jpg', '2_depth.npy', '2_depth.png'],
    pairs: ['1.jpg | 1.pfm | ', '2.jpg | 2_depth.npy | '],
    leftOut: ['1.png: other-version', '2_depth.png: other-version'],
  },
  'numbers and their picture in one folder of depth': {
    files: ['S/rgb/1.jpg', 'S/depth/1.exr', 'S/depth/1.png', 'S/gt/1.mat', 'S/gt/1.png'],
    pairs: ['S/rgb/1.jpg | S/depth/1.exr | S/gt/1.png'],
    leftOut: ['S/depth/1.png: other-version', 'S/gt/1.mat: other-version'],
  },
  'PNG photos beside numbers': {
    files: ['1.png', '1.pfm'],
    pairs: ['1.png | 1.pfm | '],
  },
  'Composition-1k of Adobe': {
    files: [
      'Adobe/merged/a_0.png',
      'Adobe/alpha_copy/a_0.png',
      'Adobe/trimap_copy/a_0.png',
      'Adobe/fg/a.png',
    ],
    pairs: ['Adobe/merged/a_0.png |  | Adobe/alpha_copy/a_0.png'],
    leftOut: ['Adobe/fg/a.png: unknown-folder', 'Adobe/trimap_copy/a_0.png: other-version'],
  },
  'AIM-500': {
    files: ['original/a.jpg', 'mask/a.png', 'trimap/a.png', 'usr/a.png'].map(
      (file) => `AIM-500/${file}`,
    ),
    pairs: ['AIM-500/original/a.jpg |  | AIM-500/mask/a.png'],
    leftOut: ['AIM-500/usr/a.png: unknown-folder', 'AIM-500/trimap/a.png: other-version'],
  },
  'alpha at the end of names': {
    files: ['a.jpg', 'a_alpha.png', 'a_trimap.png'],
    pairs: ['a.jpg |  | a_alpha.png'],
    leftOut: ['a_trimap.png: other-version'],
  },
  Carvana: {
    files: ['train/a_01.jpg', 'train_masks/a_01_mask.gif'],
    pairs: ['train/a_01.jpg |  | train_masks/a_01_mask.gif'],
  },
  'COD10K, masks of objects before those of edges': {
    files: [
      'COD10K/Test/Image/1.jpg',
      'COD10K/Test/GT_Object/1.png',
      'COD10K/Test/GT_Edge/1.png',
      'COD10K/Test/GT_Instance/1.png',
    ],
    pairs: ['COD10K/Test/Image/1.jpg |  | COD10K/Test/GT_Object/1.png'],
    leftOut: [
      'COD10K/Test/GT_Edge/1.png: other-version',
      'COD10K/Test/GT_Instance/1.png: other-version',
    ],
  },
  'folders with Japanese names': {
    files: ['データ/写真/1.jpg', 'データ/深度/1.png', 'データ/正解/1.png'],
    pairs: ['データ/写真/1.jpg | データ/深度/1.png | データ/正解/1.png'],
  },
  'folders with Chinese names': {
    files: ['数据/原图/1.jpg', '数据/深度图/1.png', '数据/真值/1.png'],
    pairs: ['数据/原图/1.jpg | 数据/深度图/1.png | 数据/真值/1.png'],
  },
};

describe('the layout of', () => {
  it.each(Object.entries(LAYOUTS))('%s', (_, { files, pairs, leftOut = [] }) => {
    const found = read(files);
    expect(found.pairs).toEqual(pairs);
    expect(found.leftOut).toEqual(leftOut);
    expect(found.lostDepth).toBe(false);
  });
});

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
