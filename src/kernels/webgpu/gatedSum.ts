import { gatedSum } from '../../nn/gatedSum.ts';
import { fusedKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';
import { componentsOf } from './wgsl.ts';

export const gatedSumKernel = fusedKernel(gatedSum, ({ x, gates, residual }, backend) =>
  runProgram(backend, gatedSumProgram(x.shape), [x, gates, residual], []),
);

/** One channel an invocation, or four where their number allows it. */
function gatedSumProgram(shape: readonly number[]): Program {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const components = componentsOf(channels);
  return {
    key: `gatedSum-${components}`,
    inputs: ['x', 'gates', 'residual'],
    inputComponents: [components, components, components],
    outputComponents: components,
    outputShape: shape,
    uniforms: '',
    invocations: (batch * height * width * channels) / components,
    code: () => `
fn main(index : i32) {
  let groups = uniforms.outShape.w / ${components};
  let pixel = index / groups;
  let image = pixel / (uniforms.outShape.y * uniforms.outShape.z);
  if (image >= uniforms.outShape.x) {
    return;
  }
  let group = index - pixel * groups;
  result[index] = residual[index] + x[index] * gates[image * groups + group];
}`,
  };
}
