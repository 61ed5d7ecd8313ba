import { SAMPLE_STATISTICS, STATISTICS } from '../../nn/sampleStatistics.ts';
import { fusedKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';
import { componentsOf, valueType } from './wgsl.ts';

/** Invocations of the workgroup that computes the mean of one sample. */
const LANES = 256;

export const sampleStatisticsKernel = fusedKernel(SAMPLE_STATISTICS, ({ maps }, backend) => {
  const [, height, width] = maps.shape as [number, number, number];
  const uniforms = [{ type: 'int32', data: [height * width] }] as const;
  const means = runProgram(backend, sampleMeansProgram(maps.shape), [maps], uniforms);
  const program = sampleStatisticsProgram(maps.shape);
  const statistics = runProgram(backend, program, [maps, means], uniforms);
  backend.disposeData(means.dataId);
  return statistics;
});

/**
 * The mean of each sample, [C]: a workgroup sums one up, an invocation every 256th of its pixels, one or four at a time.
 *
 * @param shape of the samples, [C, H, W, 1]
 */
function sampleMeansProgram(shape: readonly number[]): Program {
  const [count, height, width] = shape as [number, number, number];
  const components = componentsOf(height * width);
  const sum = components === 4 ? 'dot(own, vec4<f32>(1))' : 'own';
  return {
    key: `sampleMeans-${components}`,
    inputs: ['maps'],
    inputComponents: [components],
    outputComponents: 1,
    outputShape: [count],
    uniforms: 'plane : i32,',
    invocations: count * LANES,
    workgroupSize: LANES,
    code: () => `
var<workgroup> sums : array<f32, ${LANES}>;

fn main(index : i32) {
  let sample = index / ${LANES};
  let lane = index - sample * ${LANES};
  let plane = uniforms.plane / ${components};
  var own = ${valueType(components)}(0);
  for (var pixel = lane; pixel < plane; pixel += ${LANES}) {
    own += maps[sample * plane + pixel];
  }
  sums[lane] = ${sum};
  for (var half = ${LANES / 2}; half > 0; half /= 2) {
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  if (lane == 0) {
    result[sample] = sums[0] / f32(uniforms.plane);
  }
}`,
  };
}

/**
 * All statistics in one pass over all samples: an invocation reads its pixels, one or
 * four, of every sample once.
 *
 * @param shape of the samples, [C, H, W, 1]
 */
function sampleStatisticsProgram(shape: readonly number[]): Program {
  const [, height, width] = shape as [number, number, number];
  const components = componentsOf(height * width);
  const type = valueType(components);
  return {
    key: `sampleStatistics-${components}`,
    inputs: ['maps', 'means'],
    inputComponents: [components, 1],
    outputComponents: components,
    outputShape: [STATISTICS.length, height, width, 1],
    uniforms: 'plane : i32,',
    invocations: (height * width) / components,
    code: () => `
fn bits(share : ${type}) -> ${type} {
  // The limit at 0 is 0, where the logarithm has none.
  return -share * log2(max(share, ${type}(1e-30)));
}
fn entropy(share : ${type}) -> ${type} {
  return bits(share) + bits(1 - share);
}
fn main(index : i32) {
  let plane = uniforms.plane / ${components};
  if (index >= plane) {
    return;
  }
  let first : ${type} = maps[index];
  var votes = ${type}(0);
  var sumOfVoters = ${type}(0);
  var sumOfOthers = ${type}(0);
  // Measured from the first sample, so that squares of nearly equal samples do not cancel.
  var offsets = ${type}(0);
  var squares = ${type}(0);
  var entropies = ${type}(0);
  for (var sample = 0; sample < uniforms.mapsShape.x; sample++) {
    let value : ${type} = maps[sample * plane + index];
    let threshold = ${type}(min(2 * means[sample], 1));
    let vote = select(${type}(0), ${type}(1), (value >= threshold) & (value > ${type}(0)));
    votes += vote;
    sumOfVoters += vote * value;
    sumOfOthers += (1 - vote) * value;
    let offset = value - first;
    offsets += offset;
    squares += offset * offset;
    entropies += entropy(value);
  }
  let count = f32(uniforms.mapsShape.x);
  let offset = offsets / count;
  let mean = clamp(first + offset, ${type}(0), ${type}(1));
  result[index] = select(sumOfOthers, sumOfVoters, 2 * votes > ${type}(count)) / count;
  result[plane + index] = mean;
  result[2 * plane + index] = max(squares / count - offset * offset, ${type}(0));
  let total = entropy(mean);
  let expected = entropies / count;
  result[3 * plane + index] = total;
  result[4 * plane + index] = expected;
  result[5 * plane + index] = max(total - expected, ${type}(0));
}`,
  };
}
