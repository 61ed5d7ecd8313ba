/**
 * What a camera's frame takes of the processor on wasm in Node (one thread), from its pixels in the network's square to the picture
 * of a layer, with the frame moving or steady. All kinds run in turns, so that other work on the machine slows all alike; `all maps` is a
 * frame of which every map is summed up and copied, as it was before a frame was painted where it is computed.
 *
 *     npx tsx bench/frame.bench.ts [ROUNDS]
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodePhoto } from '../src/image/decodePhoto.ts';
import type { RgbImage } from '../src/image/types.ts';
import { DepthEstimator } from '../src/inference/depthEstimator.ts';
import { drawSamples } from '../src/inference/drawSamples.ts';
import { UcNetPredictor } from '../src/inference/ucNetPredictor.ts';
import { resizeArea } from '../src/math/resize.ts';
import { quantile } from '../src/math/statistics.ts';
import { frameLayer } from '../src/ui/live/liveLayers.ts';
import { startNodeBackend } from '../src/worker/nodeBackend.ts';
import { runFrame } from '../src/worker/runFrame.ts';
import { SteadyDepth } from '../src/worker/steadyDepth.ts';
import { duration, markdownTable } from './markdownTable.ts';

const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));
const DRAWS = { count: 3, seed: 1 } as const;
const APPEARANCE = { colours: 'magma', opacity: 0.7 } as const;
const rounds = Number(process.argv[2] ?? 7);

async function filesOf(model: string) {
  const folder = `${PUBLIC}models/${model}/`;
  const config: unknown = JSON.parse(await readFile(`${folder}model.json`, 'utf8'));
  return {
    config,
    weights: Uint8Array.from(await readFile(`${folder}weights.safetensors`)).buffer,
  };
}

async function readSquare(side: number): Promise<RgbImage> {
  const bytes = await readFile(`${PUBLIC}samples/motorcycle/rgb.jpg`);
  const { data, height, width } = await decodePhoto(Uint8Array.from(bytes), 'rgb.jpg');
  const square = resizeArea(data, height, width, 3, side, side);
  return { height: side, width: side, data: Uint8Array.from(square) };
}

await startNodeBackend('wasm');
const predictor = await UcNetPredictor.load(await filesOf('ucnet-lite1'));
const estimator = DepthEstimator.load(await filesOf('photo-depth'));
const photo = await readSquare(predictor.inputSize);
const estimate = (frame: RgbImage) => estimator.estimate(frame);
const steady = new SteadyDepth(estimate);

const layerOf = (name: 'agreed' | 'differ' | 'outlines' | 'depth') =>
  frameLayer(name, false, APPEARANCE);
const frame = (name: Parameters<typeof layerOf>[0], depth = estimate) =>
  runFrame(predictor, photo, { ...DRAWS, layer: layerOf(name) }, depth);

const KINDS: Readonly<Record<string, () => Promise<unknown>>> = {
  'all maps': async () => {
    const depth = await estimate(photo);
    const { prior } = await predictor.setImage(photo, depth);
    const { maps, summary } = await drawSamples(predictor, prior, DRAWS);
    const { mean, total, disagreement } = summary;
    return [...maps, mean, total, disagreement, depth].map(({ data }) => data.slice());
  },
  agreed: () => frame('agreed'),
  'agreed, steady': () => frame('agreed', steady.of),
  differ: () => frame('differ'),
  outlines: () => frame('outlines'),
  depth: () => frame('depth'),
};

const times = new Map(Object.keys(KINDS).map((name) => [name, [] as number[]]));
for (let round = -1; round < rounds; round++) {
  for (const [name, run] of Object.entries(KINDS)) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    if (round >= 0) times.get(name)!.push((user + system) / 1000); // the first warms up
  }
}
const medians = [...times].map(([name, each]) => [name, quantile(each, 0.5)] as const);
const whole = medians[0]![1];
console.log(
  markdownTable(
    [
      { title: 'a frame' },
      ...['processor time', '÷ all maps'].map((title) => ({ title, align: 'right' }) as const),
    ],
    medians.map(([name, time]) => [name, duration(time), (time / whole).toFixed(2)]),
  ),
);
