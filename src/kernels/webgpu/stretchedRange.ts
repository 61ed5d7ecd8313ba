import { util } from '@tensorflow/tfjs-core';
import { STRETCHED_RANGE } from '../../nn/stretchedRange.ts';
import { fusedKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';

/** Invocations of the only workgroup, and the values of a digit: one counts for each. */
const LANES = 256;
const DIGIT_BITS = 8;

export const stretchedRangeKernel = fusedKernel(
  STRETCHED_RANGE,
  ({ x }, backend, { clippedShare, leastRange }) => {
    const last = util.sizeFromShape(x.shape) - 1;
    const ranks = [clippedShare * last, (1 - clippedShare) * last] as const;
    const neighbours = ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]);
    const uniforms = [
      { type: 'int32', data: neighbours },
      { type: 'float32', data: ranks.map((rank) => rank - Math.floor(rank)) },
      { type: 'float32', data: [leastRange] },
      { type: 'int32', data: [last + 1] },
    ] as const;
    return runProgram(backend, stretchedRangeProgram(x.shape), [x], uniforms);
  },
);

/**
 * The values at four ranks, those on either side of two quantiles, found exactly, digit by digit from the highest: the
 * bits of floats of at least 0, read as whole numbers, have their order.
 */
function stretchedRangeProgram(shape: readonly number[]): Program {
  return {
    key: 'stretchedRange',
    inputs: ['x'],
    inputComponents: [1],
    outputComponents: 1,
    outputShape: shape,
    uniforms: 'ranks : vec4<i32>, shares : vec2<f32>, leastRange : f32, count : i32,',
    invocations: LANES,
    workgroupSize: LANES,
    code: () => `
var<workgroup> counts : array<array<atomic<u32>, ${LANES}>, 4>;
// The digits that are known, and the rank among the values that begin with them.
var<workgroup> known : array<u32, 4>;
var<workgroup> rank : array<u32, 4>;

fn main(lane : i32) {
  if (lane < 4) {
    known[lane] = 0;
    rank[lane] = u32(uniforms.ranks[lane]);
  }
  for (var shift = ${32 - DIGIT_BITS}u; ; shift -= ${DIGIT_BITS}) {
    for (var which = 0; which < 4; which++) {
      atomicStore(&counts[which][lane], 0);
    }
    workgroupBarrier();
    for (var index = lane; index < uniforms.count; index += ${LANES}) {
      let digits = bitcast<u32>(x[index]) >> shift;
      for (var which = 0; which < 4; which++) {
        if ((digits >> ${DIGIT_BITS}) == known[which]) {
          atomicAdd(&counts[which][digits & ${LANES - 1}], 1);
        }
      }
    }
    workgroupBarrier();
    if (lane < 4) {
      var digit = 0u;
      var left = rank[lane];
      for (; digit < ${LANES - 1}; digit++) {
        let count = atomicLoad(&counts[lane][digit]);
        if (left < count) {
          break;
        }
        left -= count;
      }
      rank[lane] = left;
      known[lane] = (known[lane] << ${DIGIT_BITS}) | digit;
    }
    workgroupBarrier();
    if (shift == 0) {
      break;
    }
  }
  let low = mix(bitcast<f32>(known[0]), bitcast<f32>(known[1]), uniforms.shares.x);
  let high = mix(bitcast<f32>(known[2]), bitcast<f32>(known[3]), uniforms.shares.y);
  let range = max(high - low, uniforms.leastRange);
  for (var index = lane; index < uniforms.count; index += ${LANES}) {
    result[index] = clamp((x[index] - low) / range, 0, 1);
  }
}`,
  };
}
