import type { DepthMap, RgbImage } from '../image/types.ts';

/** A frame is told from another one by the mean colours of as many blocks along each side. */
const BLOCKS = 16;

/** Of 255, by which no block's mean has changed while a camera sees the same: the noise of single pixels averages out. */
const STEADY_LEVELS = 3;

/** Depth of a video's frames: what was estimated for one serves until the picture has changed since. */
export class SteadyDepth {
  private latest: { readonly seen: Float32Array; readonly depth: DepthMap } | null = null;

  constructor(private readonly estimate: (photo: RgbImage) => Promise<DepthMap>) {}

  /** @throws what `estimate` throws */
  readonly of = async (photo: RgbImage): Promise<DepthMap> => {
    const seen = blockMeans(photo);
    const { latest } = this;
    if (latest !== null && isSteady(latest.seen, seen) && isOfSize(latest.depth, photo)) {
      return latest.depth;
    }
    const depth = await this.estimate(photo);
    this.latest = { seen, depth };
    return depth;
  };
}

function isOfSize(depth: DepthMap, { height, width }: RgbImage): boolean {
  return depth.height === height && depth.width === width;
}

function isSteady(before: Float32Array, now: Float32Array): boolean {
  return now.every((mean, block) => Math.abs(mean - before[block]!) <= STEADY_LEVELS);
}

/** Red, green and blue of each block, row by row. */
function blockMeans({ height, width, data }: RgbImage): Float32Array {
  const sums = new Float32Array(BLOCKS * BLOCKS * 3);
  const counts = new Float32Array(BLOCKS * BLOCKS);
  for (let y = 0, from = 0; y < height; y++) {
    const row = Math.floor((y * BLOCKS) / height) * BLOCKS;
    for (let x = 0; x < width; x++, from += 3) {
      const block = row + Math.floor((x * BLOCKS) / width);
      counts[block]!++;
      sums[3 * block]! += data[from]!;
      sums[3 * block + 1]! += data[from + 1]!;
      sums[3 * block + 2]! += data[from + 2]!;
    }
  }
  return sums.map((sum, i) => sum / Math.max(counts[Math.floor(i / 3)]!, 1));
}
