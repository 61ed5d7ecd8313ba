import { beforeEach, describe, expect, it } from 'vitest';
import { decodePhoto } from '../image/decodePhoto.ts';
import { encodeGrey16Png, encodeGreyPng, encodeRgbPng } from '../image/encodePng.ts';
import { decodePng } from '../image/decodePng.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import type { SampleOptions } from '../inference/saliencyPredictor.ts';
import type { SourceFile } from './protocol.ts';
import { InferenceSession, Interrupted, type SessionPredictor } from './session.ts';

const HEIGHT = 6;
const WIDTH = 8;

function constant(value: number): ScalarMap {
  return { height: 2, width: 2, data: new Float32Array(4).fill(value) };
}

/** A predictor whose maps are known; it keeps what it was given. */
class FakePredictor implements SessionPredictor {
  readonly latentDim: number = 2;
  seen: { photo: RgbImage; depth: DepthMap | null }[] = [];
  explained = 0;

  async setImage(photo: RgbImage, depth: DepthMap | null) {
    this.seen.push({ photo, depth });
    return { prior: { mu: [1, 2], logVar: [0, 2 * Math.log(3)] }, correctedDepth: constant(0.25) };
  }

  /** Far from the prior, and the farther the brighter the ground truth. */
  async posterior(truth: ScalarMap) {
    this.explained++;
    return { mu: [truth.data[0]!, 2], logVar: [-40, -40] };
  }

  /** Of one latent, its first number; of several, a tenth, two tenths and so on, one after the other. */
  async sample(z: readonly (readonly number[])[], { onProgress, signal }: SampleOptions = {}) {
    return z.map((each, index) => {
      signal?.throwIfAborted();
      const map = constant(z.length === 1 ? each[0]! : (index + 1) / 10);
      onProgress?.(index + 1, z.length, map);
      return map;
    });
  }
}

function source(key: string, bytes: Uint8Array<ArrayBuffer>, name = key): SourceFile {
  return { key, name, blob: new Blob([bytes]) };
}

const photoBytes = encodeRgbPng({
  height: HEIGHT,
  width: WIDTH,
  data: Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, (_, index) => index),
});

/** A depth map that rises to the right; the left column has no reading. */
const depthBytes = encodeGrey16Png({
  height: HEIGHT,
  width: WIDTH,
  data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, index) => (index % WIDTH) / WIDTH),
});

let previews: number;
let session: InferenceSession;
let predictor: FakePredictor;
const photo = source('photo', photoBytes, 'folder/street.rgb.png');
const depth = source('depth', depthBytes);
const request = { photo, depth, near: 'bright', fit: 'stretch' } as const;

beforeEach(() => {
  previews = 0;
  predictor = new FakePredictor();
  session = new InferenceSession(async () => {
    previews++;
    return new Blob();
  });
});

describe('reading', () => {
  it('tells size and makes a preview', async () => {
    expect(await session.readPhoto(photo)).toMatchObject({ width: WIDTH, height: HEIGHT });
    expect(previews).toBe(1);
  });

  it('turns depth so that near is 1, and counts what is missing', async () => {
    const bright = await session.readDepth(depth, 'bright');
    const dark = await session.readDepth(depth, 'dark');
    expect(bright).toMatchObject({ bitDepth: 16, missingShare: 1 / WIDTH, warning: null });
    expect(bright.preview.data[7]).toBe(1);
    expect(dark.preview.data[7]).toBe(0);
    expect([bright.previewValid[0], bright.previewValid[1]]).toEqual([0, 1]);
  });

  it('shrinks the preview of a large depth map', async () => {
    const large = encodeGrey16Png({
      height: 700,
      width: 1400,
      data: new Float32Array(700 * 1400).fill(0.5).fill(0.9, 0, 1000),
    });
    const facts = await session.readDepth(source('large', large), 'bright');
    expect([facts.width, facts.height]).toEqual([1400, 700]);
    expect([facts.preview.width, facts.preview.height]).toEqual([640, 320]);
    expect(facts.previewValid).toHaveLength(640 * 320);
  });

  it('refuses a file that is no image, by its name', async () => {
    const text = source('notes', new TextEncoder().encode('Not an image at all.'), 'notes.txt');
    await expect(session.readPhoto(text)).rejects.toThrow(/notes\.txt/);
  });
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
    const none = await session.setImage(predictor, { ...asked, depth: null });
    expect(none.near).toBeNull();
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

  it('download at the photo’s size, unstretched', async () => {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 3, seed: 1 });
    await session.explore(predictor, [0.6, 0]);
    const value = async (what: Parameters<typeof session.download>[0]) => {
      const file = session.download(what);
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

  it('cut the photo out with the consensus as opacity', async () => {
    await session.setImage(predictor, request);
    const { consensus } = await session.drawSamples(predictor, { count: 3, seed: 1 });
    const file = session.download({ kind: 'cut-out' });
    const { channels, data } = decodePng(file.bytes, file.name);
    const opaque = await decodePhoto(photoBytes);
    expect(channels).toBe(4);
    expect([...data.slice(0, 3)]).toEqual([...opaque.data.slice(0, 3)]);
    expect(data[3]).toBe(Math.round(consensus.data[0]! * 255));
  });

  it('of an earlier image are gone with the next one', async () => {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 3, seed: 1 });
    await session.setImage(predictor, request);
    expect(() => session.download({ kind: 'consensus' })).toThrow(/not there/);
  });

  it('cannot be downloaded before there is one', () => {
    expect(() => session.download({ kind: 'mean' })).toThrow(/no result/);
  });
});

describe('assess', () => {
  /** White on the left half. */
  const truthBytes = encodeGreyPng({
    height: HEIGHT,
    width: WIDTH,
    data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => Number(i % WIDTH < WIDTH / 2)),
  });
  const truth = source('truth', truthBytes, 'gt.png');
  const wish = { truth, seed: 1, normalise: false };

  async function drawn(): Promise<void> {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 3, seed: 1 });
  }

  it('scores the samples and explains the ground truth', async () => {
    await drawn();
    const { report, posterior, errorMap, normalise } = await session.assess(predictor, wish);
    expect(normalise).toBe(false);
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
    await session.assess(predictor, wish);
    await session.assess(predictor, { ...wish, normalise: true });
    expect(predictor.explained).toBe(1);
    expect(decodePng(session.download({ kind: 'posterior' }).bytes, 'posterior')).toMatchObject({
      width: WIDTH,
    });
    await session.assess(predictor, { ...wish, seed: 2 });
    await drawn();
    await session.assess(predictor, wish);
    expect(predictor.explained).toBe(3);
  });

  it('tells what a ground truth is', async () => {
    expect(await session.readTruth(truth)).toMatchObject({
      width: WIDTH,
      height: HEIGHT,
      objects: 1,
      preview: { width: WIDTH },
    });
    const unscaled = encodeGreyPng({ height: 1, width: 2, data: Float32Array.of(0, 1 / 255) });
    await expect(session.readTruth(source('unscaled', unscaled))).rejects.toThrow(/by 255/);
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
    const { posterior, report } = await session.assess(oneMap, wish);
    expect(posterior).toBeNull();
    expect(report.maps.map(({ row }) => row.name)).toEqual(['consensus', 'mean', 'sample 1']);
  });

  it('needs samples', async () => {
    await session.setImage(predictor, request);
    await expect(session.assess(predictor, wish)).rejects.toThrow(/no samples/);
  });
});

describe('runPair', () => {
  const truth = source(
    'truth',
    encodeGreyPng({
      height: HEIGHT,
      width: WIDTH,
      data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => Number(i % WIDTH < 3)),
    }),
  );
  const wish = { photo, depth, truth, near: 'bright', count: 3, seed: 1 } as const;

  it('makes the maps of a pair at the photo’s size and scores them', async () => {
    const { files, measured, meanUncertainty, near } = await session.runPair(predictor, wish);
    for (const [name, bytes] of Object.entries(files)) {
      const { height, width, bitDepth } = decodePng(bytes, name);
      expect([height, width, bitDepth]).toEqual([HEIGHT, WIDTH, name === 'depth' ? 16 : 8]);
    }
    // The mean of 0.1, 0.2 and 0.3 everywhere.
    expect(meanUncertainty).toBeCloseTo(-0.2 * Math.log2(0.2) - 0.8 * Math.log2(0.8), 4);
    expect(measured!.raw.mean.mae).toBeCloseTo((3 * 0.8 + 5 * 0.2) / 8, 2);
    expect(near).toBe('bright');
  });

  it('needs neither depth nor ground truth', async () => {
    const { measured, near } = await session.runPair(predictor, {
      ...wish,
      depth: null,
      truth: null,
    });
    expect([measured, near]).toEqual([null, null]);
    expect(predictor.seen.at(-1)!.depth).toBeNull();
  });

  it('leaves the page’s own image alone', async () => {
    await session.setImage(predictor, request);
    await session.drawSamples(predictor, { count: 2, seed: 1 });
    await session.runPair(predictor, wish);
    expect(session.download({ kind: 'sample', index: 1 }).name).toBe('street.rgb-sample-2.png');
  });

  it('refuses files of other shapes by their names', async () => {
    const square = encodeGreyPng({ height: 4, width: 4, data: new Float32Array(16).fill(0.5) });
    const other = source('other', square, 'other.png');
    await expect(session.runPair(predictor, { ...wish, truth: other })).rejects.toThrow(
      /other\.png is 4×4 pixels and its photo 8×6/,
    );
    await expect(session.runPair(predictor, { ...wish, depth: other })).rejects.toThrow(/other/);
  });
});
