import { trustedBlend } from '../../nn/trustedBlend.ts';
import { fusedKernel } from '../ownKernel.ts';
import {
  bilinearStrip,
  halfPixelScale,
  STRIP,
  stripInvocations,
  stripPlace,
} from './bilinearStrip.ts';
import { type Program, runProgram } from './program.ts';
import { repeat } from './wgsl.ts';

export const trustedBlendKernel = fusedKernel(
  trustedBlend,
  ({ logits, nearby, reading, valid }, backend) => {
    const program = trustedBlendProgram(reading.shape);
    return runProgram(backend, program, [logits, nearby, reading, valid], []);
  },
);

/**
 * All of it in one pass.
 *
 * @param shape of the result
 */
function trustedBlendProgram(shape: readonly number[]): Program {
  const outputShape = shape as [number, number, number, number];
  return {
    key: 'trustedBlend',
    inputs: ['logits', 'nearby', 'reading', 'valid'],
    inputComponents: [1, 1, 1, 1],
    outputComponents: 1,
    outputShape,
    uniforms: '',
    invocations: stripInvocations(outputShape, 1),
    code: () => `
fn signedShare(value : f32) -> f32 {
  // tanh, without the overflow that large values give on some devices.
  let rest = exp(-2 * abs(value));
  return sign(value) * (1 - rest) / (1 + rest);
}
fn main(index : i32) {
${stripPlace('1')}
${halfPixelScale('logits')}
${bilinearStrip('logits', 1, { prefix: 'distance' })}
${bilinearStrip('logits', 1, { prefix: 'trust', group: 'group + 1' })}
  let start = line * uniforms.outShape.z;
${repeat(
  STRIP,
  (p) => `  let at${p} = start + column${p};
  let trusted${p} = valid[at${p}] / (1 + exp(-trustValue${p}));
  let estimate${p} = clamp(nearby[at${p}] + signedShare(distanceValue${p}), 0, 1);
  result[at${p}] = trusted${p} * reading[at${p}] + (1 - trusted${p}) * estimate${p};`,
)}
}`,
  };
}
