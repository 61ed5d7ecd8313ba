import { turnDepth } from '../image/adjustDepth.ts';
import { compareShapes, resizeDepth } from '../image/fitDepth.ts';
import { applyOrientation } from '../image/orientation.ts';
import type { DepthMap, Orientation, RawDepth, RgbImage } from '../image/types.ts';
import { resizeArea } from '../math/resize.ts';
import { inferenceSays } from './sentences.ts';

/** Edges are compared on a grid of this side. */
const GRID = 96;
/** Where the edges of depth and photo agree so much better in one way than in the other, it is right: see the test. */
const PLAINLY = 0.1;
/** Fewer places than this with depth on all sides say nothing. */
const FEWEST = 100;

/** How much neighbours differ at each place of the grid but its border; NaN next to a NaN. */
function edgesOf(values: Float32Array): Float32Array {
  const inner = GRID - 2;
  return Float32Array.from({ length: inner * inner }, (_, i) => {
    const at = (Math.floor(i / inner) + 1) * GRID + (i % inner) + 1;
    const down = values[at + GRID]! - values[at - GRID]!;
    return Math.abs(down) + Math.abs(values[at + 1]! - values[at - 1]!);
  });
}

/** Pearson's correlation where both are numbers; 0 where they are few or constant. */
function correlation(a: Float32Array, b: Float32Array): number {
  let [count, sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count++;
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  if (count < FEWEST) return 0;
  const spread = (squaresA - sumA ** 2 / count) * (squaresB - sumB ** 2 / count);
  return spread > 0 ? (products - (sumA * sumB) / count) / Math.sqrt(spread) : 0;
}

/** How much better the edges agree when the depth map is turned. */
function gainOfTurn(photo: RgbImage, map: DepthMap, turn: Orientation): number {
  const { data, valid } = resizeDepth(map, GRID, GRID);
  const depth = data.map((value, i) => (valid[i] === 1 ? value : NaN));
  const colours = resizeArea(photo.data, photo.height, photo.width, 3, GRID, GRID);
  const grey = depth.map((_, i) => colours[3 * i]! + colours[3 * i + 1]! + colours[3 * i + 2]!);
  const edges = edgesOf(grey);
  const turned = applyOrientation({ height: GRID, width: GRID, data: depth }, 1, turn);
  return correlation(edges, edgesOf(turned.data)) - correlation(edges, edgesOf(depth));
}

/**
 * A depth map as its photo lies, whose file says that it is turned: many programs that write depth leave that note out of
 * account. The shapes decide, or else the edges.
 *
 * @param map what `raw` holds, whichever end is near
 * @returns the map itself where it lies so already; with a note where neither decides
 */
export function layAsPhoto(
  photo: RgbImage,
  raw: RawDepth,
  map: DepthMap,
  turn: Orientation,
): RawDepth {
  const turned = turnDepth(raw, turn);
  if (compareShapes(photo, turned) !== 'same') return raw;
  const gain = compareShapes(photo, raw) === 'same' ? gainOfTurn(photo, map, turn) : Infinity;
  if (gain < -PLAINLY) return raw;
  const isPlain = gain > PLAINLY;
  const note = isPlain ? inferenceSays.turnedAsPhoto() : inferenceSays.maybeTurned();
  return { ...(isPlain ? turned : raw), notes: [...raw.notes, note] };
}
