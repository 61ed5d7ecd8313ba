import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { FusedDepthwiseConv2D, type TensorInfo } from '@tensorflow/tfjs-core';
import { replacingKernel } from '../ownKernel.ts';
import {
  activationCode,
  type ConvolutionAttributes,
  type ConvolutionGeometry,
  GEOMETRY_FIELDS,
  geometryOf,
  geometryUniforms,
  slopeOf,
} from './convolutionGeometry.ts';
import { type Program, runProgram } from './program.ts';
import { componentsOf, repeat, repeatPairs, valueType } from './wgsl.ts';

/** Neighbouring pixels that an invocation computes. */
const ROWS = 2;
const COLUMNS = 4;

type Inputs = 'x' | 'filter' | 'bias' | 'preluActivationWeights';

export const depthwiseConv2dKernel = replacingKernel<Inputs, ConvolutionAttributes>(
  FusedDepthwiseConv2D,
  ({ x, filter, bias, preluActivationWeights }, backend, attributes) => {
    const slope = slopeOf(attributes.activation, attributes.leakyreluAlpha);
    if (slope === null || preluActivationWeights || !bias) return null;
    const geometry = geometryOf(x.shape, filter.shape, attributes, true);
    const dilated = geometry.dilationHeight > 1 || geometry.dilationWidth > 1;
    if (dilated || geometry.inChannels !== geometry.outChannels) return null;
    return convolveDepthwise(backend, geometry, [x, filter, bias], slope);
  },
);

/**
 * Queues a depthwise convolution without dilation.
 *
 * @param tensors input, weights and bias
 * @param slope of the activation below zero; default 0, which is ReLU
 */
export function convolveDepthwise(
  backend: WebGPUBackend,
  geometry: ConvolutionGeometry,
  tensors: readonly TensorInfo[],
  slope = 0,
): TensorInfo {
  const uniforms = geometryUniforms(geometry, slope);
  return runProgram(backend, depthwiseConv2dProgram(geometry), tensors, uniforms);
}

/**
 * Depthwise convolution with bias, without dilation: an invocation computes two rows of four neighbouring pixels
 * of one channel, or of four channels where their number allows it, so that overlapping windows are read once.
 */
function depthwiseConv2dProgram(geometry: ConvolutionGeometry): Program {
  const { batchSize, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = geometry;
  const components = componentsOf(outChannels);
  const type = valueType(components);
  const reachDown = (ROWS - 1) * strideHeight + filterHeight;
  const reachRight = (COLUMNS - 1) * strideWidth + filterWidth;
  const tiles = Math.ceil(outHeight / ROWS) * Math.ceil(outWidth / COLUMNS);
  /** Every output row whose window has the input row `down`. */
  const addRow = (down: number) =>
    repeat(ROWS, (r) => {
      const tapRow = down - r * strideHeight;
      if (tapRow < 0 || tapRow >= filterHeight) return '';
      return repeatPairs(
        filterWidth,
        COLUMNS,
        (tap, p) =>
          `  sum${r}_${p} += value${down}_${p * strideWidth + tap} * weight${tapRow}_${tap};`,
      );
    });
  return {
    key: `depthwiseConvolution-${components}-${filterHeight}-${filterWidth}-${strideHeight}-${strideWidth}`,
    inputs: ['x', 'w', 'bias'],
    inputComponents: [components, components, components],
    outputComponents: components,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: (batchSize * tiles * outChannels) / components,
    code: () => `
${activationCode(type)}
fn main(index : i32) {
  let height = uniforms.xShape.y;
  let width = uniforms.xShape.z;
  let groups = uniforms.outShape.w / ${components};
  let rowTiles = (uniforms.outShape.y + ${ROWS - 1}) / ${ROWS};
  let columnTiles = (uniforms.outShape.z + ${COLUMNS - 1}) / ${COLUMNS};
  let tile = index / groups;
  let group = index - tile * groups;
  let tileLine = tile / columnTiles;
  let firstColumn = (tile - tileLine * columnTiles) * ${COLUMNS};
  let image = tileLine / rowTiles;
  let firstRow = (tileLine - image * rowTiles) * ${ROWS};
  let top = firstRow * ${strideHeight} - uniforms.padding.x;
  let left = firstColumn * ${strideWidth} - uniforms.padding.y;
${repeatPairs(filterHeight, filterWidth, (row, tap) => `  let weight${row}_${tap} = w[${row * filterWidth + tap} * groups + group];`)}
${repeatPairs(ROWS, COLUMNS, (r, p) => `  var sum${r}_${p} = bias[group];`)}
${repeat(reachRight, (c) => `  let has${c} = (left + ${c} >= 0) & (left + ${c} < width);`)}
${repeat(
  reachDown,
  (down) => `  let inside${down} = (top + ${down} >= 0) & (top + ${down} < height);
  let start${down} = ((image * height + top + ${down}) * width + left) * groups + group;
${repeat(reachRight, (c) => `  let value${down}_${c} = select(${type}(0), x[start${down} + ${c} * groups], inside${down} & has${c});`)}
${addRow(down)}`,
)}
  let to = ((image * uniforms.outShape.y + firstRow) * uniforms.outShape.z + firstColumn) * groups + group;
${repeatPairs(
  ROWS,
  COLUMNS,
  (
    r,
    p,
  ) => `  if ((image < uniforms.outShape.x) & (firstRow + ${r} < uniforms.outShape.y) & (firstColumn + ${p} < uniforms.outShape.z)) {
    result[to + (${r} * uniforms.outShape.z + ${p}) * groups] = activate(sum${r}_${p});
  }`,
)}
}`,
  };
}
