import {
  activationCode,
  type ConvolutionGeometry,
  convolutionInputs,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { groupsFor, type Tile, TILE_SIZES, tileLoops } from './tile.ts';
import { COMPONENTS, repeat, repeatPairs } from './wgsl.ts';

const QUAD = 4;

/**
 * Convolution for devices with subgroups. Four neighbouring invocations, a quad, work on one tile of
 * 4 · pixels by 4 · groups outputs. For each input channel a lane reads the values of its own pixels and one weight in four. It gets
 * the other weights by swapping within the quad, so that weights are read a quarter as often.
 *
 * Beyond the last output, as beyond the last pixel, a lane repeats the last one.
 *
 * Lane l holds in component k of an accumulator the output l xor k, because that is whose weight a swap brings.
 */
export function quadConvolution(
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  { pixels: pixelsEach, groups: most }: Tile,
  hasResidual: boolean,
): Program {
  const { batchSize, outHeight, outWidth, outChannels } = geometry;
  const groups = groupsFor(outChannels, most);
  const tilePixels = pixelsEach * QUAD;
  const tileOutputs = groups * QUAD;
  const tiles =
    Math.ceil((batchSize * outHeight * outWidth) / tilePixels) *
    Math.ceil(outChannels / tileOutputs);
  return {
    key: `quadConvolution-${pixelsEach}-${groups}-${hasBias}-${hasResidual}`,
    ...convolutionInputs(1, 1, hasBias, hasResidual),
    outputComponents: 1,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: tiles * QUAD,
    code: () => `
enable subgroups;
${activationCode('f32')}
fn main(index : i32) {
  let lane = index & 3;
  let tile = index >> 2;
${TILE_SIZES}
  let outputTiles = (outputs + ${tileOutputs - 1}) / ${tileOutputs};
  let pixelTile = tile / outputTiles;
  let firstOutput = (tile - pixelTile * outputTiles) * ${tileOutputs};
  let firstPixel = pixelTile * ${tilePixels} + lane;
${tileLoops({
  tile: { pixels: pixelsEach, groups },
  step: QUAD,
  components: 1,
  before: repeat(
    groups,
    (g) => `  var weightAt${g} = min(firstOutput + ${g * QUAD} + lane, outputs - 1);`,
  ),
  body: `${repeat(
    groups,
    (g) => `        let weight${g} = w[weightAt${g}];
        let weights${g} = vec4<f32>(weight${g}, quadSwapX(weight${g}), quadSwapY(weight${g}), quadSwapDiagonal(weight${g}));
${repeat(pixelsEach, (p) => `        sum${p}_${g} += value${p} * weights${g};`)}`,
  )}
${repeat(groups, (g) => `        weightAt${g} += outputs;`)}`,
})}
${repeatPairs(
  groups,
  QUAD,
  (g, k) => `  let output${g}_${k} = min(firstOutput + ${g * QUAD} + (lane ^ ${k}), outputs - 1);
  let bias${g}_${k} = ${hasBias ? `bias[output${g}_${k}]` : '0.0'};
${repeat(pixelsEach, (p) => `  result[pixel${p} * uniforms.outShape.w + uniforms.firstChannel + output${g}_${k}] = activate(sum${p}_${g}.${COMPONENTS[k]} + bias${g}_${k}${hasResidual ? ` + residual[pixel${p} * outputs + output${g}_${k}]` : ''});`)}`,
)}
}`,
  };
}
