import { openModelFiles } from '../inference/openModelFiles.ts';
import type { SaliencyPredictor } from '../inference/saliencyPredictor.ts';
import { openReleased } from '../released/releasedCheckpoint.ts';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import { startBackend, type BackendName } from './backend.ts';
import { BadInput, describeError } from './failures.ts';
import type { LoadedNetwork } from './modelFolder.ts';

/** A network ready to run in this thread. */
export interface Network {
  readonly predictor: SaliencyPredictor;
  /** The backend in words. */
  readonly backend: string;
}

/** @throws BadInput when the backend does not run here or the model's files do not make a network */
export async function startNetwork(name: BackendName, model: LoadedNetwork): Promise<Network> {
  const backend = await startBackend(name);
  const isCheckpoint = model.kind === 'checkpoint';
  try {
    const predictor = isCheckpoint
      ? await openReleased(await readCheckpoint(model.bytes))
      : await openModelFiles(model.files);
    return { predictor, backend };
  } catch (cause) {
    const what = isCheckpoint ? model.file : `The model in ${model.folder}`;
    throw new BadInput(`${what} cannot be used: ${describeError(cause)}`, { cause });
  }
}
