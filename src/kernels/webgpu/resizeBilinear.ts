import { ResizeBilinear } from '@tensorflow/tfjs-core';
import { replacingKernel } from '../ownKernel.ts';
import { bilinearStrip, STRIP, stripInvocations, stripPlace } from './bilinearStrip.ts';
import { type Program, runProgram, type Uniform } from './program.ts';
import { componentsOf, repeat, valueType } from './wgsl.ts';

interface ResizeAttributes {
  readonly size: [number, number];
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

export const resizeBilinearKernel = replacingKernel<'images', ResizeAttributes>(
  ResizeBilinear,
  ({ images }, backend, attributes) => {
    const { shape } = images;
    const program = resizeBilinearProgram(shape, ...attributes.size);
    return runProgram(backend, program, [images], resizeUniforms(shape, attributes));
  },
);

/**
 * Bilinear resizing of [B, h, w, C], one channel an invocation, or four where their number allows it. Where rows
 * are enlarged at least twofold an invocation computes several neighbouring pixels from the few around them, else
 * one pixel from its four neighbours.
 */
function resizeBilinearProgram(shape: readonly number[], height: number, width: number): Program {
  const [batch, , inWidth, channels] = shape as [number, number, number, number];
  const components = componentsOf(channels);
  const outputShape = [batch, height, width, channels] as const;
  const inStrips = width >= 2 * inWidth;
  return {
    key: `bilinearResize-${components}-${inStrips}`,
    inputs: ['x'],
    inputComponents: [components],
    outputComponents: components,
    outputShape,
    uniforms: 'scale : vec2<f32>, shift : vec2<f32>,',
    invocations: inStrips
      ? stripInvocations(outputShape, components)
      : (batch * height * width * channels) / components,
    code: () => (inStrips ? stripCode(components) : pixelCode(components)),
  };
}

function stripCode(components: 1 | 4): string {
  return `
fn main(index : i32) {
${stripPlace(`uniforms.outShape.w / ${components}`)}
  let xScale = uniforms.scale;
  let xShift = uniforms.shift;
${bilinearStrip('x', components)}
  let start = line * uniforms.outShape.z;
${repeat(STRIP, (p) => `  result[(start + column${p}) * groups + group] = xValue${p};`)}
}`;
}

function pixelCode(components: 1 | 4): string {
  const type = valueType(components);
  return `
fn main(index : i32) {
  let groups = uniforms.outShape.w / ${components};
  let pixel = index / groups;
  let group = index - pixel * groups;
  let line = pixel / uniforms.outShape.z;
  let column = pixel - line * uniforms.outShape.z;
  let image = line / uniforms.outShape.y;
  if (image >= uniforms.outShape.x) {
    return;
  }
  let last = uniforms.xShape.yz - vec2<i32>(1);
  let place = vec2<f32>(vec2<i32>(line - image * uniforms.outShape.y, column)) * uniforms.scale + uniforms.shift;
  let at = clamp(place, vec2<f32>(0), vec2<f32>(last));
  let near = vec2<i32>(at);
  let far = min(near + vec2<i32>(1), last);
  let share = at - vec2<f32>(near);
  let upper = (image * uniforms.xShape.y + near.x) * uniforms.xShape.z;
  let lower = (image * uniforms.xShape.y + far.x) * uniforms.xShape.z;
  let upperLeft : ${type} = x[(upper + near.y) * groups + group];
  let upperRight : ${type} = x[(upper + far.y) * groups + group];
  let lowerLeft : ${type} = x[(lower + near.y) * groups + group];
  let lowerRight : ${type} = x[(lower + far.y) * groups + group];
  let above = upperLeft + (upperRight - upperLeft) * share.y;
  let below = lowerLeft + (lowerRight - lowerLeft) * share.y;
  result[index] = above + (below - above) * share.x;
}`;
}

/** Source coordinate = output coordinate · scale + shift, rows before columns. */
function resizeUniforms(
  shape: readonly number[],
  { size, alignCorners, halfPixelCenters }: ResizeAttributes,
): Uniform[] {
  const scales = size.map((out, axis) => {
    const inside = shape[axis + 1]!;
    return alignCorners && out > 1 ? (inside - 1) / (out - 1) : inside / out;
  });
  const shifts = scales.map((scale) => (halfPixelCenters ? (scale - 1) / 2 : 0));
  return [
    { type: 'float32', data: scales },
    { type: 'float32', data: shifts },
  ];
}
