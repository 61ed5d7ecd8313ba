import {
  activationCode,
  type ConvolutionGeometry,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { groupsFor, type Tile } from './tile.ts';
import { repeat, repeatPairs } from './wgsl.ts';

const COMPONENTS = ['x', 'y', 'z', 'w'] as const;

const QUAD = 4;

/**
 * Convolution for devices with subgroups. Four neighbouring invocations, a quad, work on one tile of
 * 4 · pixels by 4 · groups outputs. For each input channel a lane reads the values of its own pixels
 * and one weight in four, and gets the other weights by swapping within the quad: where reading memory is
 * what limits a convolution, it is read a quarter as often.
 *
 * Beyond the last pixel or output a lane repeats the last one and writes the same value again: branches around
 * the accumulators would make some compilers take seconds instead of milliseconds.
 *
 * Lane l holds in component k of an accumulator the output l xor k, because that is whose weight a swap brings.
 */
export function quadConvolution(
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  { pixels: pixelsEach, groups: most }: Tile,
): Program {
  const { batchSize, outHeight, outWidth, outChannels } = geometry;
  const groups = groupsFor(outChannels, most);
  const tilePixels = pixelsEach * QUAD;
  const tileOutputs = groups * QUAD;
  const tiles =
    Math.ceil((batchSize * outHeight * outWidth) / tilePixels) *
    Math.ceil(outChannels / tileOutputs);
  return {
    key: `quadConvolution-${pixelsEach}-${groups}-${hasBias}`,
    inputs: hasBias ? ['x', 'w', 'bias'] : ['x', 'w'],
    inputComponents: hasBias ? [1, 1, 1] : [1, 1],
    outputComponents: 1,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: tiles * QUAD,
    code: `
enable subgroups;
${activationCode('f32')}
fn main(index : i32) {
  let lane = index & 3;
  let tile = index >> 2;
  let height = uniforms.xShape.y;
  let width = uniforms.xShape.z;
  let channels = uniforms.xShape.w;
  let outputs = uniforms.outShape.w;
  let plane = uniforms.outShape.y * uniforms.outShape.z;
  let pixels = uniforms.outShape.x * plane;
  let outputTiles = (outputs + ${tileOutputs - 1}) / ${tileOutputs};
  let pixelTile = tile / outputTiles;
  let firstOutput = (tile - pixelTile * outputTiles) * ${tileOutputs};
  let firstPixel = pixelTile * ${tilePixels} + lane;
${repeat(
  pixelsEach,
  (p) => `  let pixel${p} = min(firstPixel + ${p * QUAD}, pixels - 1);
  let image${p} = pixel${p} / plane;
  let inPlane${p} = pixel${p} - image${p} * plane;
  let row${p} = inPlane${p} / uniforms.outShape.z;
  let top${p} = row${p} * uniforms.stride.x - uniforms.padding.x;
  let left${p} = (inPlane${p} - row${p} * uniforms.outShape.z) * uniforms.stride.y - uniforms.padding.y;`,
)}
${repeatPairs(pixelsEach, groups, (p, g) => `  var sum${p}_${g} = vec4<f32>(0);`)}
${repeat(groups, (g) => `  var weightAt${g} = min(firstOutput + ${g * QUAD} + lane, outputs - 1);`)}
  for (var tapRow = 0; tapRow < uniforms.wShape.x; tapRow++) {
    for (var tapColumn = 0; tapColumn < uniforms.wShape.y; tapColumn++) {
${repeat(
  pixelsEach,
  (p) => `      let y${p} = top${p} + tapRow * uniforms.dilation.x;
      let x${p} = left${p} + tapColumn * uniforms.dilation.y;
      let inside${p} = (y${p} >= 0) & (y${p} < height) & (x${p} >= 0) & (x${p} < width);
      let from${p} = select(0, ((image${p} * height + y${p}) * width + x${p}) * channels, inside${p});`,
)}
      for (var channel = 0; channel < channels; channel++) {
${repeat(pixelsEach, (p) => `        let value${p} = select(0.0, x[from${p} + channel], inside${p});`)}
${repeat(
  groups,
  (g) => `        let weight${g} = w[weightAt${g}];
        let weights${g} = vec4<f32>(weight${g}, quadSwapX(weight${g}), quadSwapY(weight${g}), quadSwapDiagonal(weight${g}));
${repeat(pixelsEach, (p) => `        sum${p}_${g} += value${p} * weights${g};`)}`,
)}
${repeat(groups, (g) => `        weightAt${g} += outputs;`)}
      }
    }
  }
${repeatPairs(
  groups,
  QUAD,
  (g, k) => `  let output${g}_${k} = min(firstOutput + ${g * QUAD} + (lane ^ ${k}), outputs - 1);
  let bias${g}_${k} = ${hasBias ? `bias[output${g}_${k}]` : '0.0'};
${repeat(pixelsEach, (p) => `  result[pixel${p} * outputs + output${g}_${k}] = activate(sum${p}_${g}.${COMPONENTS[k]} + bias${g}_${k});`)}`,
)}
}`,
  };
}
