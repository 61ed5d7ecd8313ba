import type { OwnKernel } from '../ownKernel.ts';
import { channelGatesKernel } from './channelGates.ts';
import { concatKernel } from './concat.ts';
import { conv2dKernels, residualConv2dKernel } from './conv2d.ts';
import { denseAsppKernel } from './denseAspp.ts';
import { depthwiseConv2dKernel } from './depthwiseConv2d.ts';
import { expandedDepthwiseKernel } from './expandedDepthwise.ts';
import { gatedSumKernel } from './gatedSum.ts';
import { resizeBilinearKernel } from './resizeBilinear.ts';
import { sampleHeadKernel } from './sampleHead.ts';
import { sampleStatisticsKernel } from './sampleStatistics.ts';
import { stretchedRangeKernel } from './stretchedRange.ts';
import { trustedBlendKernel } from './trustedBlend.ts';
import { upsampledConcatKernel } from './upsampledConcat.ts';
import { upsampledSigmoidKernel } from './upsampledSigmoid.ts';
import { upsampledSumKernel } from './upsampledSum.ts';
import { windowMeanKernel } from './windowMean.ts';

/** All kernels of ours for WebGPU, each in a file of its operation's name. */
export const OWN_KERNELS: readonly OwnKernel[] = [
  ...conv2dKernels,
  depthwiseConv2dKernel,
  resizeBilinearKernel,
  concatKernel,
  residualConv2dKernel,
  expandedDepthwiseKernel,
  denseAsppKernel,
  channelGatesKernel,
  gatedSumKernel,
  upsampledSumKernel,
  upsampledConcatKernel,
  upsampledSigmoidKernel,
  trustedBlendKernel,
  windowMeanKernel,
  sampleHeadKernel,
  sampleStatisticsKernel,
  stretchedRangeKernel,
];
