import type { ScalarMap } from '../image/types.ts';
import { AS_STORED } from '../image/adjustDepth.ts';
import { chooseCutOutParts, findCutOutParts } from '../image/cutOutParts.ts';
import { isOneSize } from '../image/fitDepth.ts';
import { inEnglish } from '../languages/sentence.ts';
import { resizeBilinear } from '../math/resize.ts';
import { InferenceClient, type WorkerHandle } from '../worker/client.ts';
import { InferenceProblem, type ProblemCode } from '../worker/problem.ts';
import type { DepthSource, SourceFile } from '../worker/protocol.ts';
import { BACKENDS, type EngineFacts, type StartRequest } from '../worker/startProtocol.ts';
import { isShipped } from './addresses.ts';
import {
  type CutOutOptions,
  type Look,
  type LookFacts,
  type LookOptions,
  type UcNet,
  UcNetError,
  type UcNetErrorCode,
  type Waiting,
} from './api.ts';

/** What differs between a browser and Node. */
export interface Host<Picture> {
  startWorker(): WorkerHandle;
  /**
   * The picture as a file.
   *
   * @throws UcNetError
   */
  read(picture: Picture, what: string, signal: AbortSignal | undefined): Promise<SourceFile>;
}

/** Most answers to one photo. */
const MOST_ANSWERS = 256;
/** Whole numbers above have gaps between them. */
const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

const CODES: Readonly<Partial<Record<ProblemCode, UcNetErrorCode>>> = {
  'bad-file': 'bad-picture',
  'model-unavailable': 'model-unavailable',
  'backend-unavailable': 'backend-unavailable',
  'backend-lost': 'backend-lost',
  'worker-lost': 'worker-lost',
};

/** Where what the worker tells helps nobody. */
const SENTENCES: Readonly<Partial<Record<ProblemCode, string>>> = {
  'backend-lost': 'The GPU, or the memory of the network, is gone: look again, and it starts anew.',
  'worker-lost':
    'The worker of the network cannot be loaded or has died: see whether the package’s files are served, and look again.',
};
const UNKNOWN = 'The network failed for no known reason: see the cause of this error.';

/** `UcNet` by the page's own client: a look is its calls `setImage` and `drawSamples`, in turns. */
export class UcNetClient<Picture> implements UcNet<Picture> {
  private readonly client: InferenceClient;
  private readonly host: Host<Picture>;
  private readonly request: Omit<StartRequest, 'gpuLost'>;
  /** The network that runs or starts; null where it is yet to start. */
  private network: Promise<EngineFacts> | null = null;
  private gpuLost = false;
  private disposed = false;
  /** Settles when the looks that were asked for are done. */
  private turns: Promise<unknown> = Promise.resolve();

  constructor(host: Host<Picture>, request: Omit<StartRequest, 'gpuLost'>) {
    this.host = host;
    this.request = request;
    this.client = new InferenceClient(() => host.startWorker());
  }

  /**
   * Starts the network ahead of the first look.
   *
   * @throws UcNetError; the signal's reason
   */
  async start(options: Waiting = {}): Promise<void> {
    requireOneOf('backend', this.request.forced, [...BACKENDS, null]);
    await this.inTurn(options.signal, () => this.running(options));
  }

  async look(photo: Picture, options: LookOptions<Picture> = {}): Promise<Look> {
    const { answers: count = 5, seed = 1, near = 'auto', fit = null, signal, onProgress } = options;
    requireWhole('answers', count, 1, MOST_ANSWERS);
    requireWhole('seed', seed, -LARGEST_SEED, LARGEST_SEED);
    requireOneOf('near', near, ['bright', 'dark', 'auto']);
    requireOneOf('fit', fit, ['stretch', 'crop', null]);
    return this.inTurn(signal, async () => {
      const file = await this.host.read(photo, 'The photo', signal);
      const depth = await this.depthOf(options);
      const facts = await this.running(options);
      const start = performance.now();
      onProgress?.({ stage: 'photo', done: 0, total: 0 });
      const image = await this.client.call(
        'setImage',
        { photo: file, depth, near, fit, adjust: AS_STORED, damage: null, variant: 'full' },
        { signal },
      );
      onProgress?.({ stage: 'answers', done: 0, total: count });
      const samples = await this.client.call(
        'drawSamples',
        { count, seed },
        { signal, onNews: (news) => onProgress?.({ stage: 'answers', ...news }) },
      );
      const { name, adapter, threads } = facts.backend;
      return makeLook(
        {
          size: image.size,
          answers: samples.maps,
          consensus: samples.consensus,
          mean: samples.mean,
          uncertainty: samples.total,
          disagreement: samples.disagreement,
          correctedDepth: image.correctedDepth,
          depth: { from: originOf(depth), near: image.near },
          seed,
          model: modelOf(facts),
          backend: { name, adapter, threads },
          milliseconds: performance.now() - start,
        },
        (map, options) => this.cutOut(file, map, options),
      );
    });
  }

  dispose(): void {
    this.disposed = true;
    this.client.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private async depthOf({ depth, signal }: LookOptions<Picture>): Promise<DepthSource> {
    if (depth === undefined || depth === null) return null;
    return depth === 'estimate' ? 'estimated' : this.host.read(depth, 'The depth', signal);
  }

  private cutOut(
    photo: SourceFile,
    map: ScalarMap,
    { threshold, signal }: CutOutOptions,
  ): Promise<Blob> {
    return this.inTurn(signal, async () => {
      await this.running({ signal });
      const png = await this.client.call(
        'cutOut',
        { photo, map, threshold: threshold ?? null },
        { signal },
      );
      return new Blob([png], { type: 'image/png' });
    });
  }

  /** The network, which starts if it does not run. */
  private running({ signal, onProgress }: Waiting): Promise<EngineFacts> {
    this.network ??= this.client
      .start(
        { ...this.request, gpuLost: this.gpuLost },
        ({ stage, loadedBytes, totalBytes }) => {
          if (stage !== 'read') onProgress?.({ stage, done: loadedBytes, total: totalBytes });
        },
        ({ code }) => this.lose(code),
      )
      .catch((error: unknown) => {
        this.network = null;
        throw error;
      });
    return orAborted(this.network, signal);
  }

  private lose(code: ProblemCode): void {
    this.network = null;
    if (code === 'backend-lost') this.gpuLost = true;
  }

  /** Does something when all that was asked for before is done. */
  private inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const turn = this.turns.then(async () => {
      try {
        if (this.disposed)
          throw new UcNetError('disposed', 'This network was disposed: load it again.');
        signal?.throwIfAborted();
        return await work();
      } catch (error) {
        throw this.errorOf(error, signal);
      }
    });
    this.turns = turn.catch(() => undefined);
    return orAborted(turn, signal);
  }

  private errorOf(error: unknown, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted) return signal.reason;
    if (error instanceof UcNetError) return error;
    if (!(error instanceof InferenceProblem)) {
      return new UcNetError('unexpected', UNKNOWN, { cause: error });
    }
    const { code, detail, folder } = error.problem;
    if (this.disposed) return new UcNetError('disposed', 'This network was disposed meanwhile.');
    if (code === 'backend-lost' || code === 'worker-lost') this.lose(code);
    const where =
      folder === undefined || isShipped(folder) ? '' : ` The weights are looked for in ${folder}`;
    const message = SENTENCES[code] ?? (inEnglish(detail) || UNKNOWN) + where;
    return new UcNetError(CODES[code] ?? 'unexpected', message, { cause: error });
  }
}

function originOf(depth: DepthSource): Look['depth']['from'] {
  if (depth === null) return 'none';
  return depth === 'estimated' ? 'estimate' : 'picture';
}

/** The network once it runs; what it took is given back where it does not start. */
export async function startOrDispose<Picture>(
  network: UcNetClient<Picture>,
  options: Waiting,
): Promise<UcNetClient<Picture>> {
  try {
    await network.start(options);
    return network;
  } catch (error) {
    network.dispose();
    throw error;
  }
}

function makeLook(
  facts: LookFacts,
  cutOut: (map: ScalarMap, options: CutOutOptions) => Promise<Blob>,
): Look {
  const { answers, consensus } = facts;
  const { height, width } = facts.size;
  const find = (map: ScalarMap, threshold?: number) => {
    requireThreshold(threshold);
    if (answers.every((answer) => isOneSize(answer, map))) {
      return findCutOutParts(answers, map, threshold);
    }
    throw new UcNetError(
      'bad-option',
      'map has another size than the answers, whose parts these are: give one of the maps of this look.',
    );
  };
  return {
    ...facts,
    atPhotoSize: (map) => ({
      height,
      width,
      data: resizeBilinear(map.data, map.height, map.width, 1, height, width),
    }),
    parts: ({ map = consensus, threshold } = {}) => find(map, threshold).list,
    cutOut: async (options = {}) => {
      const { map = consensus, threshold, keep } = options;
      requireThreshold(threshold);
      if (keep === undefined) return cutOut(map, options);
      const parts = find(map, threshold);
      if (parts.list.length === 0 && keep.length > 0) {
        throw new UcNetError(
          'bad-option',
          'keep names parts, and there are none here: leave it out, or give a lower threshold.',
        );
      }
      for (const number of keep) requireWhole('keep', number, 0, parts.list.length - 1);
      const kept = parts.list.map((_, number) => keep.includes(number));
      return cutOut(chooseCutOutParts(map, answers, parts, kept), options);
    },
  };
}

function modelOf({ model }: EngineFacts): Look['model'] {
  const { name } = (model['configuration'] ?? {}) as Readonly<Record<string, unknown>>;
  const { sha256 } = (model['weights'] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    name: typeof name === 'string' ? name : 'unnamed',
    sha256: typeof sha256 === 'string' ? sha256 : null,
  };
}

/** The outcome of some work, or the signal's reason as soon as it fires. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let onAbort: () => void = () => undefined;
  const abort = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
  return Promise.race([work, abort]).finally(() => signal.removeEventListener('abort', onAbort));
}

function requireWhole(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new UcNetError(
    'bad-option',
    `${option} is ${value}: give a whole number from ${least} to ${most}.`,
  );
}

function requireThreshold(threshold: number | undefined): void {
  if (threshold === undefined || (threshold >= 0 && threshold <= 1)) return;
  throw new UcNetError('bad-option', `threshold is ${threshold}: give a number from 0 to 1.`);
}

function requireOneOf(option: string, value: unknown, values: readonly unknown[]): void {
  if (values.includes(value)) return;
  const names = values.filter((each) => each !== null).map((each) => `"${each}"`);
  throw new UcNetError(
    'bad-option',
    `${option} is "${value}": give ${names.join(' or ')}, or leave it out.`,
  );
}
