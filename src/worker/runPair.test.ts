import { beforeEach, describe, expect, it } from 'vitest';
import { AS_STORED } from '../image/adjustDepth.ts';
import { decodePng } from '../image/decodePng.ts';
import { encodeGrey16Png, encodeGreyPng } from '../image/encodePng.ts';
import { seedOfImage } from '../inference/drawSamples.ts';
import { inEnglish } from '../languages/sentence.ts';
import { DecodedFiles } from './decodedFiles.ts';
import { runPair } from './runPair.ts';
import { InferenceSession } from './session.ts';
import { FakePredictor } from '../inference/testing/fakePredictor.ts';
import type { RgbImage } from '../image/types.ts';
import type { PairRequest } from './protocol.ts';
import { depth, HEIGHT, noEstimates, photo, source, WIDTH } from './testing/pairFiles.ts';

/** White on three of eight columns. */
const truth = source(
  'truth',
  encodeGreyPng({
    height: HEIGHT,
    width: WIDTH,
    data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => Number(i % WIDTH < 3)),
  }),
);
const asked = {
  photo,
  depth,
  truth,
  near: 'bright',
  fit: null,
  name: 'street',
  count: 3,
  seed: 1,
} as const;

let predictor: FakePredictor;

/** A depth that is estimated. */
const estimated = {
  ...{ height: HEIGHT, width: WIDTH },
  data: new Float32Array(HEIGHT * WIDTH).fill(0.75),
  valid: new Uint8Array(HEIGHT * WIDTH).fill(1),
};

/** Small pictures that were made. */
let previews: RgbImage[];

const run = (request: PairRequest) =>
  runPair(
    predictor,
    request,
    async () => estimated,
    async (image) => {
      previews.push(image);
      return new Blob([image.data.slice()]);
    },
  );

beforeEach(() => {
  predictor = new FakePredictor();
  previews = [];
});

describe('runPair', () => {
  it('makes the maps of a pair at the photo’s size and scores them', async () => {
    const { files, measured, meanUncertainty, near } = await run(asked);
    for (const [name, bytes] of Object.entries(files)) {
      const { height, width, bitDepth } = decodePng(bytes, name);
      expect([height, width, bitDepth]).toEqual([HEIGHT, WIDTH, name === 'depth' ? 16 : 8]);
    }
    // The mean of 0.1, 0.2 and 0.3 everywhere.
    expect(meanUncertainty).toBeCloseTo(-0.2 * Math.log2(0.2) - 0.8 * Math.log2(0.8), 4);
    expect(measured!.raw.mean.mae).toBeCloseTo((3 * 0.8 + 5 * 0.2) / 8, 2);
    expect(near).toBe('bright');
  });

  it('holds the samples against all who answered', async () => {
    const other = { height: HEIGHT, width: WIDTH, data: new Float32Array(HEIGHT * WIDTH).fill(1) };
    const others = [source('other', encodeGreyPng(other))];
    const one = await run(asked);
    const two = await run({ ...asked, truth: { ...truth, others } });
    expect(two.measured!.raw.mean).toEqual(one.measured!.raw.mean);
    const distanceOf = ({ measured }: typeof one) =>
      measured!.raw.uncertainty.scores.generalisedEnergyDistance;
    expect(distanceOf(two)).not.toBeCloseTo(distanceOf(one)!, 3);
  });

  it('makes small pictures of the photo and of what is marked in it', async () => {
    const { thumbs, meanDisagreement, meanUncertainty } = await run(asked);
    expect(previews.map(({ height, width }) => [height, width])).toEqual([
      [HEIGHT, WIDTH],
      [HEIGHT, WIDTH],
    ]);
    const [bright, dark] = previews;
    dark!.data.forEach((value, i) => expect(value).toBeLessThanOrEqual(bright!.data[i]!));
    expect(thumbs.map.size).toBe(HEIGHT * WIDTH * 3);
    expect(meanDisagreement).toBeGreaterThan(0);
    expect(meanDisagreement).toBeLessThan(meanUncertainty);
  });

  it('gives each pair noise of its own, as ucnet evaluate does', async () => {
    const [one, other] = [await run(asked), await run({ ...asked, name: 'b' })];
    expect(one.seed).toBe(seedOfImage(1, 'street'));
    expect(other.seed).toBe(seedOfImage(1, 'b'));
  });

  it('takes a depth map without any reading for none, with a warning', async () => {
    const none = encodeGrey16Png({
      height: HEIGHT,
      width: WIDTH,
      data: new Float32Array(HEIGHT * WIDTH),
    });
    const { near, warnings } = await run({ ...asked, depth: source('none', none) });
    expect(near).toBeNull();
    expect(warnings.map(inEnglish)).toEqual([expect.stringMatching(/counts as no depth/)]);
  });

  it('needs neither depth nor ground truth', async () => {
    const { measured, near } = await run({
      ...asked,
      depth: null,
      truth: null,
    });
    expect([measured, near]).toEqual([null, null]);
    expect(predictor.seen.at(-1)!.depth).toBeNull();
  });

  it('gives the network depth that is estimated from the photo, if asked to', async () => {
    const { near } = await run({ ...asked, depth: 'estimated' });
    expect(near).toBeNull();
    expect(predictor.seen).toHaveLength(1);
    expect(predictor.seen[0]!.depth).toBe(estimated);
  });

  it('does not run a depth map in the place of the photo', async () => {
    await expect(run({ ...asked, photo: depth })).rejects.toThrow(
      'depth is a depth map by its pixels',
    );
  });

  it('leaves the page’s own image alone', async () => {
    const session = new InferenceSession(new DecodedFiles(), noEstimates);
    await session.setImage(predictor, {
      ...{ photo, depth, near: 'bright', fit: 'stretch' },
      ...{ adjust: AS_STORED, damage: null, variant: 'full' },
    });
    await session.drawSamples(predictor, { count: 2, seed: 1 });
    await run(asked);
    expect((await session.download({ kind: 'sample', index: 1 })).name).toBe(
      'street.rgb-sample-2.png',
    );
  });

  it('refuses files of other shapes by their names', async () => {
    const square = encodeGreyPng({ height: 4, width: 4, data: new Float32Array(16).fill(0.5) });
    const other = source('other', square, 'other.png');
    await expect(run({ ...asked, truth: other })).rejects.toThrow(
      /other\.png is 4×4 pixels and its photo 8×6/,
    );
    const request = { ...asked, depth: other };
    await expect(run(request)).rejects.toThrow(/other\.png does not fit/);
    const stretched = await run({ ...request, fit: 'stretch' });
    expect(stretched.near).toBe('bright');
  });
});
