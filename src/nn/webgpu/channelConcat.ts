import type { Program } from './program.ts';
import { componentsOf, repeat } from './wgsl.ts';

/** As many inputs as leave room for the other bindings of a program on every device. */
export const MOST_CONCATENATED = 4;

/**
 * Concatenation along the last axis of inputs that agree in all others. An invocation copies one channel, or
 * four where the channels of every input come in fours.
 */
export function channelConcat(shapes: readonly (readonly number[])[]): Program {
  const channels = shapes.map((shape) => shape.at(-1)!);
  const total = channels.reduce((sum, count) => sum + count, 0);
  const components = channels.every((count) => componentsOf(count) === 4) ? 4 : 1;
  const outputShape = [...shapes[0]!.slice(0, -1), total];
  const pixels = outputShape.slice(0, -1).reduce((product, side) => product * side, 1);
  const starts = channels.map((_, input) =>
    channels.slice(0, input).reduce((sum, count) => sum + count / components, 0),
  );
  const names = shapes.map((_, input) => `x${input}`);
  return {
    key: `channelConcat-${channels.join('-')}`,
    inputs: names,
    inputComponents: names.map(() => components),
    outputComponents: components,
    outputShape,
    uniforms: 'pixels : i32,',
    invocations: (pixels * total) / components,
    code: `
fn main(index : i32) {
  let pixel = index / ${total / components};
  let group = index - pixel * ${total / components};
  if (pixel >= uniforms.pixels) {
    return;
  }
${repeat(
  shapes.length,
  (
    input,
  ) => `  ${input > 0 ? 'else ' : ''}if (group < ${starts[input]! + channels[input]! / components}) {
    result[index] = x${input}[pixel * ${channels[input]! / components} + group - ${starts[input]!}];
  }`,
)}
}`,
  };
}
