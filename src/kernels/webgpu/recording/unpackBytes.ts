import type { Program } from '../program.ts';

/**
 * Bytes, four in each word from the lowest on, as floats from 0 to 255. A quarter of what floats take comes to the GPU,
 * and the processor has nothing to convert.
 *
 * @param shape of the result
 */
export function unpackBytes(shape: readonly number[]): Program {
  const values = shape.reduce((product, side) => product * side, 1);
  return {
    key: 'unpackBytes',
    inputs: ['words'],
    inputComponents: [1],
    outputComponents: 1,
    outputShape: shape,
    uniforms: 'values : i32,',
    invocations: Math.ceil(values / 4),
    code: () => `
fn main(index : i32) {
  let word = words[index];
  for (var byte = 0; byte < 4; byte++) {
    let at = index * 4 + byte;
    if (at < uniforms.values) {
      result[at] = f32((word >> u32(8 * byte)) & 255);
    }
  }
}`,
  };
}
