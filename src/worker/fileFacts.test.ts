import { expect, it } from 'vitest';
import { encodeGrey16Png } from '../image/encodePng.ts';
import { inEnglish } from '../languages/sentence.ts';
import { DecodedFiles } from './decodedFiles.ts';
import { depthFacts, photoFacts, truthFacts } from './fileFacts.ts';
import { depth, HEIGHT, photo, source, truth, WIDTH } from './testing/pairFiles.ts';

const files = new DecodedFiles();

it('tells the size of a photo and makes a preview', async () => {
  let previews = 0;
  const makePreview = async () => {
    previews++;
    return new Blob();
  };
  const facts = await photoFacts(await files.photo(photo), makePreview);
  expect(facts).toMatchObject({ width: WIDTH, height: HEIGHT });
  expect(previews).toBe(1);
});

it('turns depth so that near is 1, and counts what is missing', async () => {
  const raw = await files.depth(depth);
  const bright = depthFacts(raw, 'bright', null);
  const dark = depthFacts(raw, 'dark', null);
  expect(bright).toMatchObject({ bitDepth: 16, missingShare: 1 / WIDTH, remarks: [] });
  expect(bright.preview.data[7]).toBe(1);
  expect(dark.preview.data[7]).toBe(0);
  expect([bright.previewValid[0], bright.previewValid[1]]).toEqual([0, 1]);
});

it('shows a depth map without any reading as empty, and says that it counts as none', async () => {
  const none = encodeGrey16Png({ height: 2, width: 2, data: new Float32Array(4) });
  const facts = depthFacts(await files.depth(source('none', none)), 'bright', null);
  expect(facts).toMatchObject({ missingShare: 1, width: 2 });
  expect(facts.remarks.map(inEnglish).join(' ')).toMatch(/counts as no depth/);
});

it('shrinks the preview of a large depth map', async () => {
  const large = encodeGrey16Png({
    height: 700,
    width: 1400,
    data: new Float32Array(700 * 1400).fill(0.5).fill(0.9, 0, 1000),
  });
  const facts = depthFacts(await files.depth(source('large', large)), 'bright', null);
  expect([facts.width, facts.height]).toEqual([1400, 700]);
  expect([facts.preview.width, facts.preview.height]).toEqual([640, 320]);
  expect(facts.previewValid).toHaveLength(640 * 320);
});

it("shows what is left of a depth map that is cropped to the photo's shape", async () => {
  const wide = encodeGrey16Png({
    height: 2,
    width: 6,
    data: Float32Array.from({ length: 12 }, (_, i) => (1 + (i % 6)) / 10),
  });
  const facts = depthFacts(await files.depth(source('wide', wide)), 'bright', {
    height: 100,
    width: 100,
  });
  expect([facts.width, facts.height]).toEqual([6, 2]);
  expect([facts.preview.width, facts.preview.height]).toEqual([2, 2]);
  expect(facts.preview.data[0]).toBeCloseTo(0.4, 4);
  expect(facts.preview.data[1]).toBeCloseTo(0.6, 4);
});

it('tells what a ground truth is', async () => {
  expect(truthFacts(await files.truth(truth))).toMatchObject({
    width: WIDTH,
    height: HEIGHT,
    objects: 1,
    preview: { width: WIDTH },
  });
});
