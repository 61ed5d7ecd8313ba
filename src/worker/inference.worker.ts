import { expose, transfer } from 'comlink';
import type { ScalarMap } from '../image/types.ts';
import { ImageError } from '../image/imageError.ts';
import type { SaliencyPredictor } from '../inference/saliencyPredictor.ts';
import { MetricInputError } from '../metrics/metricInput.ts';
import { type GpuFault, startBackend, watchForLoss } from './backend.ts';
import { DecodedFiles } from './decodedFiles.ts';
import { depthFacts, photoFacts, truthFacts } from './fileFacts.ts';
import { browserSources, ModelUnavailable } from './modelFiles.ts';
import { BadCheckpoint, openModel, stageOnly } from './openModel.ts';
import { makePreview } from './preview.ts';
import type {
  Answer,
  BackendFacts,
  EngineFacts,
  InferenceApi,
  ModelFacts,
  ModelSource,
  ProblemCode,
  StartProgress,
  StartRequest,
} from './protocol.ts';
import { runPair } from './runPair.ts';
import { InferenceSession, Interrupted } from './session.ts';

const files = new DecodedFiles();
const session = new InferenceSession(files);
let backend: BackendFacts | null = null;
let predictor: SaliencyPredictor | null = null;
let lost = false;
/** Ends the network call under way. */
let running = new AbortController();

async function start(
  request: StartRequest,
  onProgress: (progress: StartProgress) => void,
  onLost: () => void,
  fault: GpuFault | null = request.gpuLost ? 'gpu-lost' : null,
): Promise<EngineFacts> {
  const begin = performance.now();
  onProgress(stageOnly('backend'));
  const starting = startBackend(request.forced, fault);
  // The download runs beside it: its bytes are told as they arrive, and once the backend is there.
  let latest: StartProgress = stageOnly('download');
  const tell = (progress: StartProgress) => {
    latest = progress;
    onProgress(progress);
  };
  void starting.then(
    () => onProgress(latest),
    () => undefined,
  );
  const { modelAddress: address } = request;
  const source: ModelSource = { kind: 'shipped', address };
  const opening = openModel(source, browserSources, tell, starting);
  const [facts, model] = await Promise.all([starting, opening]);
  backend = facts;
  await watchForLoss(facts.name, () => {
    // A GPU that failed in the warm-up is not in use any more.
    if (backend !== facts) return;
    lost = true;
    onLost();
  });
  try {
    const warmUpMs = await use(model.predictor, onProgress);
    return { ...model.facts, backend, startMs: performance.now() - begin, warmUpMs };
  } catch (error) {
    if (facts.reason !== 'hardware-adapter') throw error;
    backend = null;
    lost = false;
    return start(request, onProgress, onLost, 'webgpu-failed');
  }
}

/** Makes this the network in use. Returns the milliseconds of its warm-up. */
async function use(
  next: SaliencyPredictor,
  onProgress: (progress: StartProgress) => void,
): Promise<number> {
  const begin = performance.now();
  // Programs are compiled on first use; a software adapter would take as long as a whole image.
  if (backend?.name === 'webgpu' && !backend.software) {
    onProgress(stageOnly('warm-up'));
    await warmUp(next).catch((error: unknown) => {
      next.dispose();
      throw error;
    });
  }
  predictor?.dispose();
  predictor = next;
  return performance.now() - begin;
}

async function open(
  source: ModelSource,
  onProgress: (progress: StartProgress) => void,
): Promise<ModelFacts> {
  const model = await openModel(source, browserSources, onProgress);
  await use(model.predictor, onProgress);
  return model.facts;
}

/**
 * Compiles everything at once where the network can rehearse, and runs it on a grey image, so that the first real one
 * waits for nothing.
 */
async function warmUp(network: SaliencyPredictor): Promise<void> {
  const side = network.inputSize;
  const grey = { height: side, width: side, data: new Uint8Array(side * side * 3).fill(128) };
  if (network.rehearse !== undefined) {
    const { compileAhead } = await import('../kernels/webgpu/compileAhead.ts');
    await compileAhead(() => network.rehearse?.(grey));
  }
  await network.setImage(grey, null);
  await (network.summarisePrior ?? network.samplePrior).call(network, 2, 0);
}

function network(): SaliencyPredictor {
  if (predictor === null) throw new Error('The network has not been started.');
  return predictor;
}

/** Calls of the network run one at a time, so one signal is enough. */
function newSignal(): AbortSignal {
  running = new AbortController();
  return running.signal;
}

/** Turns errors into problems, which keep their code on the way to the page. */
async function answer<T>(work: () => Promise<T> | T): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: { code: codeOf(error), detail } };
  }
}

function codeOf(error: unknown): ProblemCode {
  if (lost) return 'backend-lost';
  if (error instanceof ImageError || error instanceof MetricInputError) return 'bad-file';
  if (error instanceof BadCheckpoint) return 'bad-checkpoint';
  if (error instanceof Interrupted) return 'interrupted';
  if (error instanceof ModelUnavailable) return 'model-unavailable';
  // WebAssembly that ran out of memory or aborted cannot be used again.
  if (error instanceof WebAssembly.RuntimeError) return 'backend-lost';
  return 'unexpected';
}

/** Copies of maps whose memory moves to the page, while the session keeps its own. */
class Parcel {
  readonly buffers: ArrayBuffer[] = [];

  map({ height, width, data }: ScalarMap): ScalarMap {
    const copy = data.slice();
    this.buffers.push(copy.buffer);
    return { height, width, data: copy };
  }

  seal<T>(value: T): T {
    return transfer(value, this.buffers);
  }
}

const api: InferenceApi = {
  start: (request, onProgress, onLost) => answer(() => start(request, onProgress, onLost)),
  openModel: (source, onProgress) => answer(() => open(source, onProgress)),
  readPhoto: (file) => answer(async () => photoFacts(await files.photo(file), makePreview)),
  readDepth: (file, near, shape) =>
    answer(async () => depthFacts(await files.depth(file), near, shape)),
  readTruth: (file) => answer(async () => truthFacts(await files.truth(file))),
  setImage: async (request) => {
    const parcel = new Parcel();
    const result = await answer(async () => {
      const facts = await session.setImage(network(), request);
      const { correctedDepth } = facts;
      return { ...facts, correctedDepth: correctedDepth && parcel.map(correctedDepth) };
    });
    return parcel.seal(result);
  },
  drawSamples: async (request, tell) => {
    const parcel = new Parcel();
    const result = await answer(async () => {
      const onProgress = (done: number, total: number) => tell(done, total);
      const set = await session.drawSamples(network(), request, {
        signal: newSignal(),
        onProgress,
      });
      return {
        ...set,
        maps: set.maps.map((map) => parcel.map(map)),
        consensus: parcel.map(set.consensus),
        mean: parcel.map(set.mean),
        variance: parcel.map(set.variance),
        entropy: parcel.map(set.entropy),
      };
    });
    return parcel.seal(result);
  },
  explore: async (z) => {
    const parcel = new Parcel();
    const result = await answer(async () => {
      const explored = await session.explore(network(), z, { signal: newSignal() });
      return { ...explored, map: parcel.map(explored.map) };
    });
    return parcel.seal(result);
  },
  latentEffects: () => answer(() => session.latentEffects(network(), { signal: newSignal() })),
  assess: async (request) => {
    const parcel = new Parcel();
    const result = await answer(async () => {
      const assessment = await session.assess(network(), request, newSignal());
      const { posterior, errorMap } = assessment;
      return {
        ...assessment,
        posterior: posterior && { ...posterior, map: parcel.map(posterior.map) },
        errorMap: parcel.map(errorMap),
      };
    });
    return parcel.seal(result);
  },
  runPair: async (request) => {
    const result = await answer(() => runPair(network(), request, newSignal()));
    if (!result.ok) return result;
    return transfer(
      result,
      Object.values(result.value.files).map((bytes) => bytes.buffer),
    );
  },
  download: async (what) => {
    const result = await answer(() => session.download(what));
    return result.ok ? transfer(result, [result.value.bytes.buffer]) : result;
  },
  interrupt: async (how) => running.abort(new Interrupted(how)),
};

expose(api);
