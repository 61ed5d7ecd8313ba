import { sampleHead } from '../../nn/sampleHead.ts';
import { fusedKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';
import { COMPONENTS, repeat, repeatPairs } from './wgsl.ts';

/** Pixels of each invocation, all of the same sample. */
const PIXELS = 8;

export const sampleHeadKernel = fusedKernel(sampleHead, (inputs, backend) => {
  const { shared, z, latentWeight, weight, bias, lastWeight, lastBias } = inputs;
  const [, height, width, channels] = shared.shape as [number, number, number, number];
  const [samples, latents] = z.shape as [number, number];
  return runProgram(
    backend,
    sampleHeadProgram(shared.shape, samples, weight.shape[3]!),
    [shared, z, latentWeight, weight, bias, lastWeight, lastBias],
    [
      { type: 'int32', data: [height * width] },
      { type: 'int32', data: [channels / 4] },
      { type: 'int32', data: [latents] },
    ],
  );
});

/**
 * The head for all samples in one dispatch. Nothing between its layers is stored: an invocation
 * keeps every output of the second convolution for eight pixels in registers and sums them up to the logits.
 *
 * @param shape of the features that all samples share, [1, h, w, C], C a multiple of 4
 * @param outputs of the second convolution, a multiple of 4 and at most 16
 */
function sampleHeadProgram(shape: readonly number[], samples: number, outputs: number): Program {
  const [, height, width] = shape as [number, number, number];
  const groups = outputs / 4;
  const inputs = ['shared', 'z', 'latentW', 'w', 'bias', 'lastW', 'lastBias'];
  return {
    key: `sampleHead-${groups}`,
    inputs: inputs.map((name) => `${name}Part`),
    inputComponents: [4, 1, 4, 4, 4, 4, 1],
    outputComponents: 1,
    outputShape: [samples, height, width, 1],
    uniforms: 'plane : i32, quarters : i32, latents : i32,',
    invocations: samples * Math.ceil((height * width) / PIXELS),
    code: () => `
fn main(index : i32) {
  let runs = (uniforms.plane + ${PIXELS - 1}) / ${PIXELS};
  let sample = index / runs;
  if (sample >= uniforms.outShape.x) {
    return;
  }
  let start = (index - sample * runs) * ${PIXELS};
${repeat(PIXELS, (p) => `  let pixel${p} = min(start + ${p}, uniforms.plane - 1);`)}
${repeatPairs(PIXELS, groups, (p, g) => `  var sum${p}_${g} = biasPart[${g}];`)}
  for (var quarter = 0; quarter < uniforms.quarters; quarter++) {
    var own = vec4<f32>(0);
    for (var k = 0; k < uniforms.latents; k++) {
      own += zPart[sample * uniforms.latents + k] * latentWPart[k * uniforms.quarters + quarter];
    }
${repeat(
  PIXELS,
  (p) =>
    `    let value${p} = max(sharedPart[pixel${p} * uniforms.quarters + quarter] + own, vec4<f32>(0));`,
)}
${repeatPairs(
  4,
  groups,
  (c, g) => `    let weights${c}_${g} = wPart[(quarter * 4 + ${c}) * ${groups} + ${g}];
${repeat(PIXELS, (p) => `    sum${p}_${g} += value${p}.${COMPONENTS[c]} * weights${c}_${g};`)}`,
)}
  }
${repeat(groups, (g) => `  let last${g} = lastWPart[${g}];`)}
${repeat(
  PIXELS,
  (p) =>
    `  result[sample * uniforms.plane + pixel${p}] = lastBiasPart[0]${Array.from({ length: groups }, (_, g) => ` + dot(max(sum${p}_${g}, vec4<f32>(0)), last${g})`).join('')};`,
)}
}`,
  };
}
