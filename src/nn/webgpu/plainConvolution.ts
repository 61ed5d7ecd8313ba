import {
  activationCode,
  type ConvolutionGeometry,
  GEOMETRY_FIELDS,
} from './convolutionGeometry.ts';
import type { Program } from './program.ts';
import { groupsFor, type Tile } from './tile.ts';
import { componentsOf, repeat, repeatPairs, valueType } from './wgsl.ts';

const COMPONENTS = ['x', 'y', 'z', 'w'] as const;

/**
 * Convolution for every device: each invocation keeps a tile of pixels by outputs in registers, so that a
 * value or a weight that was read is used several times. Neighbouring invocations share their weights.
 * Channels are read four at a time where their number allows it.
 *
 * Beyond the last pixel or output an invocation repeats the last one and writes the same value again: branches
 * around the accumulators would make some compilers take seconds instead of milliseconds.
 */
export function plainConvolution(
  geometry: ConvolutionGeometry,
  hasBias: boolean,
  { pixels: pixelsEach, groups: most }: Tile,
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
  const zero = `${valueType(inputs)}(0)`;
  return {
    key: `plainConvolution-${pixelsEach}-${inputs}-${outputs}-${groups}-${hasBias}`,
    inputs: hasBias ? ['x', 'w', 'bias'] : ['x', 'w'],
    inputComponents: hasBias ? [inputs, outputs, outputs] : [inputs, outputs],
    outputComponents: outputs,
    outputShape: geometry.outShape,
    uniforms: GEOMETRY_FIELDS,
    invocations: pixelTiles * Math.ceil(outChannels / (4 * groups)),
    code: `
${activationCode('vec4<f32>')}
fn main(index : i32) {
  let height = uniforms.xShape.y;
  let width = uniforms.xShape.z;
  let channels = uniforms.xShape.w;
  let outputs = uniforms.outShape.w;
  let plane = uniforms.outShape.y * uniforms.outShape.z;
  let pixels = uniforms.outShape.x * plane;
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
${repeat(
  pixelsEach,
  (p) => `  let pixel${p} = min(firstPixel + ${p}, pixels - 1);
  let image${p} = pixel${p} / plane;
  let inPlane${p} = pixel${p} - image${p} * plane;
  let row${p} = inPlane${p} / uniforms.outShape.z;
  let top${p} = row${p} * uniforms.stride.x - uniforms.padding.x;
  let left${p} = (inPlane${p} - row${p} * uniforms.outShape.z) * uniforms.stride.y - uniforms.padding.y;`,
)}
${repeatPairs(pixelsEach, groups, (p, g) => `  var sum${p}_${g} = vec4<f32>(0);`)}
  var weightAt = 0;
  for (var tapRow = 0; tapRow < uniforms.wShape.x; tapRow++) {
    for (var tapColumn = 0; tapColumn < uniforms.wShape.y; tapColumn++) {
${repeat(
  pixelsEach,
  (p) => `      let y${p} = top${p} + tapRow * uniforms.dilation.x;
      let x${p} = left${p} + tapColumn * uniforms.dilation.y;
      let inside${p} = (y${p} >= 0) & (y${p} < height) & (x${p} >= 0) & (x${p} < width);
      let from${p} = select(0, ((image${p} * height + y${p}) * width + x${p}) * channels / ${inputs}, inside${p});`,
)}
      for (var channel = 0; channel < channels / ${inputs}; channel++) {
${repeat(pixelsEach, (p) => `        let value${p} = select(${zero}, x[from${p} + channel], inside${p});`)}
${repeatPairs(
  inputs,
  groups,
  (
    c,
    g,
  ) => `        let weights${c}_${g} = ${read('w', (part) => `(weightAt + ${c} * outputs + output${g}${part})`)};
${repeat(pixelsEach, (p) => `        sum${p}_${g} += value${p}${inputs === 4 ? `.${COMPONENTS[c]}` : ''} * weights${c}_${g};`)}`,
)}
        weightAt += outputs * ${inputs};
      }
    }
  }
${repeatPairs(
  pixelsEach,
  groups,
  (
    p,
    g,
  ) => `  let out${p}_${g} = activate(sum${p}_${g} + ${hasBias ? read('bias', (part) => `output${g}${part}`) : 'vec4<f32>(0)'});
${parts
  .map((part, k) => {
    const at = `(pixel${p} * outputs + output${g}${part})`;
    return together
      ? `  result[${at} / 4] = out${p}_${g};`
      : `  result[${at}] = out${p}_${g}.${COMPONENTS[k]};`;
  })
  .join('\n')}`,
)}
}`,
  };
}
