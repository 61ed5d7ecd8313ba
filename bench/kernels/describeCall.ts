import { type KernelCall, shapeOf } from './kernelCall.ts';

/** What kind of work a call is, for adding up. */
export function kindOf({ kernel, inputs }: KernelCall): string {
  const filter = inputs.find(({ name }) => name === 'filter')?.shape ?? [];
  switch (kernel) {
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D':
      return 'depthwise convolution';
    case 'ExpandedDepthwise':
      return 'expansion and depthwise';
    case 'Conv2D':
    case 'FusedConv2D':
      return `convolution ${filter[0]}×${filter[1]}`;
    case 'ResidualConv2D':
      return `convolution ${filter[0]}×${filter[1]} and residual`;
    default:
      return kernel.replace(/^_Fused/, 'Fused');
  }
}

function sides(shape: readonly number[] | undefined): string {
  return (shape ?? []).join('×');
}

/** An attribute that may be one number or one for each side, as text when it is not 1. */
function notOne(label: string, value: unknown): string[] {
  const number = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof number === 'number' && number !== 1 ? [`${label} ${number}`] : [];
}

/** The channels on the way through a call that has filters, `32 → 16`; null for one that has none. */
function channelsOf(call: KernelCall): string | null {
  const side = (name: string, axis: number) => shapeOf(call, name)?.[axis];
  switch (call.kernel) {
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D':
      return `${side('filter', 2)}`;
    case 'ExpandedDepthwise':
      return `${side('expandWeight', 2)} → ${side('expandWeight', 3)}`;
    case 'DenseAspp':
      return `${side('x', 3)}`;
    case 'ChannelGates':
      return `${side('x', 3)} → ${side('squeezeWeight', 3)} → ${side('x', 3)}`;
    case 'SampleHead':
      return `${side('weight', 2)} → ${side('weight', 3)} → ${side('lastWeight', 3)}`;
    default:
      return shapeOf(call, 'filter')?.length === 4
        ? `${side('filter', 2)} → ${side('filter', 3)}`
        : null;
  }
}

/** What of a call's attributes is worth a word. */
function detailsOf({ kernel, attributes }: KernelCall): string[] {
  const { strides, stride, dilations, rates, activation } = attributes;
  return [
    ...notOne('stride', strides ?? stride),
    ...notOne('dilation', dilations),
    ...(Array.isArray(rates) ? [`rates ${rates.join(' ')}`] : []),
    // ReLU follows most convolutions.
    ...(kernel.includes('Conv2') && activation !== 'relu' ? [String(activation ?? 'linear')] : []),
  ];
}

/** A call in a few words: `convolution 3×3, 32 → 32 at 88×88, dilation 3`. */
export function describe(call: KernelCall): string {
  const output = call.outputs[0]?.shape ?? [];
  const channels = channelsOf(call);
  if (channels === null) {
    const inputs = call.inputs.map(({ shape }) => sides(shape));
    const shown = inputs.length > 3 ? [...inputs.slice(0, 2), `${inputs.length - 2} more`] : inputs;
    return `${kindOf(call)}, ${shown.join(', ')} → ${sides(output)}`;
  }
  // Gates have no place of their own.
  const [, height, width] = call.kernel === 'ChannelGates' ? shapeOf(call, 'x')! : output;
  return [kindOf(call), `${channels} at ${height}×${width}`, ...detailsOf(call)].join(', ');
}
