import type { ConvolutionGeometry } from './convolutionGeometry.ts';

/** Kinds of convolutions that devices may want to compute in different ways. */
export const CONVOLUTION_CLASSES = [
  'pointwiseLarge',
  'pointwiseSmall',
  'spatialLarge',
  'spatialSmall',
] as const;

export type ConvolutionClass = (typeof CONVOLUTION_CLASSES)[number];

/** Pixels from which there are enough tiles of any size to keep a GPU busy: between planes of 22×22 and 44×44. */
const LARGE = 1024;

/** Pointwise are 1×1, with little to read for each output; small have few pixels, and usually many channels. */
export function classOf(
  geometry: Pick<
    ConvolutionGeometry,
    'batchSize' | 'outHeight' | 'outWidth' | 'filterHeight' | 'filterWidth'
  >,
): ConvolutionClass {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const isLarge = batchSize * outHeight * outWidth >= LARGE;
  if (filterHeight * filterWidth === 1) return isLarge ? 'pointwiseLarge' : 'pointwiseSmall';
  return isLarge ? 'spatialLarge' : 'spatialSmall';
}
