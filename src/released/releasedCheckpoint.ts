import type { Predictor } from '../inference/predictor.ts';
import { encodeHalf } from '../math/halfFloat.ts';
import {
  parseSafetensors,
  type StoredTensor,
  toFloat32,
  writeSafetensors,
} from '../weights/safetensors.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import { ReleasedPredictor } from './releasedPredictor.ts';
import { releasedTable, requireReleasedTensors } from './releasedUcNet.ts';

/** Every tensor's name starts with one of these. Other folders reach the network through this file alone. */
export const RELEASED_MODULES: readonly string[] = ['sal_encoder', 'x_encoder', 'xy_encoder'];

type Tensors = ReadonlyMap<string, StoredTensor>;

/** A weight that 16 bits cannot hold; the message names it. */
export class HalfPrecisionError extends Error {
  override readonly name = 'HalfPrecisionError';
}

const LARGEST_HALF = 65504;

/**
 * Puts the authors' network on the active backend.
 *
 * @param tensors of a checkpoint, as `readCheckpoint` gives them
 * @param onProgress receives the share that is done, in (0,1]
 * @throws SafetensorsError or ParameterMismatchError with what is wrong with the checkpoint
 */
export async function openReleased(
  tensors: Tensors,
  onProgress?: (share: number) => void,
): Promise<Predictor> {
  return ReleasedPredictor.load(tensors, onProgress);
}

/**
 * As `openReleased`, with a smaller file of the weights to keep: in 16 bits if they can hold every weight. The
 * network computes with these, so that the next visit sees the same maps.
 */
export async function openReleasedWithCopy(
  tensors: Tensors,
  onProgress?: (share: number) => void,
): Promise<{ predictor: Predictor; copy: ArrayBuffer }> {
  const copy = smallCopy(tensors);
  return { predictor: await openReleased(parseSafetensors(copy).tensors, onProgress), copy };
}

function smallCopy(tensors: Tensors): ArrayBuffer {
  try {
    return convertCheckpoint(tensors, { half: true });
  } catch (error) {
    if (!(error instanceof HalfPrecisionError)) throw error;
    return convertCheckpoint(tensors, { half: false });
  }
}

/**
 * A safetensors file of the weights that the network computes with, under the released names. What official
 * checkpoints hold besides is left out.
 *
 * @param half stores the kernels in 16 bits; biases and batch norms, a hundredth of it all, stay exact
 * @throws ParameterMismatchError when the tensors are not the released network's; HalfPrecisionError
 */
export function convertCheckpoint(
  tensors: Tensors,
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
