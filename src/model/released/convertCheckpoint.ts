import { encodeHalf } from '../../weights/halfFloat.ts';
import { type StoredTensor, toFloat32, writeSafetensors } from '../../weights/safetensors.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import { releasedTable, requireReleasedTensors } from './releasedUcNet.ts';

/** A weight that 16 bits cannot hold; the message names it. */
export class HalfPrecisionError extends Error {
  override readonly name = 'HalfPrecisionError';
}

const LARGEST_HALF = 65504;

/**
 * A safetensors file of what the network computes with, under the released names; what official checkpoints
 * hold besides is left out.
 *
 * @param half stores the kernels in 16 bits; biases and batch norms, a hundredth of it all, stay exact
 * @throws ParameterMismatchError when the tensors are not the released network's; HalfPrecisionError
 */
export function convertCheckpoint(
  tensors: ReadonlyMap<string, StoredTensor>,
  { half }: { readonly half: boolean },
): ArrayBuffer {
  requireReleasedTensors(tensors);
  const converted = new Map<string, StoredTensor>();
  for (const [name, shape] of releasedTable().needed) {
    const values = toFloat32(tensors.get(name)!);
    converted.set(
      name,
      half && shape.length > 1
        ? { dtype: 'F16', shape, bytes: halfBytes(name, values) }
        : { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) },
    );
  }
  return writeSafetensors(converted, { network: RELEASED_CONFIG.name });
}

function halfBytes(name: string, values: Float32Array): Uint8Array {
  const large = values.find((value) => !(Math.abs(value) <= LARGEST_HALF));
  if (large !== undefined) {
    throw new HalfPrecisionError(
      `${name} holds ${large}, and 16 bits reach to ${LARGEST_HALF}: convert without --fp16.`,
    );
  }
  return new Uint8Array(encodeHalf(values).buffer);
}
