import {
  activationCode,
  type ConvolutionGeometry,
  convolutionInputs,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { groupsFor, outputReader, type Tile, TILE_SIZES, tileLoops } from './tile.ts';
import { componentsOf, COMPONENTS, repeat, repeatPairs } from './wgsl.ts';

const WORKGROUP = 64;

/** A tile, and how many invocations share the channels of each. */
export interface SplitTile extends Tile {
  /** 2, 4, 8 … 64 */
  readonly slices: number;
}

/** Bytes of workgroup memory that `splitConvolution` needs at most. */
export function splitBytes({ pixels, groups }: Tile): number {
  return WORKGROUP * pixels * groups * 16;
}

/**
 * Convolution for GPUs with more lanes than a small plane has tiles: the channels of a tile are split among several
 * invocations of a workgroup. Each of these slices takes every 8th (or 16th …) element of the channels at all taps. What they
 * have is added up in workgroup memory, and every slice finishes some of the tile's sums. Neighbouring invocations
 * belong to neighbouring outputs, so that they read neighbouring weights.
 *
 * Beyond the last output, as beyond the last pixel, the last one is repeated.
 */
export function splitConvolution(
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  { pixels: pixelsEach, groups: most, slices }: SplitTile,
  hasResidual: boolean,
): Program {
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = geometry;
  const inputs = componentsOf(inChannels);
  const outputs = componentsOf(outChannels);
  const groups = groupsFor(outChannels, most);
  const sums = pixelsEach * groups;
  const together = WORKGROUP / slices;
  const tiles =
    Math.ceil((batchSize * outHeight * outWidth) / pixelsEach) *
    Math.ceil(outChannels / (4 * groups));
  const read = outputReader(outputs);
  return {
    key: `splitConvolution-${pixelsEach}-${slices}-${inputs}-${outputs}-${groups}-${hasBias}-${hasResidual}`,
    ...convolutionInputs(inputs, outputs, hasBias, hasResidual),
    outputComponents: outputs,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: Math.ceil(tiles / together) * WORKGROUP,
    workgroupSize: WORKGROUP,
    code: () => `
${activationCode('vec4<f32>')}
var<workgroup> parts : array<vec4<f32>, ${WORKGROUP * sums}>;
fn main(index : i32) {
${TILE_SIZES}
  let lane = index % ${WORKGROUP};
  let slice = lane / ${together};
  let place = lane % ${together};
  let tile = index / ${WORKGROUP} * ${together} + place;
  let outputTiles = (outputs + ${4 * groups - 1}) / ${4 * groups};
  let pixelTile = tile / outputTiles;
  let firstPixel = pixelTile * ${pixelsEach};
  let firstOutput = (tile - pixelTile * outputTiles) * ${4 * groups};
${tileLoops({
  tile: { pixels: pixelsEach, groups },
  step: 1,
  components: inputs,
  channels: { first: 'slice', step: slices },
  before: `  let quads = outputs / 4;
${repeat(groups, (g) => `  let quad${g} = min(firstOutput / 4 + ${g}, quads - 1);`)}`,
  body: `        let weightRow = (tapRow * uniforms.wShape.y + tapColumn) * channels + channel * ${inputs};
${repeatPairs(
  inputs,
  groups,
  (
    c,
    g,
  ) => `        let weights${c}_${g} = ${outputs === 4 ? `w[(weightRow + ${c}) * quads + quad${g}]` : read('w', `(weightRow + ${c}) * outputs`, `firstOutput + ${4 * g}`)};
${repeat(pixelsEach, (p) => `        sum${p}_${g} += value${p}${inputs === 4 ? `.${COMPONENTS[c]}` : ''} * weights${c}_${g};`)}`,
)}`,
})}
${repeatPairs(pixelsEach, groups, (p, g) => `  parts[${(p * groups + g) * WORKGROUP} + lane] = sum${p}_${g};`)}
  workgroupBarrier();
  for (var number = slice; number < ${sums}; number += ${slices}) {
    var sum = vec4<f32>(0);
    for (var part = place; part < ${WORKGROUP}; part += ${together}) {
      sum += parts[number * ${WORKGROUP} + part];
    }
    let pixel = min(firstPixel + number / ${groups}, pixels - 1);
    let output = firstOutput + number % ${groups} * 4;
    let out = activate(sum${hasBias ? ` + ${read('bias', '0', 'output')}` : ''}${hasResidual ? ` + ${read('residual', 'pixel * outputs', 'output')}` : ''});
    let row = pixel * uniforms.outShape.w + uniforms.firstChannel;
${
  outputs === 4
    ? `    result[(row + min(output, outputs - 4)) / 4] = out;`
    : repeat(4, (k) => `    result[row + min(output + ${k}, outputs - 1)] = out.${COMPONENTS[k]};`)
}
  }
}`,
  };
}
