import { CheckpointError } from './checkpointError.ts';
import { isTensor, type TensorReference } from './torchGlobals.ts';

/** Under which training scripts usually put the weights, besides the optimiser's state; the first one wins. */
const USUAL_KEYS = ['state_dict', 'model_state_dict', 'model', 'generator', 'net', 'network'];

/**
 * Finds the dictionary of named tensors: the root itself, or one of its values.
 *
 * @throws CheckpointError when there is none, or when it is not clear which
 */
export function findStateDictionary(root: unknown): Map<string, TensorReference> {
  if (!(root instanceof Map)) {
    throw new CheckpointError(
      'The checkpoint holds no dictionary of tensors: save model.state_dict().',
    );
  }
  const direct = namedTensors(root);
  if (direct.size > 0) return direct;
  const candidates = new Map<string, Map<string, TensorReference>>();
  for (const [key, value] of root as Map<unknown, unknown>) {
    const tensors = value instanceof Map ? namedTensors(value) : new Map();
    if (typeof key === 'string' && tensors.size > 0) candidates.set(key, tensors);
  }
  const usual = USUAL_KEYS.find((key) => candidates.has(key));
  const [only] = candidates.size === 1 ? candidates.values() : [];
  const chosen = usual === undefined ? only : candidates.get(usual);
  if (chosen !== undefined) return chosen;
  throw new CheckpointError(
    candidates.size === 0
      ? 'The checkpoint holds no tensors: save model.state_dict().'
      : `The checkpoint holds several dictionaries of tensors (${[...candidates.keys()].join(', ')}): save only the network's state_dict.`,
  );
}

function namedTensors(dictionary: ReadonlyMap<unknown, unknown>): Map<string, TensorReference> {
  const tensors = new Map<string, TensorReference>();
  for (const [key, value] of dictionary) {
    if (typeof key === 'string' && isTensor(value)) tensors.set(key, value);
  }
  return tensors;
}

const WRAPPER = 'module.';

/** Without the `module.` that DataParallel puts before every name. */
export function withoutWrapper<Value>(named: ReadonlyMap<string, Value>): Map<string, Value> {
  let entries = [...named];
  while (entries.length > 0 && entries.every(([name]) => name.startsWith(WRAPPER))) {
    entries = entries.map(([name, value]) => [name.slice(WRAPPER.length), value]);
  }
  return new Map(entries);
}
