import { upsampledSigmoid } from '../../nn/upsampledSigmoid.ts';
import { fusedKernel } from '../ownKernel.ts';
import {
  bilinearStrip,
  halfPixelScale,
  STRIP,
  stripInvocations,
  stripPlace,
} from './bilinearStrip.ts';
import { type Program, runProgram } from './program.ts';
import { componentsOf, repeat } from './wgsl.ts';

export const upsampledSigmoidKernel = fusedKernel(upsampledSigmoid, ({ x }, backend, { factor }) =>
  runProgram(backend, upsampledSigmoidProgram(x.shape, factor), [x], []),
);

/**
 * Both in one pass: the enlarged logits are never stored.
 *
 * @param shape [B, h, w, C]
 */
function upsampledSigmoidProgram(shape: readonly number[], factor: number): Program {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const outputShape = [batch, factor * height, factor * width, channels] as const;
  const components = componentsOf(channels);
  return {
    key: `upsampledSigmoid-${components}`,
    inputs: ['x'],
    inputComponents: [components],
    outputComponents: components,
    outputShape,
    uniforms: '',
    invocations: stripInvocations(outputShape, components),
    code: () => `
fn main(index : i32) {
${stripPlace(`uniforms.outShape.w / ${components}`)}
${halfPixelScale('x')}
${bilinearStrip('x', components)}
  let start = line * uniforms.outShape.z;
${repeat(STRIP, (p) => `  result[(start + column${p}) * groups + group] = 1 / (1 + exp(-xValue${p}));`)}
}`,
  };
}
