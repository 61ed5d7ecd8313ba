import { describe, expect, it } from 'vitest';
import { read } from './testing/readMatching.ts';
import { matchFiles } from './matchFiles.ts';

/** Pairs as `photo | ground truth, others`, and the people. */
function people(files: readonly string[]) {
  const { pairs, annotators } = matchFiles(files);
  return {
    pairs: pairs.map(({ photo, truth, otherTruths }) =>
      [photo, [truth ?? '', ...otherTruths].join(', ')].join(' | '),
    ),
    people: annotators.map(({ folder, names }) => `${folder}: ${names.join(', ')}`),
    leftOut: read(files).leftOut,
  };
}

const of = (folder: string, ending = '.png') => [1, 2].map((i) => `${folder}/${i}${ending}`);

describe('the answers of several people are found', () => {
  it.each([
    ['GT/annotator', ['S/GT/annotator1', 'S/GT/annotator2'], 'S/GT: annotator1, annotator2'],
    ['GT-2', ['S/GT', 'S/GT-2', 'S/GT-3'], 'S: GT, GT-2, GT-3'],
    ['gt1', ['S/gt1', 'S/gt2'], 'S: gt1, gt2'],
    ['annotator', ['S/annotator1', 'S/annotator2'], 'S: annotator1, annotator2'],
    ['human/1', ['S/human/1', 'S/human/2', 'S/human/10'], 'S: human/1, human/2, human/10'],
    ['experts/A', ['S/GT/experts/A', 'S/GT/experts/B'], 'S/GT: experts/A, experts/B'],
    ['manual', ['S/1st_manual', 'S/2nd_manual'], 'S: 1st_manual, 2nd_manual'],
  ])('in folders: %s', (_, folders, who) => {
    const files = [...of('S/images', '.jpg'), ...folders.flatMap((folder) => of(folder))];
    expect(people(files)).toEqual({
      pairs: [1, 2].map(
        (i) => `S/images/${i}.jpg | ${folders.map((folder) => `${folder}/${i}.png`).join(', ')}`,
      ),
      people: [who],
      leftOut: [],
    });
  });

  it('in files, behind the photo’s name', () => {
    expect(
      people(['a_rgb.jpg', 'a_gt1.png', 'a_gt2.png', 'b.jpg', 'b_1stHO.png', 'b_2ndHO.png']).pairs,
    ).toEqual(['a_rgb.jpg | a_gt1.png, a_gt2.png', 'b.jpg | b_1stHO.png, b_2ndHO.png']);
  });

  it('of which each answered only some of the photos', () => {
    const files = [...of('S/photos', '.jpg'), 'S/human/7/1.png', 'S/human/9/1.png'];
    expect(people([...files, 'S/human/9/2.png', 'S/human/9/3.png'])).toEqual({
      pairs: [
        'S/photos/1.jpg | S/human/7/1.png, S/human/9/1.png',
        'S/photos/2.jpg | S/human/9/2.png',
      ],
      people: ['S: human/7, human/9'],
      leftOut: ['S/human/9/3.png: no-photo'],
    });
  });

  it('and twins of one person are left out', () => {
    expect(people(['RGB/1.jpg', 'GT/1.png', 'GT-2/1.png', 'GT-2/1.bmp', 'GT-3/1.png'])).toEqual({
      pairs: ['RGB/1.jpg | GT/1.png, GT-3/1.png'],
      people: [': GT, GT-2, GT-3'],
      leftOut: ['GT-2/1.png, GT-2/1.bmp: ambiguous'],
    });
  });
});

describe('no people are', () => {
  it.each([
    ['parts of a set', ['RGB/user1/1.jpg', 'RGB/user2/1.jpg', 'GT/user1/1.png', 'GT/user2/1.png']],
    ['photos of people', ['people/1.jpg', 'people/2.jpg', 'subject1/1.jpg', 'subject2/9.jpg']],
    ['masks of objects', ['1.jpg', '1_mask_1.png', '1_mask_2.png', 'RGB/2.jpg', 'GT/1/2.png']],
    ['pairs in folders', ['person1/a.jpg', 'person1/a_gt.png', 'person2/a.jpg', 'x/a.jpg']],
    ['one person', ['images/1.jpg', 'GT/annotator1/1.png']],
  ])('%s', (_, files) => {
    const { annotators, pairs } = matchFiles(files);
    expect(annotators).toEqual([]);
    expect(pairs.flatMap(({ otherTruths }) => otherTruths)).toEqual([]);
  });
});

describe('clinics’ sets have their truth by hand, and masks of where the camera sees', () => {
  it('DRIVE, with what its names have at their ends', () => {
    const files = ['01', '02'].flatMap((i) => [
      `DRIVE/test/images/${i}_test.tif`,
      `DRIVE/test/1st_manual/${i}_manual1.gif`,
      `DRIVE/test/2nd_manual/${i}_manual2.gif`,
      `DRIVE/test/mask/${i}_test_mask.gif`,
    ]);
    expect(people(files)).toEqual({
      pairs: ['01', '02'].map(
        (i) =>
          `DRIVE/test/images/${i}_test.tif | DRIVE/test/1st_manual/${i}_manual1.gif, DRIVE/test/2nd_manual/${i}_manual2.gif`,
      ),
      people: ['DRIVE/test: 1st_manual, 2nd_manual'],
      leftOut: ['DRIVE/test/mask/01_test_mask.gif, DRIVE/test/mask/02_test_mask.gif: other-mask'],
    });
  });

  it('DRIVE’s training half, of one person', () => {
    const files = ['21', '22'].flatMap((i) => [
      `training/images/${i}_training.tif`,
      `training/1st_manual/${i}_manual1.gif`,
      `training/mask/${i}_training_mask.gif`,
    ]);
    expect(people(files).pairs).toEqual(
      ['21', '22'].map(
        (i) => `training/images/${i}_training.tif | training/1st_manual/${i}_manual1.gif`,
      ),
    );
  });

  it('HRF and CHASE_DB1', () => {
    const hrf = ['images/01_dr.JPG', 'manual1/01_dr.tif', 'mask/01_dr_mask.tif'];
    expect(people(hrf).pairs).toEqual(['images/01_dr.JPG | manual1/01_dr.tif']);
    const chase = ['C/Image_01L.jpg', 'C/Image_01L_1stHO.png', 'C/Image_01L_2ndHO.png'];
    expect(people(chase).pairs).toEqual([
      'C/Image_01L.jpg | C/Image_01L_1stHO.png, C/Image_01L_2ndHO.png',
    ]);
  });
});
