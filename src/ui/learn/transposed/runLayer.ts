import { SeededGaussian } from '../../../math/gaussian.ts';
import { transposedConvolution, type TransposedOptions } from './transposedConvolution.ts';

/** A layer and the tensor that it meets, [batch, inputs, height, width]. */
export interface RunRequest {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly height: number;
  readonly width: number;
  readonly side: number;
  readonly options: TransposedOptions;
}

/** What the operation made: the shape of its own result. */
export interface Run {
  readonly shape: readonly number[];
  readonly milliseconds: number;
}

/** Runs the layer image by image, on random numbers. */
export function runLayer(request: RunRequest): Run {
  const { batch, inputs, outputs, height, width, side, options } = request;
  const random = (length: number) => {
    // A short stretch again and again: the numbers do not matter, and the generator is slower than the layer.
    const stretch = new SeededGaussian(1).fill(Math.min(length, 997));
    return Float32Array.from({ length }, (_, index) => stretch[index % stretch.length]!);
  };
  const kernel = { inputs, outputs, side, data: random(inputs * outputs * side * side) };
  const x = { channels: inputs, height, width, data: random(inputs * height * width) };
  const begin = performance.now();
  const images = Array.from({ length: batch }, () => transposedConvolution(x, kernel, options));
  const [{ channels, height: tall, width: broad }] = images as [(typeof images)[0]];
  return {
    shape: [images.length, channels, tall, broad],
    milliseconds: performance.now() - begin,
  };
}
