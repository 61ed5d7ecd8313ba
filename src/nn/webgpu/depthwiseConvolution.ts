import {
  activationCode,
  type ConvolutionGeometry,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { componentsOf, repeat, repeatPairs, valueType } from './wgsl.ts';

/** Neighbouring pixels of a row that an invocation computes. */
const PIXELS = 4;

/**
 * Depthwise convolution with bias, without dilation: an invocation computes four neighbouring pixels of one
 * channel, or of four channels where their number allows it, so that overlapping windows are read once.
 */
export function depthwiseConvolution(geometry: ConvolutionGeometry): Program {
  const { batchSize, outHeight, outWidth, outChannels, filterWidth, strideWidth } = geometry;
  const components = componentsOf(outChannels);
  const type = valueType(components);
  const reach = (PIXELS - 1) * strideWidth + filterWidth;
  const columnTiles = Math.ceil(outWidth / PIXELS);
  return {
    key: `depthwiseConvolution-${components}-${filterWidth}-${strideWidth}`,
    inputs: ['x', 'w', 'bias'],
    inputComponents: [components, components, components],
    outputComponents: components,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: (batchSize * outHeight * columnTiles * outChannels) / components,
    code: `
${activationCode(type)}
fn main(index : i32) {
  let height = uniforms.xShape.y;
  let width = uniforms.xShape.z;
  let groups = uniforms.outShape.w / ${components};
  let columnTiles = (uniforms.outShape.z + ${PIXELS - 1}) / ${PIXELS};
  let strip = index / groups;
  let group = index - strip * groups;
  let line = strip / columnTiles;
  let firstColumn = (strip - line * columnTiles) * ${PIXELS};
  let image = line / uniforms.outShape.y;
  let top = (line - image * uniforms.outShape.y) * uniforms.stride.x - uniforms.padding.x;
  let left = firstColumn * ${strideWidth} - uniforms.padding.y;
${repeat(PIXELS, (p) => `  var sum${p} = bias[group];`)}
  for (var tapRow = 0; tapRow < uniforms.wShape.x; tapRow++) {
    let row = top + tapRow;
    let inside = (row >= 0) & (row < height);
    let start = ((image * height + row) * width + left) * groups + group;
${repeat(reach, (r) => `    let value${r} = select(${type}(0), x[start + ${r} * groups], inside & (left + ${r} >= 0) & (left + ${r} < width));`)}
${repeat(filterWidth, (tap) => `    let weight${tap} = w[(tapRow * ${filterWidth} + ${tap}) * groups + group];`)}
${repeatPairs(filterWidth, PIXELS, (tap, p) => `    sum${p} += value${p * strideWidth + tap} * weight${tap};`)}
  }
  let to = (line * uniforms.outShape.z + firstColumn) * groups + group;
${repeat(
  PIXELS,
  (p) => `  if ((image < uniforms.outShape.x) & (firstColumn + ${p} < uniforms.outShape.z)) {
    result[to + ${p} * groups] = activate(sum${p});
  }`,
)}
}`,
  };
}
