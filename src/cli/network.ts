import { Predictor } from '../inference/predictor.ts';
import { startBackend, type BackendName } from './backend.ts';
import { BadInput, describeError } from './failures.ts';
import type { LoadedModel } from './modelFolder.ts';

/** A network ready to run in this thread. */
export interface Network {
  readonly predictor: Predictor;
  /** The backend in words. */
  readonly backend: string;
}

/** @throws BadInput when the backend does not run here or the model's files do not make a network */
export async function startNetwork(name: BackendName, model: LoadedModel): Promise<Network> {
  const backend = await startBackend(name);
  try {
    return { predictor: await Predictor.load(model.files), backend };
  } catch (cause) {
    throw new BadInput(`The model in ${model.folder} cannot be used: ${describeError(cause)}`, {
      cause,
    });
  }
}
