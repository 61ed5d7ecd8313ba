import { Concat, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { replacingKernel } from '../ownKernel.ts';
import { type Program, runProgram } from './program.ts';
import { componentsOf, repeat } from './wgsl.ts';

/** So many inputs leave room for a program's other bindings on every device. */
const MOST_CONCATENATED = 4;

/**
 * With at most so many channels an invocation copies a whole pixel, and need not find out which input a channel is
 * from.
 */
const FEW_CHANNELS = 8;

/** Concatenation of pictures along their channels. */
export const concatKernel = replacingKernel<never, { axis: number }>(
  Concat,
  (inputs, backend, { axis }) => {
    const parts = inputs as unknown as readonly TensorInfo[];
    const isCovered =
      parts.length > 1 &&
      parts.length <= MOST_CONCATENATED &&
      parts.every(({ shape, dtype }) => shape.length === 4 && dtype === 'float32') &&
      (axis === 3 || axis === -1);
    if (!isCovered) return null;
    const program = concatProgram(parts.map(({ shape }) => shape));
    return runProgram(backend, program, parts, [
      { type: 'int32', data: [pixelsOf(program.outputShape)] },
    ]);
  },
);

function pixelsOf(shape: readonly number[]): number {
  return util.sizeFromShape(shape.slice(0, -1));
}

/**
 * Concatenation along the last axis of inputs that agree in all others. An invocation copies one channel, four
 * where the channels of every input come in fours, or all of them where they are few.
 */
function concatProgram(shapes: readonly (readonly number[])[]): Program {
  const channels = shapes.map((shape) => shape.at(-1)!);
  const total = channels.reduce((sum, count) => sum + count, 0);
  const components = channels.every((count) => componentsOf(count) === 4) ? 4 : 1;
  const outputShape = [...shapes[0]!.slice(0, -1), total];
  const starts = channels.map((_, input) =>
    channels.slice(0, input).reduce((sum, count) => sum + count / components, 0),
  );
  if (total <= FEW_CHANNELS && components === 1) return pixelConcat(channels, outputShape);
  const names = shapes.map((_, input) => `x${input}`);
  return {
    key: `channelConcat-${channels.join('-')}`,
    inputs: names,
    inputComponents: names.map(() => components),
    outputComponents: components,
    outputShape,
    uniforms: 'pixels : i32,',
    invocations: (pixelsOf(outputShape) * total) / components,
    code: () => `
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

function pixelConcat(channels: readonly number[], outputShape: readonly number[]): Program {
  const names = channels.map((_, input) => `x${input}`);
  const total = outputShape.at(-1)!;
  const sources = channels.flatMap((count, input) =>
    Array.from({ length: count }, (_, channel) => `x${input}[pixel * ${count} + ${channel}]`),
  );
  return {
    key: `pixelConcat-${channels.join('-')}`,
    inputs: names,
    inputComponents: names.map(() => 1),
    outputComponents: 1,
    outputShape,
    uniforms: 'pixels : i32,',
    invocations: pixelsOf(outputShape),
    code: () => `
fn main(pixel : i32) {
  if (pixel >= uniforms.pixels) {
    return;
  }
${sources.map((source, channel) => `  result[pixel * ${total} + ${channel}] = ${source};`).join('\n')}
}`,
  };
}
