import {
  BYTES_PER_VALUE,
  isSafetensors,
  parseSafetensors,
  type StoredTensor,
} from './safetensors.ts';
import { ByteReader, CheckpointError } from './byteReader.ts';
import { TensorReader } from './readTensor.ts';
import { checkpointSays } from './checkpointSentences.ts';
import { readStoredZip } from './storedZip.ts';
import { isTensor, storageKey, torchEnvironment, type TensorReference } from './torchGlobals.ts';
import { unpickle } from './unpickle.ts';

const ZIP_START = 0x04034b50;
const PICKLE_START = 0x80;
/** First value of files that `torch.save` wrote before version 1.6. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
const LEGACY_VERSION = 1001;
const TAR_MARK = 'ustar';
const TAR_MARK_AT = 257;

/**
 * The named tensors of a PyTorch checkpoint, in the zip format since 1.6 or the format before it, or of a
 * safetensors file. Wrappers (`{'state_dict': …}`, `module.` before the names) are taken off. Nothing is run
 * and nothing is inflated; the tensors are views of `file` where their values are in order.
 *
 * @throws CheckpointError or SafetensorsError for anything else, with what is wrong
 */
export async function readCheckpoint(file: ArrayBuffer): Promise<Map<string, StoredTensor>> {
  const bytes = new Uint8Array(file);
  if (bytes.length < 16) {
    throw new CheckpointError(checkpointSays.tooShort(bytes.length));
  }
  if (isSafetensors(file)) return withoutWrapper(parseSafetensors(file).tensors);
  if (new ByteReader(bytes).uint32() === ZIP_START) return withoutWrapper(await readZip(bytes));
  if (bytes[0] === PICKLE_START) return withoutWrapper(readLegacy(bytes));
  if (new TextDecoder('latin1').decode(bytes.subarray(TAR_MARK_AT, TAR_MARK_AT + 5)) === TAR_MARK) {
    throw new CheckpointError(checkpointSays.tar());
  }
  throw new CheckpointError(checkpointSays.neither());
}

async function readZip(bytes: Uint8Array): Promise<Map<string, StoredTensor>> {
  const files = await readStoredZip(bytes);
  const pickles = [...files.keys()].filter((name) => name.endsWith('/data.pkl'));
  const [pickle] = pickles;
  if (pickle === undefined || pickles.length > 1) {
    throw new CheckpointError(checkpointSays.pickles(pickles.length));
  }
  const folder = pickle.slice(0, -'data.pkl'.length);
  const order = files.get(`${folder}byteorder`);
  if (order !== undefined && new TextDecoder().decode(order) !== 'little') throw bigEndian();
  const environment = torchEnvironment();
  const { value } = unpickle(files.get(pickle)!, 0, environment);
  const storages = new Map<string, Uint8Array>();
  for (const key of environment.storages.keys()) {
    const content = files.get(`${folder}data/${key}`);
    if (content !== undefined) storages.set(key, content);
  }
  return readAll(value, storages, bytes.length);
}

/** Four pickles (magic number, version, system, the object), then the storages' keys, then the storages. */
function readLegacy(bytes: Uint8Array): Map<string, StoredTensor> {
  const environment = torchEnvironment();
  let position = 0;
  const next = (): unknown => {
    const result = unpickle(bytes, position, environment);
    position = result.position;
    return result.value;
  };
  if (next() !== LEGACY_MAGIC) {
    throw new CheckpointError(checkpointSays.otherPickle());
  }
  const version = next();
  if (version !== LEGACY_VERSION) {
    throw new CheckpointError(
      checkpointSays.formatVersion(typeof version === 'number' ? version : null, LEGACY_VERSION),
    );
  }
  const system = next();
  if (system instanceof Map && system.get('little_endian') === false) throw bigEndian();
  const root = next();
  const keys = next();
  if (!Array.isArray(keys)) {
    throw new CheckpointError(checkpointSays.noStorageList());
  }
  const reader = new ByteReader(bytes, position);
  const storages = new Map<string, Uint8Array>();
  for (const key of keys.map(storageKey)) {
    const storage = environment.storages.get(key);
    const count = reader.uint64();
    if (storage === undefined || storage.count !== count || storages.has(key)) {
      throw new CheckpointError(checkpointSays.wrongStorageList());
    }
    storages.set(key, reader.take(count * BYTES_PER_VALUE[storage.dtype]));
  }
  return readAll(root, storages, bytes.length);
}

function readAll(
  root: unknown,
  storages: ReadonlyMap<string, Uint8Array>,
  copyLimit: number,
): Map<string, StoredTensor> {
  const reader = new TensorReader(storages, copyLimit);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, reference] of findStateDictionary(root)) {
    tensors.set(name, reader.read(reference));
  }
  return tensors;
}

function bigEndian(): CheckpointError {
  return new CheckpointError(checkpointSays.bigEndian());
}

/** Under which training scripts usually put the weights, beside the optimiser's state and measured values; the first one wins. */
const USUAL_KEYS = ['state_dict', 'model_state_dict', 'model', 'generator', 'net', 'network'];

/**
 * Finds the dictionary of named tensors: the root itself, or one of its values.
 *
 * @throws CheckpointError when there is none, or when it is not clear which
 */
function findStateDictionary(root: unknown): Map<string, TensorReference> {
  if (!(root instanceof Map)) {
    throw new CheckpointError(checkpointSays.noDictionary());
  }
  const candidates = new Map<string, Map<string, TensorReference>>();
  // One dictionary may stand under a million names: it is looked through once.
  const seen = new Set<unknown>();
  for (const [key, value] of root as Map<unknown, unknown>) {
    if (typeof key !== 'string' || !(value instanceof Map) || seen.has(value)) continue;
    seen.add(value);
    const tensors = namedTensors(value);
    if (tensors.size > 0) candidates.set(key, tensors);
  }
  const usual = USUAL_KEYS.find((key) => candidates.has(key));
  if (usual !== undefined) return candidates.get(usual)!;
  const direct = namedTensors(root);
  if (direct.size > 0) return direct;
  const [only] = candidates.values();
  if (candidates.size === 1) return only!;
  throw new CheckpointError(
    candidates.size === 0
      ? checkpointSays.noTensors()
      : checkpointSays.severalDictionaries([...candidates.keys()]),
  );
}

function namedTensors(dictionary: ReadonlyMap<unknown, unknown>): Map<string, TensorReference> {
  const tensors = new Map<string, TensorReference>();
  for (const [key, value] of dictionary) {
    if (typeof key !== 'string' || !isTensor(value)) continue;
    if (key.length > LONGEST_NAME) {
      throw new CheckpointError(checkpointSays.longName(key.length));
    }
    tensors.set(key, value);
  }
  return tensors;
}

const LONGEST_NAME = 1000;
const WRAPPER = 'module.';

/** Without the `module.` that DataParallel puts before every name. */
function withoutWrapper<Value>(named: ReadonlyMap<string, Value>): Map<string, Value> {
  let entries = [...named];
  while (entries.length > 0 && entries.every(([name]) => name.startsWith(WRAPPER))) {
    entries = entries.map(([name, value]) => [name.slice(WRAPPER.length), value]);
  }
  return new Map(entries);
}
