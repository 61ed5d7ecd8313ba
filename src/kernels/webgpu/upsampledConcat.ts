import { upsampledConcat } from '../../nn/upsampledConcat.ts';
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

export const upsampledConcatKernel = fusedKernel(
  upsampledConcat,
  (inputs, backend, { height, width }) => {
    const parts = Object.values(inputs);
    const shapes = parts.map(({ shape }) => shape);
    const program = upsampledConcatProgram(shapes, height, width);
    const widest = Math.max(...shapes.map((shape) => shape[3]!));
    return runProgram(backend, program, parts, [{ type: 'int32', data: [widest] }]);
  },
);

/**
 * All of it in one pass. An invocation computes the same group of channels of every part that has it, so
 * that neighbouring invocations take the same way where parts have as many channels.
 *
 * @param shapes of the parts
 * @param height of the result
 * @param width of the result
 */
function upsampledConcatProgram(
  shapes: readonly (readonly number[])[],
  height: number,
  width: number,
): Program {
  const batch = shapes[0]![0]!;
  const channels = shapes.map((shape) => shape[3]!);
  const components = channels.every((count) => componentsOf(count) === 4) ? 4 : 1;
  const widest = Math.max(...channels);
  const isEnlarged = shapes.map((shape) => shape[1]! < height);
  const names = shapes.map((_, part) => `x${part}`);
  return {
    key: `upsampledConcat-${components}-${isEnlarged.map(Number).join('')}`,
    inputs: names,
    inputComponents: names.map(() => components),
    outputComponents: components,
    outputShape: [batch, height, width, channels.reduce((sum, count) => sum + count, 0)],
    uniforms: 'widest : i32,',
    invocations: stripInvocations([batch, height, width, widest], components),
    code: () => `
fn main(index : i32) {
${stripPlace(`uniforms.widest / ${components}`)}
  let start = line * uniforms.outShape.z;
  let pitch = uniforms.outShape.w / ${components};
  var to = group;
${names
  .map(
    (name, part) => `  if (group < uniforms.${name}Shape.w / ${components}) {
${isEnlarged[part] ? enlarge(name, components) : copy(name, components)}
  }
  to += uniforms.${name}Shape.w / ${components};`,
  )
  .join('\n')}
}`,
  };
}

function enlarge(name: string, components: 1 | 4): string {
  return `${halfPixelScale(name)}
${bilinearStrip(name, components)}
${repeat(STRIP, (p) => `  result[(start + column${p}) * pitch + to] = ${name}Value${p};`)}`;
}

function copy(name: string, components: 1 | 4): string {
  return repeat(
    STRIP,
    (p) =>
      `  result[(start + column${p}) * pitch + to] = ${name}[(start + column${p}) * uniforms.${name}Shape.w / ${components} + group];`,
  );
}
