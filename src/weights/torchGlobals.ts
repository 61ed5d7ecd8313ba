import { elementCount, type SafetensorsType } from './safetensors.ts';
import { CheckpointError } from './byteReader.ts';
import { checkpointSays } from './checkpointSentences.ts';
import { type PickleEnvironment, type PickleGlobal, PickleTuple } from './unpickle.ts';

/** A stretch of values somewhere in the file. */
export interface StorageReference {
  readonly kind: 'storage';
  readonly key: string;
  readonly dtype: SafetensorsType;
  readonly count: number;
}

/** A view of a storage: element (i, j, …) is at offset + i · strides[0] + j · strides[1] + … */
export interface TensorReference {
  readonly kind: 'tensor';
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

interface StorageType extends PickleGlobal {
  readonly dtype: SafetensorsType;
}

const STORAGE_TYPES: ReadonlyMap<string, SafetensorsType> = new Map([
  ['FloatStorage', 'F32'],
  ['HalfStorage', 'F16'],
  ['DoubleStorage', 'F64'],
  ['BFloat16Storage', 'BF16'],
  ['LongStorage', 'I64'],
  ['IntStorage', 'I32'],
  ['ShortStorage', 'I16'],
  ['CharStorage', 'I8'],
  ['ByteStorage', 'U8'],
  ['BoolStorage', 'BOOL'],
]);

/** As in PyTorch itself. */
const MOST_DIMENSIONS = 64;
/** Far above any honest checkpoint, and soon counted. */
const MOST_CALL_ITEMS = 1_000_000;

export interface TorchEnvironment extends PickleEnvironment {
  /** Every storage referred to so far, by its key. */
  readonly storages: ReadonlyMap<string, StorageReference>;
}

/** What pickles of `torch.save` may refer to. One for each file: it limits the work a file can ask for. */
export function torchEnvironment(): TorchEnvironment {
  let callItems = 0;
  const storages = new Map<string, StorageReference>();
  const persistent = (id: unknown): StorageReference => {
    const storage = storageReference(id);
    const known = storages.get(storage.key) ?? storage;
    if (known.dtype !== storage.dtype || known.count !== storage.count) {
      throw new CheckpointError(checkpointSays.storageTwice());
    }
    storages.set(storage.key, known);
    return known;
  };
  const orderedDictionary = ([items]: readonly unknown[]): Map<unknown, unknown> => {
    // Python 2 passes the pairs in a list; Python 3 sets them afterwards.
    const pairs = items === undefined ? [] : requireList(items);
    callItems += pairs.length;
    if (callItems > MOST_CALL_ITEMS) throw notAStateDictionary();
    return new Map(pairs.map((pair) => requirePair(pair)));
  };
  const known: PickleGlobal[] = [
    { name: 'collections.OrderedDict', call: orderedDictionary },
    { name: 'torch.Size', call: ([sizes]) => new PickleTuple(requireList(sizes)) },
    { name: 'torch._utils._rebuild_tensor', call: rebuildTensor },
    { name: 'torch._utils._rebuild_tensor_v2', call: rebuildTensor },
    { name: 'torch._utils._rebuild_parameter', call: ([data]) => requireTensor(data) },
    ...[...STORAGE_TYPES].map(([name, dtype]): StorageType => ({ name: `torch.${name}`, dtype })),
  ];
  return { globals: new Map(known.map((each) => [each.name, each])), persistent, storages };
}

/** ('storage', type, key, device, count), in old files followed by None. */
function storageReference(id: unknown): StorageReference {
  const [kind, type, key, , count, view] = id instanceof PickleTuple ? id.items : [];
  if (kind !== 'storage' || !isStorageType(type) || !isCount(count)) {
    throw new CheckpointError(checkpointSays.noStorage());
  }
  if (view !== undefined && view !== null) {
    throw new CheckpointError(checkpointSays.partialStorage());
  }
  return { kind: 'storage', key: storageKey(key), dtype: type.dtype, count };
}

/** PyTorch names storages by short texts. Anything else may take for ever to write out: a nest of shared lists, say. */
export function storageKey(key: unknown): string {
  if (typeof key === 'string' || typeof key === 'number') return String(key);
  throw new CheckpointError(checkpointSays.storageName());
}

/** (storage, offset, shape, strides, …); what follows concerns gradients. */
function rebuildTensor(parameters: readonly unknown[]): TensorReference {
  const [storage, offset, shape, strides] = parameters;
  if (!isStorage(storage) || !isCount(offset)) throw badTensor();
  const sizes = requireCounts(shape);
  const steps = requireCounts(strides);
  if (sizes.length !== steps.length || sizes.length > MOST_DIMENSIONS) throw badTensor();
  const reference = { kind: 'tensor', storage, offset, shape: sizes, strides: steps } as const;
  requireInside(reference);
  return reference;
}

function requireInside({ storage, offset, shape, strides }: TensorReference): void {
  const elements = elementCount(shape);
  if (elements === 0) return;
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, offset);
  if (last >= storage.count || elements > storage.count) {
    throw new CheckpointError(checkpointSays.tensorOutside(shape, storage.count));
  }
}

export function isTensor(value: unknown): value is TensorReference {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor';
}

function isStorage(value: unknown): value is StorageReference {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'storage';
}

function isStorageType(value: unknown): value is StorageType {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'name' in value;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function requireTensor(value: unknown): TensorReference {
  if (!isTensor(value)) throw badTensor();
  return value;
}

function requireList(value: unknown): readonly unknown[] {
  if (value instanceof PickleTuple) return value.items;
  if (Array.isArray(value)) return value as unknown[];
  throw notAStateDictionary();
}

function requirePair(value: unknown): [unknown, unknown] {
  const items = requireList(value);
  if (items.length !== 2) throw notAStateDictionary();
  return [items[0], items[1]];
}

function requireCounts(value: unknown): number[] {
  const items = value instanceof PickleTuple ? value.items : null;
  if (items === null || items.length > MOST_DIMENSIONS || !items.every(isCount)) throw badTensor();
  return items.slice();
}

function badTensor(): CheckpointError {
  return new CheckpointError(checkpointSays.badTensor());
}

function notAStateDictionary(): CheckpointError {
  return new CheckpointError(checkpointSays.badDictionary());
}
