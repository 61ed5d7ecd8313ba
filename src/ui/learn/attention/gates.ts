import type { Activation, GateWeights, PointwiseWeights } from '../../../inference/ucNetLens.ts';

/** What the squeeze makes of each channel: one number. */
export interface Squeezed {
  readonly averages: Float64Array;
  readonly greatest: Float64Array;
}

export function squeeze({ channels, data }: Activation): Squeezed {
  const averages = new Float64Array(channels);
  const greatest = new Float64Array(channels).fill(-Infinity);
  const pixels = data.length / channels;
  data.forEach((value, i) => {
    averages[i % channels]! += value / pixels;
    greatest[i % channels] = Math.max(greatest[i % channels]!, value);
  });
  return { averages, greatest };
}

/** excite(relu(squeeze(x))), before the sigmoid. */
function perceive({ squeeze: down, excite: up }: GateWeights, x: Float64Array): Float64Array {
  return apply(
    up,
    apply(down, x).map((value) => Math.max(value, 0)),
  );
}

function apply({ inputs, outputs, weight, bias }: PointwiseWeights, x: Float64Array): Float64Array {
  const y = Float64Array.from(bias);
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      y[output]! += x[input]! * weight[input * outputs + output]!;
    }
  }
  return y;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** σ(MLP(averages)): squeeze and excitation (Hu et al., CVPR 2018). */
export function seGates(weights: GateWeights, { averages }: Squeezed): Float64Array {
  return perceive(weights, averages).map(sigmoid);
}

/** σ(MLP(averages) + MLP(greatest)): the channel attention of CBAM (Woo et al., ECCV 2018). */
export function cbamGates(weights: GateWeights, { averages, greatest }: Squeezed): Float64Array {
  const ofGreatest = perceive(weights, greatest);
  return perceive(weights, averages).map((value, channel) => sigmoid(value + ofGreatest[channel]!));
}

/** The same with one channel's average and greatest value times a factor. */
export function scaled(squeezed: Squeezed, channel: number, factor: number): Squeezed {
  const change = (values: Float64Array) =>
    values.map((value, i) => (i === channel ? value * factor : value));
  return { averages: change(squeezed.averages), greatest: change(squeezed.greatest) };
}
