import { describe, expect, it } from 'vitest';
import type { LeftOutReason } from './fileRole.ts';
import { read } from './testing/readMatching.ts';

interface Layout {
  readonly files: readonly string[];
  readonly pairs: readonly string[];
  readonly leftOut?: readonly `${string}: ${LeftOutReason}`[];
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
  'PASCAL VOC': {
    files: ['JPEGImages', 'SegmentationClass', 'SegmentationObject'].map(
      (folder) => `VOC2012/${folder}/2007_01.${folder === 'JPEGImages' ? 'jpg' : 'png'}`,
    ),
    pairs: ['VOC2012/JPEGImages/2007_01.jpg |  | VOC2012/SegmentationObject/2007_01.png'],
    leftOut: ['VOC2012/SegmentationClass/2007_01.png: other-version'],
  },
  ISIC: {
    files: ['ISIC_Input/ISIC_01.jpg', 'ISIC_GroundTruth/ISIC_01_Segmentation.png'],
    pairs: ['ISIC_Input/ISIC_01.jpg |  | ISIC_GroundTruth/ISIC_01_Segmentation.png'],
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
