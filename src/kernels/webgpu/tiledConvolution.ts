import {
  activationCode,
  type ConvolutionGeometry,
  convolutionInputs,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { groupsFor, outputReader, pixelPlaces, type Tile, TILE_SIZES } from './tile.ts';
import { componentsOf, COMPONENTS, repeat, repeatPairs } from './wgsl.ts';

/** The 64 invocations of a workgroup stand in a square, pixels by groups of four outputs. */
const LANES = 8;
/** Rows of the weights (taps · channels) that are in workgroup memory at a time. */
const DEPTH = 16;

/** Bytes of workgroup memory that `tiledConvolution` needs at most. */
export function workgroupBytes({ pixels, groups }: Tile): number {
  return DEPTH * LANES * (pixels + 4 * groups) * 4;
}

/**
 * Convolution for hardware GPUs, as a product of matrices: [pixels, taps · channels] by [taps · channels, outputs].
 * The first matrix is never stored; it is read from the input as it is needed. A workgroup computes
 * 8 · pixels by 32 · groups of the result. Its 64 invocations bring 16 columns of the first matrix and 16 rows of the second into
 * workgroup memory. Then each multiplies them for its own pixels and groups. These lie 8 apart, so that neighbours
 * read neighbouring memory.
 *
 * Beyond the last output, as beyond the last pixel, the last one is repeated. Beyond the last row values are zero.
 */
export function tiledConvolution(
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  { pixels, groups: most }: Tile,
  hasResidual: boolean,
): Program {
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = geometry;
  const inputs = componentsOf(inChannels);
  const outputs = componentsOf(outChannels);
  const groups = groupsFor(outChannels / LANES, most);
  const tilePixels = LANES * pixels;
  const tileGroups = LANES * groups;
  const tiles =
    Math.ceil((batchSize * outHeight * outWidth) / tilePixels) *
    Math.ceil(outChannels / (4 * tileGroups));
  const read = outputReader(outputs);
  return {
    key: `tiledConvolution-${pixels}-${groups}-${inputs}-${outputs}-${hasBias}-${hasResidual}`,
    ...convolutionInputs(inputs, outputs, hasBias, hasResidual),
    outputComponents: outputs,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: tiles * LANES * LANES,
    code: () => `
${activationCode('vec4<f32>')}
var<workgroup> values : array<vec4<f32>, ${(tilePixels * DEPTH) / 4}>;
var<workgroup> weights : array<vec4<f32>, ${DEPTH * tileGroups}>;
fn main(index : i32) {
${TILE_SIZES}
  let lane = index & ${LANES * LANES - 1};
  let tile = index / ${LANES * LANES};
  let outputTiles = (outputs + ${4 * tileGroups - 1}) / ${4 * tileGroups};
  let pixelTile = tile / outputTiles;
  let firstPixel = pixelTile * ${tilePixels};
  let firstOutput = (tile - pixelTile * outputTiles) * ${4 * tileGroups};
  let rows = uniforms.wShape.x * uniforms.wShape.y * channels;
${loadingPlaces(tilePixels)}
  let place = lane / ${LANES};
  let group = lane % ${LANES};
${repeatPairs(pixels, groups, (p, g) => `  var sum${p}_${g} = vec4<f32>(0);`)}
  for (var start = 0; start < rows; start += ${DEPTH}) {
${loadValues(tilePixels, inputs)}
${repeat((DEPTH * tileGroups) / (LANES * LANES), (i) => {
  const at = `lane + ${i * LANES * LANES}`;
  const row = `min(start + (${at}) / ${tileGroups}, rows - 1) * outputs`;
  return `    weights[${at}] = ${read('w', row, `firstOutput + ((${at}) % ${tileGroups}) * 4`)};`;
})}
    workgroupBarrier();
    for (var quarter = 0; quarter < ${DEPTH / 4}; quarter++) {
${repeat(pixels, (p) => `      let value${p} = values[(place + ${p * LANES}) * ${DEPTH / 4} + quarter];`)}
${repeatPairs(
  4,
  groups,
  (
    c,
    g,
  ) => `      let weights${c}_${g} = weights[(quarter * 4 + ${c}) * ${tileGroups} + group + ${g * LANES}];
${repeat(pixels, (p) => `      sum${p}_${g} += value${p}.${COMPONENTS[c]} * weights${c}_${g};`)}`,
)}
    }
    workgroupBarrier();
  }
${repeat(groups, (g) => {
  const first = `firstOutput + (group + ${g * LANES}) * 4`;
  return `  let bias${g} = ${hasBias ? read('bias', '0', first) : 'vec4<f32>(0)'};
${repeat(pixels, (p) => {
  const pixel = `min(firstPixel + place + ${p * LANES}, pixels - 1)`;
  const row = `${pixel} * uniforms.outShape.w + uniforms.firstChannel`;
  const residual = hasResidual ? ` + ${read('residual', `${pixel} * outputs`, first)}` : '';
  const out = `activate(sum${p}_${g} + bias${g}${residual})`;
  return outputs === 4
    ? `  result[(${row} + min(${first}, outputs - 4)) / 4] = ${out};`
    : `  let out${p}_${g} = ${out};
${repeat(4, (k) => `  result[${row} + min(${first} + ${k}, outputs - 1)] = out${p}_${g}.${COMPONENTS[k]};`)}`;
})}`;
})}
}`,
  };
}

/** Pixels whose values an invocation brings: sixteen apart, four neighbours share one, a quarter of the rows each. */
function loadingPlaces(tilePixels: number): string {
  return `  let quarterToLoad = lane & 3;
${pixelPlaces(tilePixels / 16, (i) => `firstPixel + (lane >> 2) + ${i * 16}`)}`;
}

/** Four rows of each of these pixels: one read where channels come in fours, else four with a place each. */
function loadValues(tilePixels: number, components: 1 | 4): string {
  const reads = 4 / components;
  return `${repeat(
    reads,
    (k) => `    let at${k} = start + quarterToLoad * 4 + ${k};
    let tap${k} = at${k} / channels;
    let channel${k} = at${k} - tap${k} * channels;
    let tapRow${k} = tap${k} / uniforms.wShape.y;
    let down${k} = tapRow${k} * uniforms.dilation.x;
    let right${k} = (tap${k} - tapRow${k} * uniforms.wShape.y) * uniforms.dilation.y;`,
  )}
${repeatPairs(
  tilePixels / 16,
  reads,
  (i, k) => `    let y${i}_${k} = top${i} + down${k};
    let x${i}_${k} = left${i} + right${k};
    let inside${i}_${k} = (y${i}_${k} >= 0) & (y${i}_${k} < height) & (x${i}_${k} >= 0) & (x${i}_${k} < width) & (at${k} < rows);
    let from${i}_${k} = select(0, ((image${i} * height + y${i}_${k}) * width + x${i}_${k}) * uniforms.xShape.w + channel${k}, inside${i}_${k});
    let read${i}_${k} = select(${components === 4 ? 'vec4<f32>(0)' : '0.0'}, x[from${i}_${k} / ${components}], inside${i}_${k});`,
)}
${repeat(
  tilePixels / 16,
  (i) =>
    `    values[((lane >> 2) + ${i * 16}) * ${DEPTH / 4} + quarterToLoad] = vec4<f32>(${repeat(reads, (k) => `read${i}_${k}`).replaceAll('\n', ', ')});`,
)}`;
}
