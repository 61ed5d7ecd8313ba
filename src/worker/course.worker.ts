import { expose } from 'comlink';
import { ImageError } from '../image/imageError.ts';
import { toldOf } from '../languages/sentence.ts';
import { startBackend } from './backend.ts';
import { type CourseAddresses, CourseSession } from './courseSession.ts';
import { browserSources, ModelUnavailable } from './modelFiles.ts';
import { prepareWire } from './wire.ts';
import { holdLock } from './workerLife.ts';

// The first file of the worker of the course: one of its own, so that the page's network keeps its image.
let session: CourseSession | null = null;

prepareWire((error) => ({
  code:
    error instanceof ImageError
      ? 'bad-file'
      : error instanceof ModelUnavailable
        ? 'model-unavailable'
        : 'unexpected',
  detail: toldOf(error),
}));

function opened(): CourseSession {
  if (session === null) throw new Error('The course has not been opened.');
  return session;
}

/** All that the worker does. */
const api = {
  live: holdLock,
  /** @param plain computes in plain JavaScript, as `?backend=cpu` asks for */
  open: async (addresses: CourseAddresses, plain: boolean) => {
    // As after a GPU that failed: layers are looked at one by one, which wasm does without compiling anything.
    await startBackend(plain ? 'cpu' : null, 'webgpu-failed');
    session = new CourseSession(addresses, browserSources);
  },
  facts: () => opened().facts(),
  inspect: (...[request]: Parameters<CourseSession['inspect']>) => opened().inspect(request),
  answer: (...[request]: Parameters<CourseSession['answer']>) => opened().answer(request),
  sample: (...[z]: Parameters<CourseSession['sample']>) => opened().sample(z),
  samplePrior: (...[count, seed]: Parameters<CourseSession['samplePrior']>) =>
    opened().samplePrior(count, seed),
  posterior: (...[truth]: Parameters<CourseSession['posterior']>) => opened().posterior(truth),
  gateWeights: () => opened().gateWeights(),
  answersInTurn: (...[picture, count]: Parameters<CourseSession['answersInTurn']>) =>
    opened().answersInTurn(picture, count),
  variant: (...[picture, variant, count, seed, common]: Parameters<CourseSession['variant']>) =>
    opened().variant(picture, variant, count, seed, common),
  commonPrior: (...[pictures]: Parameters<CourseSession['commonPrior']>) =>
    opened().commonPrior(pictures),
  score: (...[maps, truth]: Parameters<CourseSession['score']>) => opened().score(maps, truth),
  truth: (...[file]: Parameters<CourseSession['truth']>) => opened().truth(file),
  baseline: (...[address, picture, silent]: Parameters<CourseSession['baseline']>) =>
    opened().baseline(address, picture, silent),
};

export type CourseApi = typeof api;

expose(api);
