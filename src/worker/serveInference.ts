import { type Endpoint, expose } from 'comlink';
import { adjustDepth } from '../image/adjustDepth.ts';
import { ImageError } from '../image/imageError.ts';
import type { RgbImage } from '../image/types.ts';
import { drawSamples, Interrupted } from '../inference/drawSamples.ts';
import { laidAsPhoto } from '../inference/prepareDepth.ts';
import type { Predictor } from '../inference/predictor.ts';
import { toldOf } from '../languages/sentence.ts';
import { MetricInputError } from '../metrics/metricInput.ts';
import type { GpuFault } from './backend.ts';
import { DecodedFiles } from './decodedFiles.ts';
import { DepthEstimates, openDepthEstimator } from './depthEstimates.ts';
import {
  depthFacts,
  estimateFacts,
  photoFacts,
  type PreviewMaker,
  truthFacts,
} from './fileFacts.ts';
import { type ModelSources, ModelUnavailable } from './modelFiles.ts';
import { BadCheckpoint, openModel, stageOnly } from './openModel.ts';
import { BackendUnavailable, type Problem, type ProblemCode } from './problem.ts';
import type { FramePicture, FrameRequest, WorkerApi } from './protocol.ts';
import { FrameReader, type FrameRun, runFrame } from './runFrame.ts';
import { InferenceSession } from './session.ts';
import { SteadyDepth } from './steadyDepth.ts';
import type {
  BackendFacts,
  BackendName,
  EngineFacts,
  ModelFacts,
  ModelSource,
  StartProgress,
  StartRequest,
} from './startProtocol.ts';
import { prepareWire } from './wire.ts';
import { holdLock } from './workerLife.ts';

/** What the network's side of the bridge needs of the place where it runs: a browser's worker, or Node. */
export interface Platform {
  /** Starts the backend that is asked for, or the best there is; `fault` says why a GPU is not to be taken again. */
  startBackend(forced: BackendName | null, fault: GpuFault | null): Promise<BackendFacts>;
  /** Calls `onLost` when the GPU that the active backend computes on goes away. */
  watchForLoss(name: BackendName, onLost: () => void): Promise<void>;
  readonly sources: ModelSources;
  readonly makePreview: PreviewMaker;
}

// What few visits need is loaded when it is asked for.
// A worker serves one client with one network, so this file holds the state of both.
let platform: Platform;
const files = new DecodedFiles();
/** Where the network that estimates depth lies, once the page has said so. */
let depthModelAddress = '';
const estimates = new DepthEstimates(() => openDepthEstimator(depthModelAddress, platform.sources));
const frames = new FrameReader();
const frameDepth = new SteadyDepth(estimates.of);
const session = new InferenceSession(files, estimates);
let backend: BackendFacts | null = null;
let predictor: Predictor | null = null;
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
  ({ depthModelAddress } = request);
  onProgress(stageOnly('backend'));
  const starting = platform.startBackend(request.forced, fault);
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
  const opening = openModel(source, platform.sources, tell, starting);
  const [facts, model] = await Promise.all([starting, opening]);
  backend = facts;
  await platform.watchForLoss(facts.name, () => {
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
  next: Predictor,
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
  const model = await openModel(source, platform.sources, onProgress);
  await use(model.predictor, onProgress);
  return model.facts;
}

/**
 * Compiles everything at once where the network can rehearse, and runs it on a grey image, so that the first real one
 * waits for nothing.
 */
async function warmUp(network: Predictor): Promise<void> {
  const side = network.inputSize + 1; // it is resized then, as photos are
  const grey = { height: side, width: side, data: new Uint8Array(side * side * 3).fill(128) };
  if (network.rehearse !== undefined) {
    const { compileAhead } = await import('../kernels/webgpu/backend.ts');
    await compileAhead(() => network.rehearse?.());
  }
  const { prior } = await network.setImage(grey, null);
  await drawSamples(network, prior, { count: 2, seed: 0 });
}

function network(): Predictor {
  if (predictor === null) throw new Error('The network has not been started: call start first.');
  return predictor;
}

/** Calls of the network run one at a time, so one signal is enough. */
function newSignal(): AbortSignal {
  running = new AbortController();
  return running.signal;
}

function problemOf(error: unknown): Problem {
  const problem = { code: codeOf(error), detail: toldOf(error) };
  const folder = error instanceof ModelUnavailable ? error.folder : null;
  return folder === null ? problem : { ...problem, folder };
}

function codeOf(error: unknown): ProblemCode {
  if (lost) return 'backend-lost';
  if (error instanceof ImageError || error instanceof MetricInputError) return 'bad-file';
  if (error instanceof BadCheckpoint) return 'bad-checkpoint';
  if (error instanceof Interrupted) return 'interrupted';
  if (error instanceof ModelUnavailable) return 'model-unavailable';
  if (error instanceof BackendUnavailable) return 'backend-unavailable';
  // WebAssembly that ran out of memory or aborted cannot be used again.
  if (error instanceof WebAssembly.RuntimeError || isGpuFault(error)) return 'backend-lost';
  return 'unexpected';
}

/** A GPU that no longer gives its results back (`mapAsync`), whether or not it says that it is lost. */
function isGpuFault(error: unknown): boolean {
  if (backend?.name !== 'webgpu' || !(error instanceof DOMException)) return false;
  // Files that cannot be read have other names.
  return error.name === 'OperationError' || error.name === 'AbortError';
}

/** On the GPU that computes it, where there is one; else by the processor. */
async function paintedFrame(
  { frame, side, ...run }: FrameRequest,
  signal: AbortSignal,
): Promise<FramePicture> {
  const start = performance.now();
  const photo = frames.read(frame, side);
  const byGpu = backend?.name === 'webgpu' ? await paintOnGpu(photo, run) : null;
  if (signal.aborted) byGpu?.picture.close();
  signal.throwIfAborted();
  const painted = byGpu ?? (await paintByProcessor(photo, run, signal));
  return { ...painted, milliseconds: performance.now() - start };
}

async function paintOnGpu(photo: RgbImage, run: FrameRun) {
  const [{ paintFrame }, estimator] = await Promise.all([
    import('./gpuPictures.ts'),
    estimates.estimator(),
  ]);
  return paintFrame(network(), estimator, photo, run);
}

async function paintByProcessor(photo: RgbImage, run: FrameRun, signal: AbortSignal) {
  const painted = await runFrame(network(), photo, run, frameDepth.of, signal);
  const { pixels, width, height, answers } = painted;
  const picture = await createImageBitmap(new ImageData(pixels, width, height));
  return { of: run.layer.of, picture, answers };
}

const api: WorkerApi = {
  live: holdLock,
  start,
  openModel: open,
  readPhoto: async (file) => photoFacts(await files.photo(file), platform.makePreview),
  readDepth: async ({ file, photo, near, adjust, shape }) => {
    const stored = await files.depth(file);
    const raw = photo === null ? stored : await laidAsPhoto(await files.photo(photo), stored);
    return depthFacts(adjustDepth(raw, adjust), near, shape);
  },
  readTruth: async (file) => truthFacts(await files.toldTruth(file)),
  estimateDepth: async (file) =>
    estimateFacts(await estimates.ofFile(file.key, await files.photo(file))),
  setImage: (request) => session.setImage(network(), request, newSignal()),
  drawSamples: (request, tell) =>
    session.drawSamples(network(), request, {
      signal: newSignal(),
      onProgress: (done, total) => tell({ done, total }),
    }),
  explore: (z) => session.explore(network(), z, { signal: newSignal() }),
  glimpse: async (request) => {
    if (backend?.name !== 'webgpu') return null;
    const { paintGlimpse } = await import('./gpuPictures.ts');
    return paintGlimpse(network(), request);
  },
  smallMaps: (z) => session.smallMaps(network(), z, { signal: newSignal() }),
  latentEffects: () => session.latentEffects(network(), { signal: newSignal() }),
  assess: (request) => session.assess(network(), request, newSignal()),
  runPair: async (request) => {
    const signal = newSignal();
    const { runPair } = await import('./runPair.ts');
    return runPair(network(), request, estimates.of, platform.makePreview, signal);
  },
  runFrame: (request) => paintedFrame(request, newSignal()),
  download: (what) => session.download(what),
  cutOut: async ({ photo, map, threshold }) => {
    const { encodeCutOutFile } = await import('../inference/photoMaps.ts');
    return encodeCutOutFile(map, await files.photo(photo), threshold);
  },
  interrupt: async (how) => running.abort(new Interrupted(how)),
};

/**
 * Answers the calls of the client at the other end.
 *
 * @param endpoint of the bridge; by default this worker's own
 */
export function serveInference(where: Platform, endpoint?: Endpoint): void {
  platform = where;
  prepareWire(problemOf);
  expose(api, endpoint);
}
