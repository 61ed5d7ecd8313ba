import { openModelFiles } from '../inference/openModelFiles.ts';
import type { Predictor } from '../inference/predictor.ts';
import { ToldError } from '../languages/sentence.ts';
import { crc32 } from '../math/crc32.ts';
import {
  digest,
  downloadModel,
  fetchCard,
  type ModelSources,
  readWithProgress,
  withFolder,
} from './modelFiles.ts';
import type {
  CheckpointCopy,
  ModelFacts,
  ModelSource,
  StartProgress,
  StartStage,
} from './startProtocol.ts';
import { workerSays } from './sentences.ts';

/** A visitor's checkpoint cannot be used; the message says which and why. */
export class BadCheckpoint extends ToldError {
  override readonly name = 'BadCheckpoint';
}

export interface OpenedModel {
  readonly predictor: Predictor;
  readonly facts: ModelFacts;
}

type Tell = (progress: StartProgress) => void;

/** Steps in which the share of weights on the backend is told. */
const BUILD_STEPS = 50;

/** Progress of a stage that is not about bytes. */
export function stageOnly(stage: StartStage): StartProgress {
  return { stage, loadedBytes: 0, totalBytes: 0, fromCache: false };
}

/**
 * Gets a model's files and puts its network on the active backend.
 *
 * @param backend starts while the files come
 * @throws ModelUnavailable when a shipped file is missing, damaged or of another kind; BadCheckpoint
 */
export async function openModel(
  source: ModelSource,
  sources: ModelSources,
  tell: Tell,
  backend: Promise<unknown> = Promise.resolve(),
): Promise<OpenedModel> {
  return source.kind === 'shipped'
    ? openShipped(source, sources, tell, backend)
    : openOwn(source, sources, tell, backend);
}

async function openShipped(
  { address }: ModelSource & { kind: 'shipped' },
  sources: ModelSources,
  tell: Tell,
  backend: Promise<unknown>,
): Promise<OpenedModel> {
  const [{ card, weights, fromCache }] = await Promise.all([
    withFolder(address, () => downloadModel(address, sources, tell)),
    backend,
  ]);
  tell(stageOnly('build'));
  const predictor = await withFolder(address, () => openModelFiles({ config: card, weights }));
  const { latentDim, inputSize } = predictor;
  return {
    predictor,
    facts: {
      model: card,
      latentDim,
      inputSize,
      wholeRunPerSample: false,
      fromCache,
      checkpoint: null,
    },
  };
}

async function openOwn(
  { name, blob, ownAddress, keep, sha256: known }: ModelSource & { kind: 'checkpoint' },
  sources: ModelSources,
  tell: Tell,
  backend: Promise<unknown>,
): Promise<OpenedModel> {
  // Only visitors with a checkpoint need the reader and the authors' network.
  const [{ isCheckpointProblem, openCheckpoint }, ownConfig, bytes] = await Promise.all([
    import('./openCheckpoint.ts'),
    fetchCard(ownAddress, sources),
    readFile(name, blob, tell),
    backend,
  ]);
  const sha256 = (await digest(bytes)) ?? '';
  if (known !== null && sha256 !== known) {
    throw new BadCheckpoint(workerSays.changedCheckpoint(name));
  }
  // Insecure pages have no digest.
  const mark = sha256.slice(0, 12) || crc32(new Uint8Array(bytes)).toString(16).padStart(8, '0');
  tell(stageOnly('build'));
  let step = 0;
  const onProgress = (share: number) => {
    if (share * BUILD_STEPS < step) return;
    step = Math.floor(share * BUILD_STEPS) + 1;
    tell({ stage: 'build', loadedBytes: share, totalBytes: 1, fromCache: false });
  };
  try {
    const { predictor, network, copy } = await openCheckpoint(bytes, {
      ownConfig,
      keep,
      onProgress,
    });
    const { latentDim, inputSize, config } = predictor;
    return {
      predictor,
      facts: {
        model: { checkpoint: name, network: config.name, sha256 },
        latentDim,
        inputSize,
        wholeRunPerSample: network === 'released',
        fromCache: false,
        checkpoint: { mark, copy: copy && (await keepable(copy)) },
      },
    };
  } catch (error) {
    if (isCheckpointProblem(error)) {
      throw new BadCheckpoint(workerSays.ofCheckpoint(name, error.told));
    }
    throw error;
  }
}

async function keepable(copy: ArrayBuffer): Promise<CheckpointCopy> {
  return { file: new Blob([copy]), sha256: (await digest(copy)) ?? '' };
}

async function readFile(name: string, blob: Blob, tell: Tell): Promise<ArrayBuffer> {
  const totalBytes = blob.size;
  try {
    return await readWithProgress(blob.stream(), (loadedBytes) =>
      tell({ stage: 'read', loadedBytes, totalBytes, fromCache: false }),
    );
  } catch {
    throw new BadCheckpoint(workerSays.unreadCheckpoint(name));
  }
}
