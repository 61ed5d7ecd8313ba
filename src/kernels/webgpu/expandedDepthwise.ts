import { expandedDepthwise } from '../../nn/expandedDepthwise.ts';
import { fusedKernel } from '../ownKernel.ts';
import { convolve } from './conv2d.ts';
import { type ConvolutionGeometry, geometryOf } from './convolutionGeometry.ts';
import { convolveDepthwise } from './depthwiseConv2d.ts';
import { type Program, runProgram } from './program.ts';
import { COMPONENTS, repeat, repeatPairs } from './wgsl.ts';

/** Neighbouring pixels of a row that an invocation computes. */
const COLUMNS = 4;

/** Groups of four hidden channels that an invocation computes, so that what it reads of x serves all of them. */
const GROUPS = 3;

/** Side of the depthwise kernel. */
const KERNEL = 3;

const fusing = new WeakSet<GPUDevice>();

/**
 * From now on this device computes both convolutions of `expandedDepthwise` at once. That pays on a processor; the
 * registers of a GPU may not suffice, and nothing has been measured on one.
 */
export function fuseExpansion(device: GPUDevice): void {
  fusing.add(device);
}

/** One program or two, whatever is faster on the device. */
export const expandedDepthwiseKernel = fusedKernel(
  expandedDepthwise,
  ({ x, expandWeight, expandBias, filter, bias }, backend, { stride }) => {
    const expansion = geometryOf(x.shape, expandWeight.shape, { strides: 1, pad: 'same' });
    const attributes = { strides: stride, pad: 'same' } as const;
    const geometry = geometryOf(expansion.outShape, filter.shape, attributes, true);
    if (fusing.has(backend.device)) {
      const { top, left } = geometry.padInfo;
      const tensors = [x, expandWeight, expandBias, filter, bias];
      const uniforms = [{ type: 'int32', data: [top, left] }] as const;
      return runProgram(backend, expandedDepthwiseProgram(geometry), tensors, uniforms);
    }
    const hidden = convolve(backend, expansion, [x, expandWeight, expandBias]);
    const output = convolveDepthwise(backend, geometry, [hidden, filter, bias]);
    backend.disposeData(hidden.dataId);
    return output;
  },
);

/**
 * All of it without storing what is between its convolutions: an invocation expands all pixels that its
 * windows cover, in registers, and sums them up. Rows that two invocations share are expanded by both.
 *
 * @param geometry of the depthwise convolution, its channels a multiple of 12
 */
function expandedDepthwiseProgram(geometry: ConvolutionGeometry): Program {
  const { batchSize, outHeight, outWidth, outChannels, strideWidth } = geometry;
  const reach = (COLUMNS - 1) * strideWidth + KERNEL;
  return {
    key: `expandedDepthwise-${strideWidth}`,
    inputs: ['x', 'expandWeight', 'expandBias', 'w', 'bias'],
    inputComponents: [4, 4, 4, 4, 4],
    outputComponents: 4,
    outputShape: geometry.outShape,
    uniforms: 'padding : vec2<i32>,',
    invocations: batchSize * outHeight * Math.ceil(outWidth / COLUMNS) * (outChannels / 4 / GROUPS),
    code: () => `
fn main(index : i32) {
  let height = uniforms.xShape.y;
  let width = uniforms.xShape.z;
  let quarters = uniforms.xShape.w / 4;
  let groups = uniforms.outShape.w / 4;
  let bundles = groups / ${GROUPS};
  let strips = (uniforms.outShape.z + ${COLUMNS - 1}) / ${COLUMNS};
  let strip = index / bundles;
  let firstGroup = (index - strip * bundles) * ${GROUPS};
  let line = strip / strips;
  let firstColumn = (strip - line * strips) * ${COLUMNS};
  let image = line / uniforms.outShape.y;
  if (image >= uniforms.outShape.x) {
    return;
  }
  let top = (line - image * uniforms.outShape.y) * ${strideWidth} - uniforms.padding.x;
  let left = firstColumn * ${strideWidth} - uniforms.padding.y;
${repeat(
  KERNEL,
  (row) => `  let hasRow${row} = (top + ${row} >= 0) & (top + ${row} < height);
  let start${row} = (image * height + clamp(top + ${row}, 0, height - 1)) * width;`,
)}
${repeat(
  reach,
  (c) => `  let hasColumn${c} = (left + ${c} >= 0) & (left + ${c} < width);
  let column${c} = clamp(left + ${c}, 0, width - 1);`,
)}
${repeatPairs(KERNEL, reach, (row, c) => repeat(GROUPS, (g) => `  var hidden${row}_${c}_${g} = expandBias[firstGroup + ${g}];`))}
  for (var quarter = 0; quarter < quarters; quarter++) {
${repeatPairs(4, GROUPS, (k, g) => `    let weights${k}_${g} = expandWeight[(quarter * 4 + ${k}) * groups + firstGroup + ${g}];`)}
${repeatPairs(
  KERNEL,
  reach,
  (row, c) => `    let value${row}_${c} = x[(start${row} + column${c}) * quarters + quarter];
${repeatPairs(4, GROUPS, (k, g) => `    hidden${row}_${c}_${g} += value${row}_${c}.${COMPONENTS[k]} * weights${k}_${g};`)}`,
)}
  }
  let to = (line * uniforms.outShape.z + firstColumn) * groups + firstGroup;
${repeat(GROUPS, (g) => sumUp(g, reach, strideWidth))}
}`,
  };
}

/** The depthwise convolution of one group of channels. */
function sumUp(g: number, reach: number, stride: number): string {
  return `${repeatPairs(
    KERNEL,
    reach,
    (row, c) =>
      `  let seen${row}_${c}_${g} = select(vec4<f32>(0), max(hidden${row}_${c}_${g}, vec4<f32>(0)), hasRow${row} & hasColumn${c});`,
  )}
${repeat(COLUMNS, (p) => `  var sum${p}_${g} = bias[firstGroup + ${g}];`)}
${repeatPairs(
  KERNEL,
  KERNEL,
  (
    row,
    tap,
  ) => `  let filter${row}_${tap}_${g} = w[${row * KERNEL + tap} * groups + firstGroup + ${g}];
${repeat(COLUMNS, (p) => `  sum${p}_${g} += seen${row}_${p * stride + tap}_${g} * filter${row}_${tap}_${g};`)}`,
)}
${repeat(
  COLUMNS,
  (p) => `  if (firstColumn + ${p} < uniforms.outShape.z) {
    result[to + ${p} * groups + ${g}] = max(sum${p}_${g}, vec4<f32>(0));
  }`,
)}`;
}
