import { expose, transfer } from 'comlink';
import type { ScalarMap } from '../image/types.ts';
import { ImageError } from '../image/imageError.ts';
import { Predictor } from '../inference/predictor.ts';
import { startBackend, watchForLoss } from './backend.ts';
import { browserSources, downloadModel, ModelUnavailable } from './modelFiles.ts';
import { makePreview } from './preview.ts';
import type {
  Answer,
  EngineFacts,
  InferenceApi,
  ProblemCode,
  StartProgress,
  StartRequest,
} from './protocol.ts';
import { InferenceSession } from './session.ts';

const session = new InferenceSession(makePreview);
let predictor: Predictor | null = null;
let lost = false;

async function start(
  request: StartRequest,
  onProgress: (progress: StartProgress) => void,
  onLost: () => void,
): Promise<EngineFacts> {
  const begin = performance.now();
  const stage = (name: StartProgress['stage']) =>
    onProgress({ stage: name, loadedBytes: 0, totalBytes: 0, fromCache: false });
  stage('backend');
  const starting = startBackend(request.forced, request.gpuLost);
  // The download runs beside it: its bytes are told as they arrive, and once the backend is there.
  let bytes: StartProgress = { stage: 'download', loadedBytes: 0, totalBytes: 0, fromCache: false };
  const downloading = downloadModel(request.modelAddress, browserSources, (progress) => {
    bytes = progress;
    onProgress(progress);
  });
  void starting.then(
    () => onProgress(bytes),
    () => undefined,
  );
  const [backend, model] = await Promise.all([starting, downloading]);
  await watchForLoss(backend.name, () => {
    lost = true;
    onLost();
  });
  stage('build');
  const { card, weights, fromCache } = model;
  predictor?.dispose();
  predictor = await Predictor.load({ config: card, weights });
  // Programs are compiled on first use; a software adapter would take as long as a whole image.
  const warmUpStart = performance.now();
  if (backend.name === 'webgpu' && !backend.software) {
    stage('warm-up');
    await warmUp(predictor);
  }
  const end = performance.now();
  return {
    backend,
    model: card,
    latentDim: predictor.latentDim,
    inputSize: predictor.inputSize,
    startMs: end - begin,
    warmUpMs: end - warmUpStart,
    fromCache,
  };
}

/** Runs everything once on a grey image, so that the first real one does not wait for compilation. */
async function warmUp(network: Predictor): Promise<void> {
  const side = network.inputSize;
  const data = new Uint8Array(side * side * 3).fill(128);
  await network.setImage({ height: side, width: side, data }, null);
  await network.summarisePrior(1, 0);
}

function network(): Predictor {
  if (predictor === null) throw new Error('The network has not been started.');
  return predictor;
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
  if (error instanceof ImageError) return 'bad-file';
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
  readPhoto: (file) => answer(() => session.readPhoto(file)),
  readDepth: (file, near) => answer(() => session.readDepth(file, near)),
  setImage: async (request) => {
    const parcel = new Parcel();
    const result = await answer(async () => {
      const facts = await session.setImage(network(), request);
      return { ...facts, correctedDepth: parcel.map(facts.correctedDepth) };
    });
    return parcel.seal(result);
  },
  drawSamples: async (request) => {
    const parcel = new Parcel();
    const result = await answer(async () => {
      const set = await session.drawSamples(network(), request);
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
      const explored = await session.explore(network(), z);
      return { ...explored, map: parcel.map(explored.map) };
    });
    return parcel.seal(result);
  },
  download: async (what) => {
    const result = await answer(() => session.download(what));
    return result.ok ? transfer(result, [result.value.bytes.buffer]) : result;
  },
};

expose(api);
