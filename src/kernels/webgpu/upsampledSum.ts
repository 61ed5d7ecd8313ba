import { upsampledSum } from '../../nn/upsampledSum.ts';
import { fusedKernel } from '../ownKernel.ts';
import {
  bilinearStrip,
  halfPixelScale,
  STRIP,
  stripInvocations,
  stripPlace,
} from './bilinearStrip.ts';
import { type Program, runProgram } from './program.ts';
import { componentsOf, repeat, valueType } from './wgsl.ts';

export const upsampledSumKernel = fusedKernel(upsampledSum, (inputs, backend) => {
  const parts = Object.values(inputs);
  return runProgram(backend, upsampledSumProgram(parts[0]!.shape, parts.length), parts, []);
});

/**
 * All of it in one pass: nothing that is enlarged is ever stored.
 *
 * @param shape of the first part and of the sum
 * @param count of the parts
 */
function upsampledSumProgram(shape: readonly number[], count: number): Program {
  const outputShape = shape as [number, number, number, number];
  const components = componentsOf(outputShape[3]);
  const enlarged = Array.from({ length: count - 1 }, (_, index) => `x${index + 1}`);
  const sumOf = (p: number) => enlarged.map((name) => ` + ${name}Value${p}`).join('');
  return {
    key: `upsampledSum-${count}-${components}`,
    inputs: ['x0', ...enlarged],
    inputComponents: Array.from({ length: count }, () => components),
    outputComponents: components,
    outputShape,
    uniforms: '',
    invocations: stripInvocations(outputShape, components),
    code: () => `
fn main(index : i32) {
${stripPlace(`uniforms.outShape.w / ${components}`)}
${enlarged.map((name) => `${halfPixelScale(name)}\n${bilinearStrip(name, components)}`).join('\n')}
  let start = line * uniforms.outShape.z;
${repeat(
  STRIP,
  (p) => `  let to${p} = (start + column${p}) * groups + group;
  result[to${p}] = max(x0[to${p}]${sumOf(p)}, ${valueType(components)}(0));`,
)}
}`,
  };
}
