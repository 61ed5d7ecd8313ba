import { channelGates } from '../../nn/channelGates.ts';
import { fusedKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';

/** Invocations of the workgroup that computes the gates of one image: as many as every device allows, for the long sums. */
const INVOCATIONS = 256;

export const channelGatesKernel = fusedKernel(channelGates, (inputs, backend) => {
  const { x, squeezeWeight, squeezeBias, exciteWeight, exciteBias } = inputs;
  const tensors = [x, squeezeWeight, squeezeBias, exciteWeight, exciteBias];
  return runProgram(backend, channelGatesProgram(x.shape), tensors, []);
});

/**
 * All of it in one workgroup an image. Its invocations sum up slices of the pixels, four channels each; the
 * layers that follow are so small that a few invocations compute them from the workgroup's memory.
 *
 * @param shape of x, C a multiple of 4 and at most 256
 */
function channelGatesProgram(shape: readonly number[]): Program {
  const [batch, , , channels] = shape as [number, number, number, number];
  return {
    key: 'channelGates',
    inputs: ['x', 'squeezeWeight', 'squeezeBias', 'exciteWeight', 'exciteBias'],
    inputComponents: [4, 1, 1, 4, 4],
    outputComponents: 4,
    outputShape: [batch, 1, 1, channels],
    uniforms: '',
    invocations: batch * INVOCATIONS,
    workgroupSize: INVOCATIONS,
    code: () => `
var<workgroup> slices : array<vec4<f32>, ${INVOCATIONS}>;
var<workgroup> averages : array<vec4<f32>, 64>;
var<workgroup> hidden : array<f32, 64>;
fn main(index : i32) {
  let image = index / ${INVOCATIONS};
  let lane = index - image * ${INVOCATIONS};
  let groups = uniforms.outShape.w / 4;
  let sliceCount = ${INVOCATIONS} / groups;
  let group = lane % groups;
  let pixels = uniforms.xShape.y * uniforms.xShape.z;
  let first = image * pixels;
  var sum = vec4<f32>(0);
  // Invocations beyond the last whole slice add nothing.
  let end = select(0, pixels, lane < sliceCount * groups);
  for (var pixel = lane / groups; pixel < end; pixel += sliceCount) {
    sum += x[(first + pixel) * groups + group];
  }
  slices[lane] = sum;
  workgroupBarrier();
  if (lane < groups) {
    for (var slice = 1; slice < sliceCount; slice++) {
      sum += slices[slice * groups + lane];
    }
    averages[lane] = sum / f32(pixels);
  }
  workgroupBarrier();
  let width = uniforms.squeezeWeightShape.w;
  if (lane < width) {
    var value = squeezeBias[lane];
    for (var channel = 0; channel < groups; channel++) {
      let at = channel * 4 * width + lane;
      let weights = vec4<f32>(squeezeWeight[at], squeezeWeight[at + width], squeezeWeight[at + 2 * width], squeezeWeight[at + 3 * width]);
      value += dot(averages[channel], weights);
    }
    hidden[lane] = max(value, 0);
  }
  workgroupBarrier();
  if (lane < groups) {
    var value = exciteBias[lane];
    for (var unit = 0; unit < width; unit++) {
      value += hidden[unit] * exciteWeight[unit * groups + lane];
    }
    result[image * groups + lane] = 1 / (1 + exp(-value));
  }
}`,
  };
}
