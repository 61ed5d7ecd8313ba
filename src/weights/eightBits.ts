import {
  type Safetensors,
  SafetensorsError,
  type StoredTensor,
  toFloat32,
  walkStrides,
} from './safetensors.ts';
import { weightsSays } from './sentences.ts';

/** Behind the name of a tensor of 8-bit integers, the name of its scales. */
const SCALE = '.scale';

/**
 * Weights that were kept in 8 bits become floats: a tensor `NAME` of type I8 has `NAME.scale` beside it, floats with as many
 * dimensions, each of the same size or of 1, and value = integer × scale. The scales are no tensors of the network and
 * leave the file. Tensors of other types stay as they are.
 *
 * @throws SafetensorsError for integers without scales, and for scales of another shape
 */
export function fromEightBits({ metadata, tensors }: Safetensors): Safetensors {
  const floats = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    const of = name.endsWith(SCALE) ? tensors.get(name.slice(0, -SCALE.length)) : undefined;
    if (of?.dtype === 'I8') continue;
    floats.set(
      name,
      tensor.dtype === 'I8' ? scaled(name, tensor, tensors.get(name + SCALE)) : tensor,
    );
  }
  return { metadata, tensors: floats };
}

function scaled(name: string, { shape, bytes }: StoredTensor, scale?: StoredTensor): StoredTensor {
  if (scale === undefined) {
    throw new SafetensorsError(weightsSays.noScale(name, name + SCALE));
  }
  const fits =
    scale.shape.length === shape.length &&
    scale.shape.every((size, axis) => size === 1 || size === shape[axis]);
  if (!fits) {
    throw new SafetensorsError(weightsSays.scaleShape(name + SCALE, scale.shape, shape));
  }
  const integers = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scales = toFloat32(scale);
  const strides = scaleStrides(scale.shape);
  const values = new Float32Array(integers.length);
  walkStrides(shape, strides, (element, place) => {
    values[element] = integers[element]! * scales[place]!;
  });
  return { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) };
}

/** How far the place of a scale moves with each axis: not at all where there is one for all. */
function scaleStrides(shape: readonly number[]): number[] {
  let stride = 1;
  return shape
    .toReversed()
    .map((size) => {
      const own = size === 1 ? 0 : stride;
      stride *= size;
      return own;
    })
    .reverse();
}
