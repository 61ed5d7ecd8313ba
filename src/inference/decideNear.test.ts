import { describe, expect, it } from 'vitest';
import type { DepthMap, RawDepth, RgbImage, ScalarMap } from '../image/types.ts';
import { decideNear, nearEvidence, nearScore } from './decideNear.ts';
import type { Predictor } from './predictor.ts';

const HEIGHT = 88;
const WIDTH = 132;

type Field = (x: number, y: number) => number;

function fill(value: Field): Float32Array {
  return Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
    value((i % WIDTH) / WIDTH, Math.floor(i / WIDTH) / HEIGHT),
  );
}

function depthMap(value: Field, valid: Field = () => 1): DepthMap {
  const readings = Uint8Array.from(fill(valid));
  const data = fill(value).map((depth, i) => depth * readings[i]!);
  return { height: HEIGHT, width: WIDTH, data, valid: readings };
}

const disc: Field = (x, y) => Number(Math.hypot(x - 0.4, y - 0.4) < 0.15);
const saliency: ScalarMap = { height: HEIGHT, width: WIDTH, data: fill(disc) };
const nothing: ScalarMap = { height: HEIGHT, width: WIDTH, data: fill(() => 0) };

describe('nearEvidence', () => {
  it('sees a salient object in front of its surroundings', () => {
    const { salient } = nearEvidence(
      depthMap((x, y) => 0.2 + 0.6 * disc(x, y)),
      saliency,
    );
    expect(salient).toBeGreaterThan(0.5);
    expect(salient).toBeLessThanOrEqual(0.6 + 1e-6);
  });

  it('says nothing on objects where nothing is salient, or nothing was read', () => {
    expect(nearEvidence(depthMap(disc), nothing).salient).toBe(0);
    expect(
      nearEvidence(
        depthMap(disc, (x, y) => 1 - disc(x, y)),
        saliency,
      ).salient,
    ).toBeCloseTo(0, 1);
  });

  it('sees a ground that comes nearer towards the bottom', () => {
    const { bottom } = nearEvidence(
      depthMap((_, y) => y),
      nothing,
    );
    // Means of the lowest sixth and of the rest of a ramp: 11/12 − 5/12.
    expect(bottom).toBeCloseTo(0.5, 2);
  });

  it('sees that the bright part is the smaller one', () => {
    const { skewness } = nearEvidence(
      depthMap((x) => Number(x < 0.25)),
      nothing,
    );
    // Of a value that is 1 with probability p: (1 − 2p) / √(p(1 − p)).
    expect(skewness).toBeCloseTo(0.5 / Math.sqrt(0.1875), 3);
  });

  it('leaves pixels without a reading aside', () => {
    const ramp: Field = (_, y) => y;
    const whole = nearEvidence(depthMap(ramp), nothing);
    const holes = nearEvidence(
      depthMap(ramp, (x) => Number(x < 0.5)),
      nothing,
    );
    expect(holes.bottom).toBeCloseTo(whole.bottom, 5);
    expect(holes.skewness).toBeCloseTo(whole.skewness, 5);
  });

  it('says the opposite of a depth turned around', () => {
    const field: Field = (x, y) => 0.1 + 0.3 * y * y + 0.2 * x * y + 0.3 * disc(x, y);
    const evidence = nearEvidence(depthMap(field), saliency);
    const turned = nearEvidence(
      depthMap((x, y) => 1 - field(x, y)),
      saliency,
    );
    for (const key of ['salient', 'bottom', 'skewness'] as const) {
      expect(Math.abs(evidence[key])).toBeGreaterThan(0.01);
      expect(turned[key]).toBeCloseTo(-evidence[key], 4);
    }
    expect(nearScore(turned)).toBeCloseTo(-nearScore(evidence), 3);
  });

  it('knows nothing of a constant depth', () => {
    const evidence = nearEvidence(
      depthMap(() => 0.5),
      saliency,
    );
    expect(Math.abs(nearScore(evidence))).toBeLessThan(1e-3);
  });
});

describe('decideNear', () => {
  const photo: RgbImage = {
    height: HEIGHT,
    width: WIDTH,
    data: new Uint8Array(HEIGHT * WIDTH * 3),
  };
  const calls: (DepthMap | null)[] = [];
  /** Finds the disc, whatever the photo. */
  const predictor = {
    setImage: (_: RgbImage, depth: DepthMap | null) => {
      calls.push(depth);
      const prior = { mu: [1, 2, 3], logVar: [0, 0, 0] };
      return Promise.resolve({ prior, correctedDepth: nothing });
    },
    sample: (z: readonly (readonly number[])[]) => {
      expect(z).toEqual([[1, 2, 3]]);
      return Promise.resolve([saliency]);
    },
  } as unknown as Predictor;

  function raw(value: Field): RawDepth {
    const values = Uint8Array.from(fill(value), (level) => Math.round(level * 255));
    const size = { height: HEIGHT, width: WIDTH };
    const readings = { missing: null, noReading: { zero: false, highest: null } };
    return { ...size, bitDepth: 8, values, ...readings, colour: 'grey', notes: [], warning: null };
  }

  it.each(['bright', 'dark'] as const)('finds that %s is near', async (near) => {
    const scene: Field = (x, y) => Math.min(1, 0.4 * y + 0.5 * disc(x, y));
    const stored = near === 'bright' ? scene : (x: number, y: number) => 1 - scene(x, y);
    const decision = await decideNear(predictor, photo, raw(stored));
    expect(decision.near).toBe(near);
    expect(Math.sign(decision.score)).toBe(near === 'bright' ? 1 : -1);
    expect(calls.every((depth) => depth === null)).toBe(true);
  });

  it('takes bright as near without any evidence', async () => {
    const { near } = await decideNear(
      predictor,
      photo,
      raw(() => 0.5),
    );
    expect(near).toBe('bright');
  });
});
