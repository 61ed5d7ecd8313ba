import { backend, dispose, type Tensor4D } from '@tensorflow/tfjs-core';
import type { PlainPainting } from '../image/paintMap.ts';
import { outlinePictureSize } from '../image/paintOutlines.ts';
import type { ImageSize, RgbImage } from '../image/types.ts';
import type { DepthEstimator } from '../inference/depthEstimator.ts';
import type { Predictor } from '../inference/predictor.ts';
import { MapPainter } from '../kernels/webgpu/mapPainter.ts';
import { OutlinePainter } from '../kernels/webgpu/outlinePainter.ts';
import type { ValuesAt } from '../kernels/webgpu/picturePass.ts';
import { RecordingBackend } from '../kernels/webgpu/recording/recordingBackend.ts';
import { STATISTICS } from '../nn/sampleStatistics.ts';
import type { FramePicture, Glimpse, GlimpseRequest } from './protocol.ts';
import type { FrameRun } from './runFrame.ts';

/** Paints maps on the GPU that computes them, as pictures for the page. Nothing of them is read back. */
class GpuPainter {
  private readonly maps: MapPainter;
  private readonly outlines: OutlinePainter;

  private constructor(
    private readonly active: RecordingBackend,
    private readonly canvas: OffscreenCanvas,
    private readonly context: GPUCanvasContext,
    format: GPUTextureFormat,
  ) {
    const { device } = active;
    context.configure({ device, format, alphaMode: 'premultiplied' });
    this.maps = new MapPainter(device, format);
    this.outlines = new OutlinePainter(device, format);
  }

  /** A painter for the active backend; null where it is no GPU, or has no canvas to draw on. */
  static create(): GpuPainter | null {
    const active: unknown = backend();
    if (!(active instanceof RecordingBackend) || typeof OffscreenCanvas !== 'function') return null;
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('webgpu');
    if (context === null) return null;
    const format = navigator.gpu.getPreferredCanvasFormat();
    const painter = new GpuPainter(active, canvas, context, format);
    return painter.reachesTheScreen() ? painter : null;
  }

  /**
   * @param maps [C, H, W, 1], which the caller frees
   * @param index of the one that is painted
   */
  paintMap(maps: Tensor4D, index: number, painting: PlainPainting): ImageBitmap {
    const [, height, width] = maps.shape;
    const values = { buffer: this.bufferOf(maps), offset: 4 * index * height * width };
    return this.paintValues(values, { height, width }, painting);
  }

  /** @param maps [C, H, W, 1], which the caller frees */
  paintOutlines(maps: Tensor4D, level: number): ImageBitmap {
    const [count, height, width] = maps.shape;
    const size = { height, width };
    const values = { buffer: this.bufferOf(maps) };
    return this.draw(outlinePictureSize(size), (picture) =>
      this.outlines.paint(values, size, count, level, picture),
    );
  }

  /** Resolves once the GPU has done what was queued so far, so that no more is queued than it can do. */
  async rest(): Promise<void> {
    await this.active.device.queue.onSubmittedWorkDone();
  }

  private bufferOf(maps: Tensor4D): GPUBuffer {
    const values = this.active.bufferOf(maps);
    this.active.flush(); // what computes the maps may still wait
    return values;
  }

  private paintValues(values: ValuesAt, size: ImageSize, painting: PlainPainting): ImageBitmap {
    return this.draw(size, (picture) => this.maps.paint(values, size, painting, picture));
  }

  private draw(size: ImageSize, paint: (picture: GPUTexture) => void): ImageBitmap {
    const { canvas, context } = this;
    if (canvas.width !== size.width) canvas.width = size.width;
    if (canvas.height !== size.height) canvas.height = size.height;
    paint(context.getCurrentTexture());
    return canvas.transferToImageBitmap();
  }

  /** Some browsers give a canvas and take what is drawn, but nothing of it is ever seen. One white pixel tells. */
  private reachesTheScreen(): boolean {
    const { device } = this.active;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const values = device.createBuffer({ size: 4, usage });
    device.queue.writeBuffer(values, 0, Float32Array.of(1));
    const white = { colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 1 } as const;
    const picture = this.paintValues({ buffer: values }, { height: 1, width: 1 }, white);
    values.destroy();
    const drawing = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    drawing?.drawImage(picture, 0, 0);
    picture.close();
    return drawing?.getImageData(0, 0, 1, 1).data.every((value) => value === 255) ?? false;
  }
}

/** Of the backend that was active last; null where that cannot paint. */
let painter: GpuPainter | null = null;
let askedFor: unknown = null;

function activePainter(): GpuPainter | null {
  if (backend() !== askedFor) {
    painter = null;
    askedFor = backend();
    painter = GpuPainter.create();
  }
  return painter;
}

/**
 * What the GPU paints; null where it cannot. After an error the processor paints until another backend is active: the visitor
 * loses nothing, and the console has the error.
 */
async function attempt<T>(paint: (active: GpuPainter) => Promise<T>): Promise<T | null> {
  try {
    const active = activePainter();
    return active && (await paint(active));
  } catch (error) {
    painter = null;
    console.warn('The GPU could not paint, so the processor does.', error);
    return null;
  }
}

/** The picture of one sample; null where the GPU cannot paint it. */
export async function paintGlimpse(
  predictor: Pick<Predictor, 'sampleUnread'>,
  { z, painting }: GlimpseRequest,
): Promise<Glimpse | null> {
  if (predictor.sampleUnread === undefined) return null;
  return attempt(async (active) => {
    const map = await predictor.sampleUnread!(z);
    try {
      return { z, picture: active.paintMap(map, 0, painting) };
    } finally {
      map.dispose();
    }
  });
}

/**
 * What is drawn over a frame, as `runFrame` would paint it; null where the GPU cannot paint it. Nothing is read: neither the
 * depth nor the prior nor any map.
 *
 * @param estimator of the frame's depth
 */
export async function paintFrame(
  predictor: Pick<Predictor, 'samplesUnread'>,
  estimator: Pick<DepthEstimator, 'estimateUnread'>,
  photo: RgbImage,
  { layer, ...draws }: FrameRun,
): Promise<Omit<FramePicture, 'milliseconds'> | null> {
  if (predictor.samplesUnread === undefined) return null;
  const { of } = layer;
  const tensors: Tensor4D[] = [];
  const frame = await attempt(async (active) => {
    const depth = await estimator.estimateUnread(photo);
    tensors.push(depth);
    let picture: ImageBitmap;
    if (layer.of === 'depth') {
      picture = active.paintMap(depth, 0, layer.painting);
    } else {
      const { maps, statistics } = await predictor.samplesUnread!(photo, depth, draws);
      tensors.push(maps, statistics);
      picture =
        layer.of === 'outlines'
          ? active.paintOutlines(maps, layer.level)
          : active.paintMap(statistics, STATISTICS.indexOf(layer.of), layer.painting);
    }
    await active.rest();
    return { of, picture, answers: of === 'depth' ? 0 : draws.count };
  });
  dispose(tensors);
  return frame;
}
