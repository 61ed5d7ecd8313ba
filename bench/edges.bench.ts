/**
 * How near the edge of a cut-out comes to the true one: boundary F within 3 pixels at the photo's full size, over the sample
 * scenes, of the consensus map enlarged plainly and of the same map with its edge refined as cut-outs have it.
 *
 * The boundary F is the harmonic mean of two shares: of the cut-out's boundary that lies within 3 pixels of the true one, and
 * of the true one that lies so near to the cut-out's (Martin, Fowlkes and Malik, PAMI 2004; Perazzi et al., CVPR 2016).
 *
 * Run: `npm run bench:edges`; with `-- --tolerance 1` within one pixel.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_MODEL, modelFolder, readModel } from '../src/cli/modelFolder.ts';
import { startNetwork } from '../src/cli/network.ts';
import { readDepth, readPhoto, readTruthMask } from '../src/cli/readImage.ts';
import { opacityOf } from '../src/image/cutOut.ts';
import { Matting } from '../src/image/matting.ts';
import type { NearChoice } from '../src/inference/prepareDepth.ts';
import { fitToPhoto } from '../src/inference/networkMaps.ts';
import { runImage } from '../src/inference/runImage.ts';
import { mean } from '../src/math/statistics.ts';
import type { BinaryMask } from '../src/metrics/metricInput.ts';
import { nearestForeground } from '../src/metrics/nearestForeground.ts';
import { markdownTable } from './markdownTable.ts';

interface Scene {
  readonly id: string;
  readonly rgb: string;
  readonly depth: string;
  readonly gt: string;
  readonly near: NearChoice;
}

const SAMPLES = fileURLToPath(new URL('../public/samples/', import.meta.url));

/** Pixels whose neighbour to the left or above is on the other side. */
function boundary({ height, width, data }: BinaryMask): BinaryMask {
  const edge = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const left = i % width > 0 && data[i] !== data[i - 1];
    const above = i >= width && data[i] !== data[i - width];
    if (left || above) edge[i] = 1;
  }
  return { height, width, data: edge };
}

/** Share of one boundary that lies within the tolerance of another. */
function shareNear(edge: BinaryMask, other: BinaryMask, tolerance: number): number {
  if (!edge.data.includes(1) || !other.data.includes(1)) return 0;
  const { squaredDistance } = nearestForeground(other);
  let near = 0;
  let all = 0;
  edge.data.forEach((value, i) => {
    if (value === 0) return;
    all++;
    if (squaredDistance[i]! <= tolerance ** 2) near++;
  });
  return near / all;
}

function boundaryF(mask: BinaryMask, truth: BinaryMask, tolerance: number): number {
  const [ours, theirs] = [boundary(mask), boundary(truth)];
  const precision = shareNear(ours, theirs, tolerance);
  const recall = shareNear(theirs, ours, tolerance);
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

const { values } = parseArgs({ options: { tolerance: { type: 'string', default: '3' } } });
const tolerance = Number(values.tolerance);
const scenes = JSON.parse(await readFile(`${SAMPLES}samples.json`, 'utf8')) as readonly Scene[];
const folder = modelFolder({ model: DEFAULT_MODEL });
const { predictor } = await startNetwork('wasm', await readModel(folder));
const figures: { id: string; before: number; after: number }[] = [];
for (const { id, rgb, depth, gt, near } of scenes) {
  const photo = await readPhoto(SAMPLES + rgb);
  const truth = await readTruthMask(SAMPLES + gt);
  const { summary } = await runImage(
    predictor,
    { photo, depth: await readDepth(SAMPLES + depth), truth: null },
    {
      ...{ near, fit: 'stretch', count: 5, seed: 1, nameAmongMany: null },
      ...{ uncertainty: 'entropy', scales: [], files: [] },
    },
  );
  const { height, width } = photo;
  const mask = (data: ArrayLike<number>, threshold: number): BinaryMask => ({
    ...{ height, width },
    data: Uint8Array.from(data, (value) => Number(value >= threshold)),
  });
  const plain = mask(fitToPhoto(summary.consensus, photo).data, 0.5);
  const refined = mask(opacityOf(photo, new Matting(photo).matte(summary.consensus)), 128);
  const real = mask(truth.data, 0.5);
  figures.push({
    id,
    before: boundaryF(plain, real, tolerance),
    after: boundaryF(refined, real, tolerance),
  });
}
predictor.dispose();

const average = (pick: 'before' | 'after') => mean(figures.map((figure) => figure[pick]));
const rows = [...figures, { id: 'mean', before: average('before'), after: average('after') }];
console.log(
  markdownTable(
    [
      { title: `boundary F within ${tolerance} px` },
      ...(['enlarged', 'refined', 'ratio'] as const).map((title) => ({
        title,
        align: 'right' as const,
      })),
    ],
    rows.map(({ id, before, after }) => [
      id,
      before.toFixed(3),
      after.toFixed(3),
      (after / before).toFixed(3),
    ]),
  ),
);
