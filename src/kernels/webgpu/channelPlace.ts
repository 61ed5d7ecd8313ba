import type { Program } from './program.ts';

/** Copies x, [B, h, w, C] with C a multiple of 4, to the first channels of a result that has more. */
export function channelPlace(shape: readonly number[]): Program {
  const values = shape.reduce((product, side) => product * side, 1);
  return {
    key: 'channelPlace',
    inputs: ['x'],
    inputComponents: [4],
    outputComponents: 4,
    outputShape: shape,
    uniforms: '',
    invocations: values / 4,
    code: () => `
fn main(index : i32) {
  let groups = uniforms.xShape.w / 4;
  let pixel = index / groups;
  if (pixel < uniforms.outShape.x * uniforms.outShape.y * uniforms.outShape.z) {
    result[pixel * (uniforms.outShape.w / 4) + index - pixel * groups] = x[index];
  }
}`,
  };
}
