import { paintMap, type PlainPainting } from '../image/paintMap.ts';
import { outlinePictureSize, paintOutlines } from '../image/paintOutlines.ts';
import type { DepthMap, ImageSize, RgbImage, ScalarMap } from '../image/types.ts';
import { drawLatents } from '../inference/latents.ts';
import { type Predictor, usefulSamples } from '../inference/predictor.ts';
import { meanMap, uncertaintyParts } from '../inference/sampleSummary.ts';
import type { Frame, FrameRequest } from './protocol.ts';

/** A frame's request once its pixels are read. */
export type FrameRun = Omit<FrameRequest, 'frame' | 'side'>;

/** Reads the pixels of a video's frames, all on one canvas. Needs a browser. */
export class FrameReader {
  private drawing: OffscreenCanvasRenderingContext2D | null = null;

  /**
   * The frame squeezed into a square, as the network takes its photos.
   *
   * @param frame is closed
   * @param side of the square, in pixels
   */
  read(frame: Frame, side: number): RgbImage {
    let drawing: OffscreenCanvasRenderingContext2D;
    try {
      drawing = this.canvas(side);
      drawing.drawImage(frame, 0, 0, side, side);
    } finally {
      frame.close();
    }
    const { data: pixels } = drawing.getImageData(0, 0, side, side);
    const data = new Uint8Array(side * side * 3);
    for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
      data[to] = pixels[from]!;
      data[to + 1] = pixels[from + 1]!;
      data[to + 2] = pixels[from + 2]!;
    }
    return { height: side, width: side, data };
  }

  private canvas(side: number): OffscreenCanvasRenderingContext2D {
    if (this.drawing?.canvas.width !== side) {
      // In memory, not on the GPU: every frame is read back.
      this.drawing = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
      if (this.drawing === null)
        throw new Error('This browser gives the worker no canvas to draw on.');
      this.drawing.imageSmoothingQuality = 'high';
    }
    return this.drawing;
  }
}

/** What the processor painted over a frame. */
export interface PaintedFrame extends ImageSize {
  /** RGBA with straight alpha. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly answers: number;
}

/**
 * What is drawn over one frame of a video: its depth is estimated, then samples are drawn if the layer is of them. The same
 * seed every time, so that answers do not flicker.
 *
 * @param estimate gives the depth of a photo
 * @throws ModelUnavailable when the network that estimates depth cannot be had; the signal's reason
 */
export async function runFrame(
  predictor: Pick<Predictor, 'latentDim' | 'setImage' | 'sample'>,
  photo: RgbImage,
  { layer, count, seed, spread }: FrameRun,
  estimate: (photo: RgbImage) => Promise<DepthMap>,
  signal?: AbortSignal,
): Promise<PaintedFrame> {
  const depth = await estimate(photo);
  signal?.throwIfAborted();
  if (layer.of === 'depth') return painted(depth, layer.painting, 0);
  const { prior } = await predictor.setImage(photo, depth);
  signal?.throwIfAborted();
  const z = drawLatents(prior, usefulSamples(predictor, count), seed, spread);
  const maps = await predictor.sample(z, { signal });
  if (layer.of === 'outlines') {
    const pixels = paintOutlines(maps, layer.level);
    return { ...outlinePictureSize(maps[0]!), pixels, answers: maps.length };
  }
  // Only what is seen is summed up: entropies take longer than all answers together.
  const map = layer.of === 'mean' ? meanMap(maps) : uncertaintyParts(maps)[layer.of];
  return painted(map, layer.painting, maps.length);
}

function painted(map: ScalarMap, painting: PlainPainting, answers: number): PaintedFrame {
  const { height, width } = map;
  return { height, width, pixels: paintMap(map, painting), answers };
}
