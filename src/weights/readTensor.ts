import { BYTES_PER_VALUE, elementCount, type StoredTensor, walkStrides } from './safetensors.ts';
import { CheckpointError } from './byteReader.ts';
import { checkpointSays } from './checkpointSentences.ts';
import type { TensorReference } from './torchGlobals.ts';

/**
 * The values that references point to. Rows in order are views of the file; others are copied, in all no
 * more than `copyLimit` bytes, so that no file can ask for more memory than it takes itself.
 */
export class TensorReader {
  private copied = 0;

  constructor(
    private readonly storages: ReadonlyMap<string, Uint8Array>,
    private readonly copyLimit: number,
  ) {}

  /** @throws CheckpointError when the storage is missing or of another size */
  read(reference: TensorReference): StoredTensor {
    const { storage, offset, shape } = reference;
    const width = BYTES_PER_VALUE[storage.dtype];
    const bytes = this.storages.get(storage.key);
    if (bytes === undefined || bytes.length !== storage.count * width) {
      throw new CheckpointError(
        checkpointSays.storageSize(storage.key, storage.count * width, bytes?.length ?? null),
      );
    }
    const length = elementCount(shape) * width;
    if (isRowMajor(reference)) {
      const start = offset * width;
      return { dtype: storage.dtype, shape, bytes: bytes.subarray(start, start + length) };
    }
    this.copied += length;
    if (this.copied > this.copyLimit) {
      throw new CheckpointError(checkpointSays.repeatedValues());
    }
    return { dtype: storage.dtype, shape, bytes: gather(reference, bytes, width) };
  }
}

function isRowMajor({ shape, strides }: TensorReference): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return elementCount(shape) === 0;
    expected *= shape[axis]!;
  }
  return true;
}

function gather(
  { offset, shape, strides }: TensorReference,
  bytes: Uint8Array,
  width: number,
): Uint8Array {
  const out = new Uint8Array(elementCount(shape) * width);
  walkStrides(shape, strides, (element, place) => {
    const start = (offset + place) * width;
    for (let byte = 0; byte < width; byte++) out[element * width + byte] = bytes[start + byte]!;
  });
  return out;
}
