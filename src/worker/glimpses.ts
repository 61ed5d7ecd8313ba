import { backend, type Tensor4D } from '@tensorflow/tfjs-core';
import type { PlainPainting } from '../image/paintMap.ts';
import type { ImageSize } from '../image/types.ts';
import type { Predictor } from '../inference/predictor.ts';
import { MapPainter } from '../kernels/webgpu/mapPainter.ts';
import { RecordingBackend } from '../kernels/webgpu/recording/recordingBackend.ts';
import type { Glimpse, GlimpseRequest } from './protocol.ts';

/** Paints maps on the GPU that computes them, as pictures for the page. Nothing of them is read back. */
class GlimpsePainter {
  private readonly painter: MapPainter;

  private constructor(
    private readonly active: RecordingBackend,
    private readonly canvas: OffscreenCanvas,
    private readonly context: GPUCanvasContext,
    format: GPUTextureFormat,
  ) {
    const { device } = active;
    context.configure({ device, format, alphaMode: 'premultiplied' });
    this.painter = new MapPainter(device, format);
  }

  /** A painter for the active backend; null where it is no GPU, or has no canvas to draw on. */
  static create(): GlimpsePainter | null {
    const active: unknown = backend();
    if (!(active instanceof RecordingBackend) || typeof OffscreenCanvas !== 'function') return null;
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('webgpu');
    if (context === null) return null;
    const format = navigator.gpu.getPreferredCanvasFormat();
    const painter = new GlimpsePainter(active, canvas, context, format);
    return painter.reachesTheScreen() ? painter : null;
  }

  /** @param map [1, H, W, 1], which the caller frees */
  paint(map: Tensor4D, painting: PlainPainting): ImageBitmap {
    const { active } = this;
    const [, height, width] = map.shape;
    const values = active.bufferOf(map);
    active.flush(); // what computes the map may still wait
    return this.paintValues(values, { height, width }, painting);
  }

  private paintValues(values: GPUBuffer, size: ImageSize, painting: PlainPainting): ImageBitmap {
    const { canvas, context } = this;
    if (canvas.width !== size.width) canvas.width = size.width;
    if (canvas.height !== size.height) canvas.height = size.height;
    this.painter.paint(values, size, painting, context.getCurrentTexture());
    return canvas.transferToImageBitmap();
  }

  /** Some browsers give a canvas and take what is drawn, but nothing of it is ever seen. One white pixel tells. */
  private reachesTheScreen(): boolean {
    const { device } = this.active;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const values = device.createBuffer({ size: 4, usage });
    device.queue.writeBuffer(values, 0, Float32Array.of(1));
    const white = { colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 1 } as const;
    const picture = this.paintValues(values, { height: 1, width: 1 }, white);
    values.destroy();
    const drawing = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    drawing?.drawImage(picture, 0, 0);
    picture.close();
    return drawing?.getImageData(0, 0, 1, 1).data.every((value) => value === 255) ?? false;
  }
}

/** Of the backend that was active last; null where that cannot paint. */
let painter: GlimpsePainter | null = null;
let askedFor: unknown = null;

/** The picture of one sample; null where it cannot be painted, for whatever reason: reading the sample will say it. */
export async function paintGlimpse(
  predictor: Pick<Predictor, 'sampleUnread'>,
  { z, painting }: GlimpseRequest,
): Promise<Glimpse | null> {
  if (predictor.sampleUnread === undefined) return null;
  try {
    if (backend() !== askedFor) {
      painter = null;
      askedFor = backend();
      painter = GlimpsePainter.create();
    }
    if (painter === null) return null;
    const map = await predictor.sampleUnread(z);
    try {
      return { z, picture: painter.paint(map, painting) };
    } finally {
      map.dispose();
    }
  } catch {
    return null;
  }
}
