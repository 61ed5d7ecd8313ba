import type { Predictor } from '../inference/predictor.ts';
import { UcNetPredictor } from '../inference/ucNetPredictor.ts';
import { ToldError } from '../languages/sentence.ts';
import { ParameterMismatchError } from '../nn/parameters.ts';
import {
  openReleased,
  openReleasedWithCopy,
  RELEASED_MODULES,
} from '../released/releasedCheckpoint.ts';
import { CheckpointError } from '../weights/byteReader.ts';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import { isSafetensors, SafetensorsError, type StoredTensor } from '../weights/safetensors.ts';
import { workerSays } from './sentences.ts';

/** The tensors belong to no network that this program can build; the message says what was looked for. */
class UnknownNetworkError extends ToldError {
  override readonly name = 'UnknownNetworkError';
}

/** Networks that a file of weights can be of: the authors' ResNet-50 variant, or ours. */
export type CheckpointNetwork = 'released' | 'own';

const MODULES: Readonly<Record<CheckpointNetwork, readonly string[]>> = {
  released: RELEASED_MODULES,
  own: ['saliency_net', 'prior_net', 'posterior_net', 'prediction_net', 'depth_correction_net'],
};

/**
 * Tells from the tensors' names whose network they are.
 *
 * @throws UnknownNetworkError
 */
export function recogniseNetwork(tensors: ReadonlyMap<string, unknown>): CheckpointNetwork {
  const names = [...tensors.keys()];
  const modules = new Set(names.map((name) => name.split('.', 1)[0]!));
  const network = (['released', 'own'] as const).find((each) =>
    MODULES[each].some((module) => modules.has(module)),
  );
  if (network !== undefined) return network;
  throw new UnknownNetworkError(
    workerSays.unknownNetwork(MODULES.released[0]!, MODULES.own[0]!, names),
  );
}

export interface OpenedCheckpoint {
  readonly predictor: Predictor;
  readonly network: CheckpointNetwork;
  /** A smaller file of the same weights, to keep; what `predictor` computes with. Null where none was asked for. */
  readonly copy: ArrayBuffer | null;
}

export interface OpenOptions {
  /** `model.json` of our network, parsed: its files of weights do not hold their configuration. */
  readonly ownConfig: unknown;
  /** Also makes `copy`. The authors' weights are then halved to 16 bits, so that the next visit sees the same maps. */
  readonly keep: boolean;
  /** Receives the share of the weights that is on the backend, in (0,1]. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Puts a network with the weights of a `.pth` or `.safetensors` file on the active backend.
 *
 * @throws CheckpointError, SafetensorsError, ParameterMismatchError, UnknownNetworkError (see
 *   `isCheckpointProblem`) with what is wrong with the file; ModelConfigError for `ownConfig`
 */
export async function openCheckpoint(
  file: ArrayBuffer,
  { ownConfig, keep, onProgress }: OpenOptions,
): Promise<OpenedCheckpoint> {
  const tensors = await readCheckpoint(file);
  const network = recogniseNetwork(tensors);
  if (network === 'own') {
    requireExported(file, tensors);
    const predictor = await UcNetPredictor.load({ config: ownConfig, weights: file });
    return { predictor, network, copy: keep ? file : null };
  }
  if (keep) return { network, ...(await openReleasedWithCopy(tensors, onProgress)) };
  return { network, predictor: await openReleased(tensors, onProgress), copy: null };
}

/** Whether an error says what is wrong with a file of weights, in words for its owner. */
export function isCheckpointProblem(error: unknown): error is ToldError {
  return (
    error instanceof CheckpointError ||
    error instanceof SafetensorsError ||
    error instanceof ParameterMismatchError ||
    error instanceof UnknownNetworkError
  );
}

/** Our training's own checkpoints are no safetensors files, or have batch norms, and layouts that only the export turns. */
function requireExported(file: ArrayBuffer, tensors: ReadonlyMap<string, StoredTensor>): void {
  if (isSafetensors(file) && ![...tensors.keys()].some((name) => name.endsWith('.running_var')))
    return;
  throw new UnknownNetworkError(workerSays.unexported());
}
