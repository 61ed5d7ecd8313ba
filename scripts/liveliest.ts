/**
 * Says with which sample and seed the page opens best: every answer marks one whole thing, and about others they differ.
 *
 * usage: npx tsx scripts/liveliest.ts [SEEDS [SAMPLE …]]
 *   SEEDS   how many seeds are tried, from 1 on (300)
 *   SAMPLE  ids of samples (all)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MODEL, readNetwork } from '../src/cli/modelFolder.ts';
import { startNetwork } from '../src/cli/network.ts';
import { readDepth, readPhoto } from '../src/cli/readImage.ts';
import { drawSamples } from '../src/inference/drawSamples.ts';
import { type AnswerRegions, findRegions, type Region } from '../src/inference/regions.ts';
import { analyseImage } from '../src/inference/runImage.ts';
import { meanPairDistance } from '../src/metrics/maskOverlap.ts';
import { mean } from '../src/math/statistics.ts';

const SAMPLES = 'public/samples';
const COUNT = 5;
const SHOWN = 5;
/** Share of the picture that the largest thing all agree on should have. */
const WHOLE_THING = 0.04;

interface Entry {
  readonly id: string;
  readonly rgb: string;
  readonly depth: string;
}

/** Area about which the answers differ, weighted by how evenly they are split: 1 where half of them mark it. */
function liveliness({ agreed, contested }: AnswerRegions): number {
  const split = contested.reduce((sum, region) => sum + region.area * evenness(region), 0);
  return split * Math.min(1, (agreed[0]?.area ?? 0) / WHOLE_THING);
}

function evenness({ holders }: Region): number {
  const share = holders.filter(Boolean).length / holders.length;
  return 4 * share * (1 - share);
}

function told(regions: readonly Region[]): string {
  return regions
    .map(({ area, holders }) => `${(100 * area).toFixed(1)}%:${holders.filter(Boolean).length}`)
    .join(' ');
}

const [seeds = '300', ...ids] = process.argv.slice(2);
const entries = JSON.parse(readFileSync(join(SAMPLES, 'samples.json'), 'utf8')) as Entry[];
const modelDir = join('public/models', DEFAULT_MODEL);
const { predictor } = await startNetwork('wasm', await readNetwork({ modelDir }));
for (const { id, ...files } of entries) {
  if (ids.length > 0 && !ids.includes(id)) continue;
  const photo = await readPhoto(join(SAMPLES, files.rgb));
  const depth = await readDepth(join(SAMPLES, files.depth));
  const { prior } = await analyseImage(predictor, { photo, depth }, { near: 'bright', fit: null });
  const tried = [];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const { maps } = await drawSamples(predictor, prior, { count: COUNT, seed });
    const masks = maps.map(({ height, width, data }) => ({
      height,
      width,
      data: Uint8Array.from(data, (value) => Number(value >= 0.5)),
    }));
    const regions = findRegions(maps);
    tried.push({ seed, regions, lively: liveliness(regions), apart: meanPairDistance(masks) ?? 0 });
  }
  const apart = mean(tried.map((each) => each.apart));
  console.log(`${id}: mean distance of two answers (1 - IoU) ${apart.toFixed(3)}`);
  for (const each of tried.toSorted((one, other) => other.lively - one.lively).slice(0, SHOWN)) {
    const { agreed, contested } = each.regions;
    console.log(
      `  seed ${each.seed}: ${each.lively.toFixed(3)}, distance ${each.apart.toFixed(3)}, ` +
        `all mark ${told(agreed)}, differ on ${told(contested)}`,
    );
  }
}
process.exit(0);
