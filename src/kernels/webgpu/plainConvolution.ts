import {
  activationCode,
  type ConvolutionGeometry,
  convolutionInputs,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { groupsFor, type Tile, TILE_SIZES, tileLoops } from './tile.ts';
import { componentsOf, COMPONENTS, repeat, repeatPairs } from './wgsl.ts';

/**
 * Convolution for every device: each invocation keeps a tile of pixels by outputs in registers, so that a
 * value or a weight that was read is used several times. Neighbouring invocations share their weights.
 * Channels are read four at a time where their number allows it.
 *
 * Beyond the last output, as beyond the last pixel, an invocation repeats the last one.
 */
export function plainConvolution(
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  { pixels: pixelsEach, groups: most }: Tile,
  hasResidual: boolean,
): Program {
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = geometry;
  const inputs = componentsOf(inChannels);
  const outputs = componentsOf(outChannels);
  const groups = groupsFor(outChannels, most);
  const pixelTiles = Math.ceil((batchSize * outHeight * outWidth) / pixelsEach);
  const together = outputs === 4;
  // Where the outputs of a group begin; one address for each output where they cannot be read together.
  const parts = together ? [''] : ['_0', '_1', '_2', '_3'];
  const read = (name: string, address: (part: string) => string) =>
    together
      ? `${name}[${address('')} / 4]`
      : `vec4<f32>(${parts.map((part) => `${name}[${address(part)}]`).join(', ')})`;
  return {
    key: `plainConvolution-${pixelsEach}-${inputs}-${outputs}-${groups}-${hasBias}-${hasResidual}`,
    ...convolutionInputs(inputs, outputs, hasBias, hasResidual),
    outputComponents: outputs,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: pixelTiles * Math.ceil(outChannels / (4 * groups)),
    code: () => `
${activationCode('vec4<f32>')}
fn main(index : i32) {
${TILE_SIZES}
  let pixelTiles = (pixels + ${pixelsEach - 1}) / ${pixelsEach};
  let outputTile = index / pixelTiles;
  let firstOutput = outputTile * ${4 * groups};
  let firstPixel = (index - outputTile * pixelTiles) * ${pixelsEach};
${repeat(groups, (g) =>
  parts
    .map(
      (part, k) =>
        `  let output${g}${part} = min(firstOutput + ${g * 4 + k}, outputs - ${outputs});`,
    )
    .join('\n'),
)}
${tileLoops({
  tile: { pixels: pixelsEach, groups },
  step: 1,
  components: inputs,
  before: '  var weightAt = 0;',
  body: `${repeatPairs(
    inputs,
    groups,
    (
      c,
      g,
    ) => `        let weights${c}_${g} = ${read('w', (part) => `(weightAt + ${c} * outputs + output${g}${part})`)};
${repeat(pixelsEach, (p) => `        sum${p}_${g} += value${p}${inputs === 4 ? `.${COMPONENTS[c]}` : ''} * weights${c}_${g};`)}`,
  )}
        weightAt += outputs * ${inputs};`,
})}
${repeatPairs(
  pixelsEach,
  groups,
  (
    p,
    g,
  ) => `  let out${p}_${g} = activate(sum${p}_${g} + ${hasBias ? read('bias', (part) => `output${g}${part}`) : 'vec4<f32>(0)'}${hasResidual ? ` + ${read('residual', (part) => `(pixel${p} * outputs + output${g}${part})`)}` : ''});
${parts
  .map((part, k) => {
    const at = `(pixel${p} * uniforms.outShape.w + uniforms.firstChannel + output${g}${part})`;
    return together
      ? `  result[${at} / 4] = out${p}_${g};`
      : `  result[${at}] = out${p}_${g}.${COMPONENTS[k]};`;
  })
  .join('\n')}`,
)}
}`,
  };
}
