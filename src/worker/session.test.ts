import { beforeEach, describe, expect, it } from 'vitest';
import { AS_STORED } from '../image/adjustDepth.ts';
import { decodePng } from '../image/decodePng.ts';
import { encodeGrey16Png } from '../image/encodePng.ts';
import { encodeRgbPng } from '../image/testing/pngFiles.ts';
import { Interrupted } from '../inference/drawSamples.ts';
import { constant, FakePredictor } from '../inference/testing/fakePredictor.ts';
import { DecodedFiles } from './decodedFiles.ts';
import type { ImageRequest } from './protocol.ts';
import { InferenceSession } from './session.ts';
import { depth, HEIGHT, photo, source, truth, WIDTH } from './testing/pairFiles.ts';

let session: InferenceSession;
let predictor: FakePredictor;
/** The right is nearer. */
const estimated = {
  ...{ height: HEIGHT, width: WIDTH },
  data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => (i % WIDTH) / (WIDTH - 1)),
  valid: new Uint8Array(HEIGHT * WIDTH).fill(1),
};
const request: ImageRequest = {
  ...{ photo, depth, near: 'bright', fit: 'stretch' },
  ...{ adjust: AS_STORED, damage: null, variant: 'full' },
};

beforeEach(() => {
  predictor = new FakePredictor();
  session = new InferenceSession(new DecodedFiles(), { ofFile: async () => estimated });
});

describe('setImage', () => {
  it('gives the predictor photo and depth, and the page the prior as σ', async () => {
    const facts = await session.setImage(predictor, request);
    expect(facts.priorMu).toEqual([1, 2]);
    expect(facts.priorSigma[1]).toBeCloseTo(3);
    expect(predictor.seen[0]!.photo.data[5]).toBe(5);
    expect(predictor.seen[0]!.depth).toMatchObject({ width: WIDTH, height: HEIGHT });
  });

  it('decides once which end of a depth map is near if asked to', async () => {
    const upsideDown = source(
      'upside-down',
      encodeGrey16Png({
        height: HEIGHT,
        width: WIDTH,
        data: Float32Array.from(
          { length: HEIGHT * WIDTH },
          (_, i) => 1 - Math.floor(i / WIDTH) / 8,
        ),
      }),
    );
    const asked = { ...request, depth: upsideDown, near: 'auto' } as const;
    expect(await session.setImage(predictor, asked)).toMatchObject({ near: 'dark' });
    expect(predictor.seen.map((seen) => seen.depth?.data[0])).toEqual([undefined, 0]);
    expect(await session.setImage(predictor, asked)).toMatchObject({ near: 'dark' });
    expect(predictor.seen).toHaveLength(3);
    const another = Object.create(predictor) as typeof predictor;
    await session.setImage(another, asked);
    expect(predictor.seen).toHaveLength(5);
    const none = await session.setImage(predictor, { ...asked, depth: null });
    expect(none.near).toBeNull();
  });

  it('damages the depth that the network is given, and tells what came of it', async () => {
    const damage = { kind: 'inversion', amount: 1, seed: 1, other: null } as const;
    const whole = await session.setImage(predictor, request);
    expect(whole.damagedDepth).toBeNull();
    const { damagedDepth } = await session.setImage(predictor, { ...request, damage });
    const [read, damaged] = predictor.seen.map((seen) => seen.depth!.data);
    expect(damaged!.at(-1)).toBeCloseTo(1 - read!.at(-1)!);
    expect(damagedDepth?.data).toEqual(damaged);
    const other = { file: depth, near: 'dark' } as const;
    const mixed = { ...damage, kind: 'other', amount: 0.5, other } as const;
    const { damagedDepth: grey } = await session.setImage(predictor, { ...request, damage: mixed });
    expect(grey!.data.at(-1)).toBeCloseTo(0.5);
  });

  it('takes depth that is estimated as it is, without asking for its near end', async () => {
    const asked = { ...request, depth: 'estimated', near: 'auto' } as const;
    const facts = await session.setImage(predictor, asked);
    expect(facts.near).toBeNull();
    expect(predictor.seen.map((seen) => seen.depth)).toEqual([estimated]);
  });

  it('goes without depth, or with the part of it that has the photo’s shape', async () => {
    await session.setImage(predictor, { ...request, depth: null });
    expect(predictor.seen[0]!.depth).toBeNull();
    const square = source(
      'square',
      encodeRgbPng({ height: 5, width: 5, data: new Uint8Array(75) }),
    );
    await session.setImage(predictor, { ...request, photo: square, fit: 'crop' });
    expect(predictor.seen[1]!.depth).toMatchObject({ width: HEIGHT, height: HEIGHT });
  });
});

describe('results', () => {
  it('summarise the samples', async () => {
    await session.setImage(predictor, request);
    const set = await session.drawSamples(predictor, { count: 3, seed: 1 });
    expect(set.z).toHaveLength(3);
    expect(set.mean.data[0]).toBeCloseTo(0.2);
    expect(set.variance.data[0]).toBeCloseTo(0.02 / 3);
  });

  it('belong to latents of the prior that depend on the seed and not on their number', async () => {
    await session.setImage(predictor, request);
    const three = await session.drawSamples(predictor, { count: 3, seed: 1 });
    const two = await session.drawSamples(predictor, { count: 2, seed: 1 });
    const other = await session.drawSamples(predictor, { count: 2, seed: 2 });
    expect(two.z).toEqual(three.z.slice(0, 2));
    expect(other.z).not.toEqual(two.z);
  });

  it('hold the samples that were done when the visitor stopped', async () => {
    await session.setImage(predictor, request);
    const interrupt = (how: 'stop' | 'discard', after: number) => {
      const abort = new AbortController();
      const onProgress = (done: number) => {
        if (done === after) abort.abort(new Interrupted(how));
      };
      if (after === 0) abort.abort(new Interrupted(how));
      const options = { signal: abort.signal, onProgress };
      return session.drawSamples(predictor, { count: 5, seed: 1 }, options);
    };
    const set = await interrupt('stop', 2);
    expect(set).toMatchObject({ count: 2, maps: [constant(0.1), constant(0.2)] });
    expect(set.z).toHaveLength(2);
    expect(set.mean.data[0]).toBeCloseTo(0.15);
    await expect(interrupt('discard', 2)).rejects.toThrow(Interrupted);
    await expect(interrupt('stop', 0)).rejects.toThrow(Interrupted);
  });

  it('gives small maps no larger than they are, and keeps the explored one', async () => {
    await session.setImage(predictor, request);
    await session.explore(predictor, [0.6, 0]);
    const maps = await session.smallMaps(predictor, [
      [0, 0],
      [1, 1],
    ]);
    expect(maps.map(({ width, data }) => [width, data[0]])).toEqual([
      [2, expect.closeTo(0.1)],
      [2, expect.closeTo(0.2)],
    ]);
    expect((await session.download({ kind: 'explored' })).name).toContain('explored');
  });

  it('tell how far each latent moves the map', async () => {
    await expect(session.latentEffects(predictor)).rejects.toThrow(
      'There is no image yet: call setImage first.',
    );
    await session.setImage(predictor, request);
    expect(await session.latentEffects(predictor)).toHaveLength(predictor.latentDim);
  });

  it('download at the photo’s size, unstretched', async () => {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 3, seed: 1 });
    await session.explore(predictor, [0.6, 0]);
    const value = async (what: Parameters<typeof session.download>[0]) => {
      const file = await session.download(what);
      const { height, width, data, bitDepth } = decodePng(file.bytes, file.name);
      expect([height, width]).toEqual([HEIGHT, WIDTH]);
      return [file.name, bitDepth, data[10]];
    };
    expect(await value({ kind: 'mean' })).toEqual(['street.rgb-mean.png', 8, 51]);
    expect(await value({ kind: 'sample', index: 2 })).toEqual(['street.rgb-sample-3.png', 8, 77]);
    expect(await value({ kind: 'explored' })).toEqual(['street.rgb-explored.png', 8, 153]);
    expect(await value({ kind: 'corrected-depth' })).toEqual([
      'street.rgb-corrected-depth.png',
      16,
      Math.round(0.25 * 65535),
    ]);
  });

  it('say in their names that the depth was estimated, and hold the estimate itself', async () => {
    await session.setImage(predictor, { ...request, depth: 'estimated' });
    await session.drawSamples(predictor, { count: 3, seed: 1 });
    expect((await session.download({ kind: 'mean' })).name).toBe(
      'street.rgb-estimated-depth-mean.png',
    );
    const { name, bytes } = await session.download({ kind: 'estimated-depth' });
    expect(name).toBe('street.rgb-estimated-depth.png');
    const { bitDepth, data } = decodePng(bytes, name);
    expect([bitDepth, data[0], data[WIDTH - 1]]).toEqual([16, 1, 65535]);
    await session.setImage(predictor, request);
    await expect(session.download({ kind: 'estimated-depth' })).rejects.toThrow(
      /No depth was estimated/,
    );
  });

  it('of an earlier image are gone with the next one', async () => {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 3, seed: 1 });
    await session.setImage(predictor, request);
    await expect(session.download({ kind: 'consensus' })).rejects.toThrow(/not there/);
  });

  it('cannot be downloaded before there is one', async () => {
    await expect(session.download({ kind: 'mean' })).rejects.toThrow(/no image yet/);
  });
});

describe('assess', () => {
  const scoring = { truth, seed: 1, scale: 'raw' } as const;

  async function drawn(): Promise<void> {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 3, seed: 1 });
  }

  it('scores the samples and explains the ground truth', async () => {
    await drawn();
    const { report, posterior, errorMap, scale } = await session.assess(predictor, scoring);
    expect(scale).toBe('raw');
    expect(report.maps.map(({ row }) => row.name)).toContain('sample 3');
    expect(report.maps[0]!.row.dataset).toBe('street.rgb');
    expect(report.maps[2]!.row.mae).toBeCloseTo((0.1 + 0.9) / 2, 2);
    expect(posterior!.mu).toEqual([1, 2]);
    expect(posterior!.sigma[0]).toBeCloseTo(Math.exp(-20), 12);
    expect(posterior!.map.data[0]).toBeCloseTo(1, 5);
    // σ of the prior: 1 and 3; no distance between the means.
    expect(posterior!.kl[0]).toBeCloseTo(0.5 * (40 - 1), 5);
    expect(posterior!.kl[1]).toBeCloseTo(0.5 * (40 + 2 * Math.log(3) - 1), 5);
    // Consensus 0.2 everywhere, at the network's size.
    expect([...errorMap.data].map((value) => value.toFixed(1))).toEqual([
      '-0.8',
      '0.2',
      '-0.8',
      '0.2',
    ]);
  });

  it('asks the posterior once for a ground truth and a seed', async () => {
    await drawn();
    await session.assess(predictor, scoring);
    await session.assess(predictor, { ...scoring, scale: 'minMax' });
    expect(predictor.explained).toBe(1);
    expect(
      decodePng((await session.download({ kind: 'posterior' })).bytes, 'posterior'),
    ).toMatchObject({
      width: WIDTH,
    });
    await session.assess(predictor, { ...scoring, seed: 2 });
    await drawn();
    await session.assess(predictor, scoring);
    expect(predictor.explained).toBe(3);
  });

  it('does without posterior where the network has no latents', async () => {
    const { setImage, sample } = new FakePredictor();
    const oneMap = {
      latentDim: 0,
      seen: [],
      setImage,
      sample: (z: number[][]) => sample(z.map(() => [0.5])),
    };
    await session.setImage(oneMap, request);
    const { count, maps } = await session.drawSamples(oneMap, { count: 5, seed: 1 });
    expect([count, maps.length]).toEqual([1, 1]);
    const { posterior, report } = await session.assess(oneMap, scoring);
    expect(posterior).toBeNull();
    expect(report.maps.map(({ row }) => row.name)).toEqual(['consensus', 'mean', 'sample 1']);
  });

  it('needs samples', async () => {
    await session.setImage(predictor, request);
    await expect(session.assess(predictor, scoring)).rejects.toThrow(/no samples/);
  });
});
