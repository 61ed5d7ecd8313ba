import { colourMapTable } from '../../../image/colourMaps.ts';
import { contourOf } from '../../../metrics/contourFMeasure.ts';
import type { BinaryMask } from '../../../metrics/metricInput.ts';
import type { Measured } from './measureMap.ts';
import { LEVELS } from './scenes.ts';

type Colour = readonly [number, number, number];

const TRUTH: Colour = [224, 138, 30];
const SPLIT: Colour = [60, 190, 230];
const HIT: Colour = [90, 210, 130];
const MISS: Colour = [240, 80, 80];
const NOTHING: Colour = [16, 17, 19];

type Picture = Uint8ClampedArray<ArrayBuffer>;

function paint(pixels: number, colourOf: (index: number) => Colour): Picture {
  const picture = new Uint8ClampedArray(pixels * 4);
  for (let index = 0; index < pixels; index++) {
    const [red, green, blue] = colourOf(index);
    picture[index * 4] = red;
    picture[index * 4 + 1] = green;
    picture[index * 4 + 2] = blue;
    picture[index * 4 + 3] = 255;
  }
  return picture;
}

function grey(value: number): Colour {
  const level = Math.round((value / LEVELS) * 255);
  return [level, level, level];
}

function tinted(table: Uint8Array, share: number): Colour {
  const from = Math.round(Math.min(Math.max(share, 0), 1) * 255) * 3;
  return [table[from]!, table[from + 1]!, table[from + 2]!];
}

/** The map in grey, the truth's contour upon it. */
export function paintDrawn(map: Uint8Array, truth: BinaryMask): Picture {
  const contour = contourOf(truth).data;
  return paint(map.length, (i) => (contour[i] === 1 ? TRUTH : grey(map[i]!)));
}

/** |map − truth|, which MAE is the mean of. */
export function paintError(map: Uint8Array, truth: BinaryMask): Picture {
  const table = colourMapTable('magma');
  return paint(map.length, (i) => tinted(table, Math.abs(map[i]! / LEVELS - truth.data[i]!)));
}

/** How much a false alarm counts where it lies: once beside the object, twice far from it. The object itself is left dark. */
export function paintImportance({ importance }: Measured): Picture {
  const table = colourMapTable('magma');
  return paint(importance.length, (i) => tinted(table, importance[i]! / 2));
}

/** Found, false alarm, missed and rightly dark pixels, at the adaptive threshold. */
export function paintOverlap(truth: BinaryMask, { mask }: Measured): Picture {
  return paint(truth.data.length, (i) => {
    const isReal = truth.data[i] === 1;
    if (mask.data[i] === 1) return isReal ? HIT : MISS;
    return isReal ? TRUTH : NOTHING;
  });
}

/** The map in black and white, at its adaptive threshold. */
export function paintMask({ mask }: Measured): Picture {
  return paint(mask.data.length, (i) => grey(mask.data[i]! * LEVELS));
}

/** The map, and the cross at which S divides it. */
export function paintSplit(map: Uint8Array, { width }: BinaryMask, { parts }: Measured): Picture {
  return paint(map.length, (i) =>
    i % width === parts.column || Math.floor(i / width) === parts.row ? SPLIT : grey(map[i]!),
  );
}

/** The alignment matrix of E: φ of each pixel. */
export function paintAlignment(truth: BinaryMask, { mask, alignments }: Measured): Picture {
  const table = colourMapTable('viridis');
  return paint(truth.data.length, (i) => {
    const isReal = truth.data[i] === 1;
    const kind =
      mask.data[i] === 1
        ? isReal
          ? 'truePositives'
          : 'falsePositives'
        : isReal
          ? 'falseNegatives'
          : 'trueNegatives';
    return tinted(table, alignments[kind]);
  });
}

/** Both contours: near the other one, or not. */
export function paintContours(truth: BinaryMask, { mask, contour }: Measured): Picture {
  const predicted = contourOf(mask).data;
  const real = contourOf(truth).data;
  return paint(truth.data.length, (i) => {
    if (predicted[i] === 1) return contour.predictedHits[i] === 1 ? HIT : MISS;
    if (real[i] === 1) return contour.trueHits[i] === 1 ? HIT : TRUTH;
    return NOTHING;
  });
}
