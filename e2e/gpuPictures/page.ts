import { memory, setBackend, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import { type PlainPainting, paintMap } from '../../src/image/paintMap.ts';
import type { ImageSize, RgbImage, ScalarMap } from '../../src/image/types.ts';
import { DepthEstimator } from '../../src/inference/depthEstimator.ts';
import { UcNetPredictor } from '../../src/inference/ucNetPredictor.ts';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';
import { paintFrame, paintGlimpse } from '../../src/worker/gpuPictures.ts';
import type { FrameLayer } from '../../src/worker/protocol.ts';
import { runFrame } from '../../src/worker/runFrame.ts';

/** Largest differences of a picture from the processor's, in steps of 1/255: of the colours over black, and of the opacity. */
export interface PictureDifference {
  readonly colour: number;
  readonly opacity: number;
}

export interface FrameDifference extends PictureDifference {
  /** How often something was read of the GPU while it was painted. */
  readonly reads: number;
  /** Tensors that are left of it. */
  readonly left: number;
  /** Pixels that are not transparent. */
  readonly painted: number;
}

/** What `gpuPictures.spec.ts` calls in the page. Null where nothing was painted. */
export interface GpuPicturesPage {
  difference(painting: PlainPainting): Promise<PictureDifference | null>;
  /** Whether anything is painted of a sample that cannot be computed, and of one that can after it. */
  afterFailure(): Promise<readonly boolean[]>;
  /** Of a camera's frame, from its pixels to its picture, after as many before it. */
  frameDifference(layer: FrameLayer, before: number): Promise<FrameDifference | null>;
}

registerWebgpuBackend();

const SIZE = { height: 67, width: 90 };

/** Every value of a byte and those around it, and the ends. */
const VALUES = Float32Array.from({ length: SIZE.height * SIZE.width }, (_, i) =>
  i % 3 === 0 ? (i % 256) / 255 : ((i * 7919) % 10007) / 10006,
);

type Draw = (drawing: OffscreenCanvasRenderingContext2D) => void;

/** Pixels of a canvas on which something was drawn, as they are and over black. */
function pixelsOf({ width, height }: ImageSize, draw: Draw) {
  const read = (isOverBlack: boolean) => {
    const drawing = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    })!;
    draw(drawing);
    if (isOverBlack) {
      drawing.globalCompositeOperation = 'destination-over';
      drawing.fillRect(0, 0, width, height);
    }
    return drawing.getImageData(0, 0, width, height).data;
  };
  return { opacity: read(false).filter((_, i) => i % 4 === 3), colour: read(true) };
}

function largestDifference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}

function compare(
  picture: ImageBitmap,
  size: ImageSize,
  pixels: Uint8ClampedArray<ArrayBuffer>,
): PictureDifference {
  const painted = pixelsOf(size, (drawing) => drawing.drawImage(picture, 0, 0));
  const image = new ImageData(pixels, size.width, size.height);
  const expected = pixelsOf(size, (drawing) => drawing.putImageData(image, 0, 0));
  return {
    colour: largestDifference(painted.colour, expected.colour),
    opacity: largestDifference(painted.opacity, expected.opacity),
  };
}

async function start(): Promise<void> {
  if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser.');
}

/** Both networks take any multiple of 32. */
const SIDE = 96;

async function filesOf(folder: string) {
  const model = (await (await fetch(`files/${folder}/model.json`)).json()) as {
    configuration: object;
  };
  const weights = await (await fetch(`files/${folder}/weights.safetensors`)).arrayBuffer();
  const configuration = { ...model.configuration, inputSize: SIDE };
  return { config: { ...model, configuration }, weights };
}

const photo: RgbImage = {
  height: SIDE,
  width: SIDE,
  data: Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE)];
    const isInside = Math.hypot(x - 40, y - 50) < 25;
    return isInside ? 230 - 60 * (i % 3) : 60 + 30 * Math.sin(x * 0.2) + 20 * (i % 3);
  }),
};

interface Networks {
  readonly predictor: UcNetPredictor;
  readonly estimator: DepthEstimator;
}

let networks: Promise<Networks> | null = null;

async function loadNetworks(): Promise<Networks> {
  const predictor = await UcNetPredictor.load(await filesOf('network'));
  return { predictor, estimator: DepthEstimator.load(await filesOf('depth')) };
}

let reads = 0;
const { mapAsync } = GPUBuffer.prototype;
GPUBuffer.prototype.mapAsync = function (...how) {
  reads++;
  return mapAsync.apply(this, how);
};

const everyValue = async () => tensor4d(VALUES, [1, SIZE.height, SIZE.width, 1]);

const page: GpuPicturesPage = {
  async difference(painting) {
    await start();
    const map: ScalarMap = { ...SIZE, data: VALUES };
    const glimpse = await paintGlimpse({ sampleUnread: everyValue }, { z: [], painting });
    return glimpse && compare(glimpse.picture, SIZE, paintMap(map, painting));
  },
  async afterFailure() {
    await start();
    const painting = { colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 1 } as const;
    const glimpse = async (sampleUnread: () => Promise<Tensor4D>) =>
      (await paintGlimpse({ sampleUnread }, { z: [], painting })) !== null;
    const before = await glimpse(everyValue);
    const failed = await glimpse(() => Promise.reject(new Error('No such sample.')));
    return [before, failed, await glimpse(everyValue)];
  },
  async frameDifference(layer, before) {
    await start();
    networks ??= loadNetworks();
    const { predictor, estimator } = await networks;
    const run = { count: 3, seed: 1, layer };
    const paint = () => paintFrame(predictor, estimator, photo, run);
    for (let frame = 0; frame < before; frame++) (await paint())?.picture.close();
    const [readBefore, tensorsBefore] = [reads, memory().numTensors];
    const frame = await paint();
    const read = reads - readBefore;
    const left = memory().numTensors - tensorsBefore;
    if (frame === null) return null;
    const expected = await runFrame(predictor, photo, run, (each) => estimator.estimate(each));
    const painted = expected.pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
    const difference = compare(frame.picture, expected, expected.pixels);
    return { ...difference, reads: read, left, painted };
  },
};

Object.assign(globalThis, { gpuPicturesPage: page });
