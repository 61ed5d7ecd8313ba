import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawSamples } from '../inference/drawSamples.ts';
import { type ContestedRegion, findRegions, type Region } from '../inference/regions.ts';
import { analyseImage } from '../inference/runImage.ts';
import { DEFAULT_MODEL, readNetwork } from './modelFolder.ts';
import { startNetwork } from './network.ts';
import { readDepth, readPhoto } from './readImage.ts';

const SAMPLES = 'public/samples';

interface Look {
  readonly seed: number;
  readonly answers: readonly string[];
  readonly agreed: readonly Region[];
  readonly contested: readonly ContestedRegion[];
}

interface Sample {
  readonly rgb: string;
  readonly depth: string;
  readonly look: Look;
}

/** The page's sentence follows from these. */
const told = (regions: readonly Region[]) =>
  regions.map(({ area, x, y, holders }) => ({
    ...{ area: expect.closeTo(area, 2), x: expect.closeTo(x, 1), y: expect.closeTo(y, 1) },
    holders,
  }));

it('what the page shows before it has a network is what its network then answers', async () => {
  const [sample] = JSON.parse(readFileSync(join(SAMPLES, 'samples.json'), 'utf8')) as [Sample];
  const { seed, answers, agreed, contested } = sample.look;
  const modelDir = join('public/models', DEFAULT_MODEL);
  const { predictor } = await startNetwork('wasm', await readNetwork({ modelDir }));
  const photo = await readPhoto(join(SAMPLES, sample.rgb));
  const depth = await readDepth(join(SAMPLES, sample.depth));
  const { prior } = await analyseImage(predictor, { photo, depth }, { near: 'bright', fit: null });
  const { maps } = await drawSamples(predictor, prior, { count: answers.length, seed });
  predictor.dispose();
  const regions = findRegions(maps);
  expect(regions.agreed).toMatchObject(told(agreed));
  expect(regions.contested).toMatchObject(told(contested));
  expect(regions.contested.map(({ adjoins }) => adjoins)).toEqual(
    contested.map(({ adjoins }) => adjoins),
  );
}, 120_000);
