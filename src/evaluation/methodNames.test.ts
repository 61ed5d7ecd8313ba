import { describe, expect, it } from 'vitest';
import { read } from './testing/readMatching.ts';

const NAMES = ['cat', 'dog 2'];

interface Output {
  /** Files of a photo called N. */
  readonly files: readonly string[];
  /** Which of them go together, as `photo | depth | truth`. */
  readonly pair: string;
  /** Which of them are left out, by their reason. */
  readonly leftOut?: Readonly<Record<string, readonly string[]>>;
}

/** What programs that estimate depth write, by the names that they give it. */
const OUTPUTS: Readonly<Record<string, Output>> = {
  'Depth Anything, depth alone': {
    files: ['in/N.jpg', 'vis_depth/N_depth.png'],
    pair: 'in/N.jpg | vis_depth/N_depth.png | ',
  },
  'Depth Anything, with the photo beside it': {
    files: ['N.jpg', 'N_depth.png', 'N_img_depth.png'],
    pair: 'N.jpg | N_depth.png | ',
    leftOut: { 'other-version': ['N_img_depth.png'] },
  },
  'Depth Anything 2': {
    files: ['assets/examples/N.jpg', 'vis_depth/N.png'],
    pair: 'assets/examples/N.jpg | vis_depth/N.png | ',
  },
  'Depth Anything 2, metres': {
    files: ['assets/N.jpg', 'vis_depth/N.png', 'vis_depth/N_raw_depth_meter.npy'],
    pair: 'assets/N.jpg | vis_depth/N_raw_depth_meter.npy | ',
    leftOut: { 'other-version': ['vis_depth/N.png'] },
  },
  'Depth Anything 2, metres in a folder of another name': {
    files: ['in/N.jpg', 'x/N.png', 'x/N_raw_depth_meter.npy'],
    pair: 'in/N.jpg | x/N_raw_depth_meter.npy | ',
    leftOut: { 'other-version': ['x/N.png'] },
  },
  'Depth Anything 2, metres beside photos': {
    files: ['N.jpg', 'N.png', 'N_raw_depth_meter.npy'],
    pair: 'N.jpg | N_raw_depth_meter.npy | ',
    leftOut: { 'other-version': ['N.png'] },
  },
  Marigold: {
    files: [
      ...['input/N.jpg', 'output/depth_bw/N_pred.png'],
      ...['output/depth_colored/N_pred_colored.png', 'output/depth_npy/N_pred.npy'],
    ],
    pair: 'input/N.jpg | output/depth_npy/N_pred.npy | ',
    leftOut: {
      'other-version': ['output/depth_bw/N_pred.png', 'output/depth_colored/N_pred_colored.png'],
    },
  },
  'Marigold, without the numbers': {
    files: ['RGB/N.jpg', 'GT/N.png', 'depth_bw/N_pred.png', 'depth_colored/N_pred_colored.png'],
    pair: 'RGB/N.jpg | depth_bw/N_pred.png | GT/N.png',
    leftOut: { 'other-version': ['depth_colored/N_pred_colored.png'] },
  },
  'Marigold, all in one folder': {
    files: ['N.jpg', 'N_pred.png', 'N_pred_colored.png', 'N_pred.npy'],
    pair: 'N.jpg | N_pred.npy | ',
    leftOut: { 'other-version': ['N_pred.png', 'N_pred_colored.png'] },
  },
  'Marigold of diffusers': {
    files: ['N.jpg', 'N_depth.png', 'N_depth_16bit.png'],
    pair: 'N.jpg | N_depth_16bit.png | ',
    leftOut: { 'other-version': ['N_depth.png'] },
  },
  'Marigold’s space': {
    files: ['N.jpg', 'N_depth_colored.png', 'N_depth_16bit.png', 'N_depth_fp32.npy'],
    pair: 'N.jpg | N_depth_fp32.npy | ',
    leftOut: { 'other-version': ['N_depth_colored.png', 'N_depth_16bit.png'] },
  },
  'GeoWizard, with normals': {
    files: [
      ...['input/N.jpg', 'output/depth_npy/N_pred.npy', 'output/depth_colored/N_pred_colored.png'],
      ...['output/normal_npy/N_pred.npy', 'output/normal_colored/N_pred_colored.png'],
    ],
    pair: 'input/N.jpg | output/depth_npy/N_pred.npy | ',
    leftOut: {
      'other-version': ['output/depth_colored/N_pred_colored.png'],
      'other-kind': ['output/normal_npy/N_pred.npy', 'output/normal_colored/N_pred_colored.png'],
    },
  },
  'MiDaS beside photos': {
    files: ['N.jpg', 'N-dpt_large_384.pfm', 'N-dpt_large_384.png'],
    pair: 'N.jpg | N-dpt_large_384.pfm | ',
    leftOut: { 'other-version': ['N-dpt_large_384.png'] },
  },
  'MiDaS in a folder of depth': {
    files: ['RGB/N.jpg', 'GT/N.png', 'depth/N-dpt_large_384.pfm', 'depth/N-dpt_large_384.png'],
    pair: 'RGB/N.jpg | depth/N-dpt_large_384.pfm | GT/N.png',
    leftOut: { 'other-version': ['depth/N-dpt_large_384.png'] },
  },
  'MiDaS, the pictures alone': {
    files: ['input/N.jpg', 'output/N-midas_v21_small_256.png'],
    pair: 'input/N.jpg | output/N-midas_v21_small_256.png | ',
  },
  'Depth Pro': {
    files: ['data/N.jpg', 'out/N.npz', 'out/N.jpg'],
    pair: 'data/N.jpg | out/N.npz | ',
    leftOut: { 'other-version': ['out/N.jpg'] },
  },
  'Depth Pro in a folder of depth': {
    files: ['RGB/N.png', 'GT/N.png', 'depth/N.npz', 'depth/N.jpg'],
    pair: 'RGB/N.png | depth/N.npz | GT/N.png',
    leftOut: { 'other-version': ['depth/N.jpg'] },
  },
  'Depth Pro beside photos of iPhones': {
    files: ['N.heic', 'N.npz', 'N.jpg'],
    pair: 'N.heic | N.npz | ',
    leftOut: { 'other-version': ['N.jpg'] },
  },
  Metric3D: {
    files: ['vis/N_rgb.jpg', 'vis/N_d.png', 'vis/N_merge.jpg'],
    pair: 'vis/N_rgb.jpg | vis/N_d.png | ',
    leftOut: { 'other-kind': ['vis/N_merge.jpg'] },
  },
  MoGe: {
    files: ['image.jpg', 'depth_vis.png', 'depth.exr', 'mask.png', 'points.exr', 'normal.png'].map(
      (file) => `out/N/${file}`,
    ),
    pair: 'out/N/image.jpg | out/N/depth.exr | ',
    leftOut: {
      'other-kind': ['out/N/points.exr', 'out/N/normal.png', 'out/N/mask.png'],
      'other-version': ['out/N/depth_vis.png'],
    },
  },
  UniK3D: {
    files: ['in/N.png', 'out/N/depth.npy', 'out/N/depth.png', 'out/N/rays.png'],
    pair: 'in/N.png | out/N/depth.npy | ',
    leftOut: { 'other-kind': ['out/N/rays.png'], 'other-version': ['out/N/depth.png'] },
  },
  Lotus: {
    files: ['in/N.jpg', 'out/depth/N.npy', 'out/depth_vis/N.png'],
    pair: 'in/N.jpg | out/depth/N.npy | ',
    leftOut: { 'other-version': ['out/depth_vis/N.png'] },
  },
  PatchFusion: {
    files: ['in/N.jpg', 'out/N.png', 'out/N_uint16.png'],
    pair: 'in/N.jpg | out/N_uint16.png | ',
    leftOut: { 'other-version': ['out/N.png'] },
  },
  ZoeDepth: {
    files: ['N.jpg', 'N_depth.png', 'N_colored.png'],
    pair: 'N.jpg | N_depth.png | ',
    leftOut: { 'other-version': ['N_colored.png'] },
  },
  LeReS: {
    files: ['in/N.jpg', 'out/N-depth.png', 'out/N-depth_raw.png'],
    pair: 'in/N.jpg | out/N-depth.png | ',
    leftOut: { 'other-version': ['out/N-depth_raw.png'] },
  },
  'confidence beside depth': {
    files: ['rgb/N.jpg', 'depth/N.npy', 'confidence/N.npy', 'normals/N.npy'],
    pair: 'rgb/N.jpg | depth/N.npy | ',
    leftOut: { 'other-kind': ['confidence/N.npy', 'normals/N.npy'] },
  },
  'depth in colours beside depth': {
    files: ['rgb/N.jpg', 'depth/N.png', 'depth_color/N.png'],
    pair: 'rgb/N.jpg | depth/N.png | ',
    leftOut: { 'other-version': ['depth_color/N.png'] },
  },
  'a folder of results that says nothing': {
    files: ['in/N.jpg', 'results/N.png'],
    pair: 'in/N.jpg |  | ',
    leftOut: { 'method-output': ['results/N.png'] },
  },
  'a prediction of nobody knows what': {
    files: ['N.jpg', 'N_pred.png'],
    pair: 'N.jpg |  | ',
    leftOut: { 'method-output': ['N_pred.png'] },
  },
};

describe('what is written by', () => {
  it.each(Object.entries(OUTPUTS))('%s', (_, { files, pair, leftOut = {} }) => {
    const forAll = (texts: readonly string[]) =>
      NAMES.flatMap((name) => texts.map((text) => text.replaceAll('N', name)));
    const found = read(forAll(files));
    expect(found.pairs).toEqual(forAll([pair]));
    const reasons: Record<string, string[]> = {};
    for (const line of found.leftOut) {
      const [paths, reason] = line.split(': ') as [string, string];
      reasons[reason] = [...(reasons[reason] ?? []), ...paths.split(', ')].toSorted();
    }
    const expected = Object.entries(leftOut).map(([reason, paths]) => [
      reason,
      forAll(paths).toSorted(),
    ]);
    expect(reasons).toEqual(Object.fromEntries(expected));
    expect(found.lostDepth).toBe(false);
  });
});

describe('names that only look like results', () => {
  it.each([
    ['photos of a folder called normal', ['normal/1.jpg', 'abnormal/2.jpg', 'depth/1.png']],
    [
      'photos called as others with a word more',
      ['cat.jpg', 'cat_colored.jpg', 'cat_sleeping.jpg'],
    ],
    ['photos of a folder called results, alone', ['results/1.jpg', 'results/2.jpg']],
    ['a photo of points', ['rgb/points.jpg', 'rgb/2.jpg', 'depth/points.png', 'depth/2.png']],
    ['photos with one letter more', ['a_rgb.jpg', 'b_d.jpg']],
  ])('are photos: %s', (_, files) => {
    const photos = read(files).pairs.map((pair) => pair.split(' | ')[0]);
    expect(photos.toSorted()).toEqual(files.filter((file) => file.endsWith('.jpg')).toSorted());
  });

  it('take no photo of another data set that has depth of its own', () => {
    const files = ['A/RGB/1.jpg', 'A/RGB/2.jpg', 'A/depth/1.png', 'B/x/3.jpg', 'B/depth/2.png'];
    expect(read(files).pairs).toContain('A/RGB/2.jpg |  | ');
  });
});
