import { setBackend, tensor4d } from '@tensorflow/tfjs-core';
import { type PlainPainting, paintMap } from '../../src/image/paintMap.ts';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';
import { paintGlimpse } from '../../src/worker/glimpses.ts';

/** What `glimpses.spec.ts` calls in the page. */
export interface GlimpsesPage {
  /**
   * The largest difference, in steps of 1/255, between what the GPU and the processor paint of a map: of the colours over
   * black, and of the opacity; null where nothing was painted.
   */
  difference(painting: PlainPainting): Promise<{ colour: number; opacity: number } | null>;
}

registerWebgpuBackend();

const SIZE = { height: 67, width: 90 };

/** Every value of a byte and those around it, and the ends. */
const VALUES = Float32Array.from({ length: SIZE.height * SIZE.width }, (_, i) =>
  i % 3 === 0 ? (i % 256) / 255 : ((i * 7919) % 10007) / 10006,
);

/** Pixels of a canvas on which something was drawn, as they are and over black. */
function pixelsOf(draw: (drawing: OffscreenCanvasRenderingContext2D) => void) {
  const read = (isOverBlack: boolean) => {
    const drawing = new OffscreenCanvas(SIZE.width, SIZE.height).getContext('2d', {
      willReadFrequently: true,
    })!;
    draw(drawing);
    if (isOverBlack) {
      drawing.globalCompositeOperation = 'destination-over';
      drawing.fillRect(0, 0, SIZE.width, SIZE.height);
    }
    return drawing.getImageData(0, 0, SIZE.width, SIZE.height).data;
  };
  return { opacity: read(false).filter((_, i) => i % 4 === 3), colour: read(true) };
}

function largestDifference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}

const page: GlimpsesPage = {
  async difference(painting) {
    if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser.');
    const map = { ...SIZE, data: VALUES };
    const sampleUnread = async () => tensor4d(VALUES, [1, SIZE.height, SIZE.width, 1]);
    const glimpse = await paintGlimpse({ sampleUnread }, { z: [], painting });
    if (glimpse === null) return null;
    const painted = pixelsOf((drawing) => drawing.drawImage(glimpse.picture, 0, 0));
    const pixels = new ImageData(paintMap(map, painting), SIZE.width, SIZE.height);
    const expected = pixelsOf((drawing) => drawing.putImageData(pixels, 0, 0));
    return {
      colour: largestDifference(painted.colour, expected.colour),
      opacity: largestDifference(painted.opacity, expected.opacity),
    };
  },
};

Object.assign(globalThis, { glimpsesPage: page });
