import type { DepthMap, RgbImage } from '../image/types.ts';
import { drawSamples, type SampleRequest } from '../inference/drawSamples.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { Frame, FrameMaps } from './protocol.ts';

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
    const drawing = this.canvas(side);
    drawing.drawImage(frame, 0, 0, side, side);
    frame.close();
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

/**
 * What the network makes of one frame of a video: its depth is estimated, then samples are drawn. The same seed every time, so
 * that answers do not flicker.
 *
 * @param estimate gives the depth of a photo
 * @throws ModelUnavailable when the network that estimates depth cannot be had; the signal's reason
 */
export async function runFrame(
  predictor: Pick<Predictor, 'latentDim' | 'setImage' | 'sample' | 'summarisePrior'>,
  photo: RgbImage,
  draws: SampleRequest,
  estimate: (photo: RgbImage) => Promise<DepthMap>,
  signal?: AbortSignal,
): Promise<FrameMaps> {
  const start = performance.now();
  const depth = await estimate(photo);
  signal?.throwIfAborted();
  const { prior } = await predictor.setImage(photo, depth);
  const { maps, summary } = await drawSamples(predictor, prior, draws, { signal });
  const { mean, total, disagreement } = summary;
  const { height, width, data } = depth;
  return {
    maps,
    mean,
    total,
    disagreement,
    depth: { height, width, data },
    milliseconds: performance.now() - start,
  };
}
