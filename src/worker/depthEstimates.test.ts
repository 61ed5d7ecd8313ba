import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../image/types.ts';
import { DepthEstimates, openDepthEstimator } from './depthEstimates.ts';
import { ModelUnavailable } from './modelFiles.ts';

const photo: RgbImage = { height: 1, width: 1, data: new Uint8Array(3) };

/** Estimates whose network cannot be had the first time. */
function flaky() {
  const calls = { opened: 0, made: 0 };
  const estimates = new DepthEstimates(async () => {
    if (calls.opened++ === 0) throw new ModelUnavailable('No connection.');
    return {
      estimate: async () => {
        calls.made++;
        return { height: 1, width: 1, data: Float32Array.of(1), valid: Uint8Array.of(1) };
      },
      estimateUnread: () => Promise.reject(new Error('There is no GPU.')),
    };
  });
  return { estimates, calls };
}

describe('DepthEstimates', () => {
  it('fetches the network for the first photo, and again only where that failed', async () => {
    const { estimates, calls } = flaky();
    expect(calls.opened).toBe(0);
    await expect(estimates.ofFile('a', photo)).rejects.toThrow('No connection.');
    await estimates.ofFile('a', photo);
    await estimates.of(photo);
    expect(calls).toEqual({ opened: 2, made: 2 });
  });

  it('estimates a photo once, though two ask at the same time', async () => {
    const { estimates, calls } = flaky();
    await estimates.of(photo).catch(() => undefined);
    const [one, other] = await Promise.all([
      estimates.ofFile('a', photo),
      estimates.ofFile('a', photo),
    ]);
    expect(one).toBe(other);
    await estimates.ofFile('b', photo);
    expect(calls.made).toBe(2);
  });
});

it('a depth network that cannot be reached is said to be so', async () => {
  const sources = {
    fetch: () => Promise.reject(new TypeError('offline')),
    openCache: async () => null,
  };
  const opening = openDepthEstimator('https://host/models/photo-depth/', sources);
  await expect(opening).rejects.toThrow(/model\.json\) cannot be reached/);
  await expect(opening).rejects.toBeInstanceOf(ModelUnavailable);
});

it('files of another kind are said to be of the folder that they lie in', async () => {
  const folder = 'https://host/models/photo-depth/';
  const sources = {
    fetch: async (address: string) => new Response(address.endsWith('.json') ? '{}' : 'weights'),
    openCache: async () => null,
  };
  const opening = openDepthEstimator(folder, sources);
  await expect(opening).rejects.toMatchObject({ name: 'ModelUnavailable', folder });
});
