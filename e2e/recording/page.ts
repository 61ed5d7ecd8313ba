import {
  add,
  backend,
  findBackendFactory,
  memory,
  mul,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { GpuMemoryWatch } from '../gpuMemory.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../../src/image/types.ts';
import { UcNetPredictor } from '../../src/inference/ucNetPredictor.ts';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';
import type { RecordingBackend } from '../../src/kernels/webgpu/recording/recordingBackend.ts';
import { Recorded } from '../../src/nn/recorded.ts';

/** What a run holds when it is done. */
export interface Held {
  readonly tensors: number;
  readonly dataIds: number;
  readonly gpuBytes: number;
}

/** What `recording.spec.ts` calls in the page. */
export interface RecordingPage {
  /** Values that one way gives and the other does not, by name, over two images. */
  differences(): Promise<Record<string, number>>;
  /** What is held after each of several images with their samples. */
  held(images: number): Promise<Held[]>;
  /** What small work gives: recorded, and for the same values where the device refuses the recording. */
  refused(): Promise<{ results: number[][]; plainRuns: number }>;
  /** What it gives before and after the device was lost and another took its place. */
  afterLoss(): Promise<number[][]>;
}

const watch = new GpuMemoryWatch();
registerWebgpuBackend();

/** The network takes any multiple of 32. */
const SIDE = 96;
const ALL = [0, 1, 2];

async function start(): Promise<RecordingBackend> {
  await watch.attribute('test', async () => {
    if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser.');
  });
  return backend() as RecordingBackend;
}

async function loadPredictor(): Promise<UcNetPredictor> {
  const model = (await (await fetch('files/model.json')).json()) as { configuration: object };
  const weights = await (await fetch('files/weights.safetensors')).arrayBuffer();
  const configuration = { ...model.configuration, inputSize: SIDE };
  return UcNetPredictor.load({ config: { ...model, configuration }, weights });
}

/** Waves of another frequency for every seed; the photo is of the network's size for an even one. */
function scene(seed: number): { photo: RgbImage; depth: DepthMap; truth: ScalarMap } {
  const side = seed % 2 === 0 ? SIDE : SIDE + 5;
  const wave = (length: number) =>
    Float32Array.from({ length }, (_, i) => 0.5 + 0.5 * Math.sin(i * 0.01 * (seed + 1)));
  const size = { height: side, width: side };
  const data = Uint8Array.from(wave(3 * side * side), (value) => 255 * value);
  const depth = wave(side * side);
  const valid = Uint8Array.from(depth, (_, i) => Number(i % 7 > 0));
  depth.forEach((_, i) => (depth[i]! *= valid[i]!));
  return {
    photo: { ...size, data },
    depth: { ...size, data: depth, valid },
    truth: { ...size, data: wave(side * side) },
  };
}

/** All that a network says of an image, by name. */
async function everything(
  predictor: UcNetPredictor,
  seed: number,
): Promise<Record<string, ArrayLike<number>>> {
  const { photo, depth, truth } = scene(seed);
  const { prior, correctedDepth } = await predictor.setImage(photo, depth);
  const [explored] = await predictor.sample([prior.mu]);
  const unread = await predictor.sampleUnread(prior.mu);
  const { maps, summary } = await predictor.summarisePrior({ count: 3, seed }, 2);
  const posterior = await predictor.posterior(truth);
  const values = {
    mu: prior.mu,
    logVar: prior.logVar,
    correctedDepth: correctedDepth.data,
    explored: explored!.data,
    unread: await unread.data(),
    secondMap: maps[1]!.data,
    consensus: summary.consensus.data,
    disagreement: summary.disagreement.data,
    posterior: posterior.mu,
  };
  unread.dispose();
  return values;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a).reduce((most, value, i) => {
    const difference = Math.abs(value - b[i]!);
    return difference <= most ? most : difference; // NaN is the largest of all
  }, 0);
}

/** Runs `work` on a backend that records nothing. */
async function plainly<Result>(
  active: RecordingBackend,
  work: () => Promise<Result>,
): Promise<Result> {
  active.record = () => null;
  try {
    return await work();
  } finally {
    Reflect.deleteProperty(active, 'record');
  }
}

const host = (...values: number[]) => ({
  x: { shape: [values.length], values: Float32Array.from(values) },
});

const page: RecordingPage = {
  async differences() {
    const active = await start();
    const predictor = await loadPredictor();
    const plain = await plainly(active, async () => {
      const other = await loadPredictor();
      const results = [await everything(other, 0), await everything(other, 1)];
      other.dispose();
      return results;
    });
    const differences: Record<string, number> = {};
    // The recordings of the first two are used again by the others.
    for (const seed of [0, 1, 0, 1]) {
      for (const [name, values] of Object.entries(await everything(predictor, seed))) {
        const difference = largestDifference(values, plain[seed]![name]!);
        differences[name] = Math.max(differences[name] ?? 0, difference);
      }
    }
    predictor.dispose();
    return differences;
  },
  async held(images) {
    const active = await start();
    const predictor = await loadPredictor();
    const held: Held[] = [];
    for (let image = 0; image < images; image++) {
      await everything(predictor, image);
      held.push({
        tensors: memory().numTensors,
        dataIds: active.numDataIds(),
        gpuBytes: watch.of('test')!.heldBytes,
      });
    }
    return held;
  },
  async refused() {
    const active = await start();
    let plainRuns = 0;
    const work = new Recorded(({ x }: { readonly x: Tensor1D }) => {
      plainRuns++;
      return { kept: {}, read: { y: add<Tensor1D>(mul(x, 2), x) } };
    });
    const results: number[][] = [];
    const { device } = active;
    const { createBindGroup } = device;
    const record = active.record.bind(active);
    active.record = (...what) => {
      device.createBindGroup = (descriptor) =>
        createBindGroup.call(device, { ...descriptor, entries: [] });
      try {
        return record(...what);
      } finally {
        device.createBindGroup = createBindGroup;
      }
    };
    for (const from of ALL) {
      results.push([...(await work.run(host(from, 1), null)).read.y]);
    }
    Reflect.deleteProperty(active, 'record');
    work.dispose();
    return { results, plainRuns };
  },
  async afterLoss() {
    const results: number[][] = [];
    const work = new Recorded(({ x }: { readonly x: Tensor1D }) => ({
      kept: {},
      read: { y: mul<Tensor1D>(x, 3) },
    }));
    for (const from of ALL.slice(0, 2)) {
      const { device } = await start();
      results.push([...(await work.run(host(from, 1), null)).read.y]);
      results.push([...(await work.run(host(from, 2), null)).read.y]);
      device.destroy();
      await device.lost;
      const factory = findBackendFactory('webgpu');
      removeBackend('webgpu');
      registerBackend('webgpu', factory);
    }
    work.dispose();
    return results;
  },
};

Object.assign(globalThis, { recordingPage: page });
