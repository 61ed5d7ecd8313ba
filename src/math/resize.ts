/**
 * Resizing of interleaved pictures of any number of channels.
 *
 * Pixel centres lie at half-integers: output pixel i looks at source position
 * (i + ½) · sourceSize / outSize − ½, which PyTorch calls `align_corners=False`.
 */

/** For one axis: output i is Σₖ weights[i · width + k] · source[first[i] + k]. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float64Array;
  /** Taps of each output; unused ones have weight 0 and lie inside the source. */
  readonly width: number;
}

/** Where output pixel i looks in the source, which ends at its outermost centres. */
export function sourcePosition(i: number, sourceSize: number, outSize: number): number {
  const centre = ((i + 0.5) * sourceSize) / outSize - 0.5;
  return Math.min(Math.max(centre, 0), sourceSize - 1);
}

function bilinearTaps(sourceSize: number, outSize: number): Taps {
  const width = Math.min(2, sourceSize);
  const first = new Int32Array(outSize);
  const weights = new Float64Array(outSize * width);
  for (let i = 0; i < outSize; i++) {
    const position = sourcePosition(i, sourceSize, outSize);
    const low = Math.min(Math.floor(position), sourceSize - width);
    first[i] = low;
    if (width === 1) weights[i] = 1;
    else {
      weights[i * 2] = 1 - (position - low);
      weights[i * 2 + 1] = position - low;
    }
  }
  return { first, weights, width };
}

/** Each output averages the stretch of the source that it covers, parts of pixels included. */
function boxTaps(sourceSize: number, outSize: number): Taps {
  const width = Math.min(Math.ceil(sourceSize / outSize) + 1, sourceSize);
  const first = new Int32Array(outSize);
  const weights = new Float64Array(outSize * width);
  for (let i = 0; i < outSize; i++) {
    const start = (i * sourceSize) / outSize;
    const end = ((i + 1) * sourceSize) / outSize;
    const low = Math.min(Math.floor(start), sourceSize - width);
    first[i] = low;
    for (let k = 0; k < width; k++) {
      const overlap = Math.min(end, low + k + 1) - Math.max(start, low + k);
      weights[i * width + k] = Math.max(overlap, 0) / (end - start);
    }
  }
  return { first, weights, width };
}

/** Rows first, then columns: both passes run along memory. An axis that keeps its size needs none. */
function resample(
  source: ArrayLike<number>,
  height: number,
  width: number,
  channels: number,
  vertical: Taps,
  horizontal: Taps,
): Float32Array {
  const outHeight = vertical.first.length;
  const outWidth = horizontal.first.length;
  const rows =
    outWidth === width
      ? new Float32Array(source)
      : resampleRows(source, height, width, channels, horizontal);
  return outHeight === height ? rows : resampleColumns(rows, outWidth * channels, vertical);
}

function resampleRows(
  source: ArrayLike<number>,
  height: number,
  width: number,
  channels: number,
  horizontal: Taps,
): Float32Array {
  const outWidth = horizontal.first.length;
  const rowLength = outWidth * channels;
  const rows = new Float32Array(height * rowLength);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < outWidth; x++) {
      const from = (y * width + horizontal.first[x]!) * channels;
      const to = y * rowLength + x * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let k = 0; k < horizontal.width; k++) {
          sum +=
            horizontal.weights[x * horizontal.width + k]! * source[from + k * channels + channel]!;
        }
        rows[to + channel] = sum;
      }
    }
  }
  return rows;
}

function resampleColumns(rows: Float32Array, rowLength: number, vertical: Taps): Float32Array {
  const outHeight = vertical.first.length;
  const out = new Float32Array(outHeight * rowLength);
  const sums = new Float64Array(rowLength);
  for (let y = 0; y < outHeight; y++) {
    sums.fill(0);
    for (let k = 0; k < vertical.width; k++) {
      const weight = vertical.weights[y * vertical.width + k]!;
      if (weight === 0) continue;
      const from = (vertical.first[y]! + k) * rowLength;
      for (let i = 0; i < rowLength; i++) sums[i]! += weight * rows[from + i]!;
    }
    out.set(sums, y * rowLength);
  }
  return out;
}

function requireSizes(
  operation: string,
  source: ArrayLike<number>,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
): void {
  for (const size of [height, width, channels, outHeight, outWidth]) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(
        `${operation} needs sizes of at least 1, got ${height}×${width}×${channels} to ${outHeight}×${outWidth}.`,
      );
    }
  }
  if (source.length !== height * width * channels) {
    throw new RangeError(
      `${operation} needs ${height}×${width}×${channels} = ${height * width * channels} values, got ${source.length}.`,
    );
  }
}

/**
 * Bilinear interpolation without antialiasing: when shrinking, source pixels between the sampled
 * ones are skipped (`torch.nn.functional.interpolate`, mode bilinear, align_corners=False).
 *
 * @param source `height * width * channels` values
 * @returns `outHeight * outWidth * channels` values
 */
export function resizeBilinear(
  source: ArrayLike<number>,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
): Float32Array {
  requireSizes('resizeBilinear', source, height, width, channels, outHeight, outWidth);
  const vertical = bilinearTaps(height, outHeight);
  const horizontal = bilinearTaps(width, outWidth);
  return resample(source, height, width, channels, vertical, horizontal);
}

/**
 * Antialiased resizing: along an axis that shrinks, the average over exactly the source area each
 * output pixel covers; along an axis that grows, bilinear.
 *
 * @param source `height * width * channels` values
 * @returns `outHeight * outWidth * channels` values
 */
export function resizeArea(
  source: ArrayLike<number>,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
): Float32Array {
  requireSizes('resizeArea', source, height, width, channels, outHeight, outWidth);
  const vertical = (outHeight < height ? boxTaps : bilinearTaps)(height, outHeight);
  const horizontal = (outWidth < width ? boxTaps : bilinearTaps)(width, outWidth);
  return resample(source, height, width, channels, vertical, horizontal);
}

/** The size of a picture whose longer side is at most `most`, in whole pixels of which there is one at least; a smaller one stays. */
export function sizeWithin(
  { height, width }: { readonly height: number; readonly width: number },
  most: number,
): { height: number; width: number } {
  const scale = Math.min(1, most / Math.max(height, width));
  const shrink = (side: number) => Math.max(1, Math.round(side * scale));
  return { height: shrink(height), width: shrink(width) };
}
