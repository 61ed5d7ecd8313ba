import { DepthEstimator } from '../inference/depthEstimator.ts';
import { openModelFiles } from '../inference/openModelFiles.ts';
import type { Predictor } from '../inference/predictor.ts';
import { openReleased } from '../released/releasedCheckpoint.ts';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import { startNodeBackend } from '../worker/nodeBackend.ts';
import type { BackendName } from '../worker/startProtocol.ts';
import { ESTIMATE, WITHOUT_DEPTH, type ReadingOptions } from './commandOptions.ts';
import { BadInput, describeError } from './failures.ts';
import type { LoadedModel, LoadedNetwork } from './modelFolder.ts';

/** A network ready to run in this thread. */
export interface Network {
  readonly predictor: Predictor;
  /** The backend in words. */
  readonly backend: string;
}

/** @throws BackendUnavailable when the backend does not run here; BadInput when the model's files do not make a network */
export async function startNetwork(name: BackendName, model: LoadedNetwork): Promise<Network> {
  const { description: backend } = await startNodeBackend(name);
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

/** What the option for depth says where no depth map is read. */
const WITHOUT_FILE: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [ESTIMATE, `--depth ${ESTIMATE}`],
  [WITHOUT_DEPTH, `--depth ${WITHOUT_DEPTH}`],
  [false, '--no-depth'],
]);

/** @throws BadInput where it is said how a depth map is to be read, and none is */
export function requireFileToRead(depth: unknown, options: ReadingOptions): void {
  const source = WITHOUT_FILE.get(depth);
  if (source === undefined) return;
  const { near, fit, zeroIsHole, depthRotate, depthMirror, depthShift, depthRange } = options;
  const idle = [
    // An estimate has bright as near.
    near !== undefined && near !== 'bright' && `--near ${near}`,
    fit !== undefined && `--fit ${fit}`,
    zeroIsHole !== 'auto' && `--zero-is-hole ${zeroIsHole}`,
    depthRotate !== undefined && `--depth-rotate ${depthRotate}`,
    depthMirror === true && '--depth-mirror',
    depthShift !== undefined && '--depth-shift',
    depthRange !== undefined && '--depth-range',
  ].find((option) => option !== false);
  if (idle === undefined) return;
  throw new BadInput(
    `${idle} says how a depth map is to be read, and ${source} reads none: leave one of them out.`,
  );
}

/**
 * The network that estimates depth, on the backend that was started.
 *
 * @throws BadInput when the model's files do not make such a network
 */
export function startEstimator({ files, folder }: LoadedModel): DepthEstimator {
  try {
    return DepthEstimator.load(files);
  } catch (cause) {
    throw new BadInput(
      `The model in ${folder} is no depth network that this program can use: ${describeError(cause)}`,
      { cause },
    );
  }
}
