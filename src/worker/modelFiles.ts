import { type Sentence, type Told, ToldError } from '../languages/sentence.ts';
import { answerWithin } from '../math/deadline.ts';
import { ModelConfigError, weightFacts } from '../model/modelCard.ts';
import { ParameterMismatchError } from '../nn/parameters.ts';
import { SafetensorsError } from '../weights/safetensors.ts';
import type { ModelCard, StartProgress } from './startProtocol.ts';
import { workerSays } from './sentences.ts';

/** The part of the browser's Cache API that is used; absent on insecure pages. */
type WeightCache = Pick<Cache, 'match' | 'put' | 'keys' | 'delete'>;

export interface DownloadedModel {
  readonly card: ModelCard;
  readonly weights: ArrayBuffer;
  readonly fromCache: boolean;
}

/** What the network needs cannot be had or used; the message says what and why. */
export class ModelUnavailable extends ToldError {
  override readonly name = 'ModelUnavailable';

  /** @param folder address of the files that it is about; null where it is about none */
  constructor(
    told: Told,
    options?: ErrorOptions,
    readonly folder: string | null = null,
  ) {
    super(told, options);
  }
}

/**
 * Does something with the files of a model's folder.
 *
 * @throws ModelUnavailable, which names the folder, for whatever is wrong with them
 */
export async function withFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isAboutFiles =
      error instanceof ModelUnavailable ||
      error instanceof ModelConfigError ||
      error instanceof SafetensorsError ||
      error instanceof ParameterMismatchError;
    throw isAboutFiles ? new ModelUnavailable(error.told, { cause: error }, folder) : error;
  }
}

export interface ModelSources {
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>;
  /** Opens the cache that outlives the page, or gives null where there is none. May fail, or hang. */
  readonly openCache: () => Promise<WeightCache | null>;
}

/** A store that takes longer than this, reading and hashing included, is broken: a download is better than waiting on. */
const CACHE_DEADLINE_MS = 15_000;

const CACHE_NAME = 'uc-net-weights';

/** The browser's own network and cache. */
export const browserSources: ModelSources = {
  fetch: (address, init) => fetch(address, init),
  openCache: async () => ('caches' in globalThis ? caches.open(CACHE_NAME) : null),
};

/**
 * Fetches `model.json` and the weights beside it. The weights are kept for the next visit under an address
 * that ends in their SHA-256 from `model.json`, so that new weights never meet old ones.
 *
 * @param address absolute address of the model's folder, ending in a slash
 * @throws ModelUnavailable when a file is missing or damaged
 */
export async function downloadModel(
  address: string,
  sources: ModelSources,
  onProgress: (progress: StartProgress) => void,
): Promise<DownloadedModel> {
  const card = await fetchCard(address, sources);
  const { file, bytes, sha256 } = weightFacts(card);
  const weightsAddress = new URL(file, address).href;
  const key = `${weightsAddress}?sha256=${sha256 ?? 'unknown'}`;
  const kept = sha256 === null ? null : await readKept(sources, key, sha256);
  if (kept !== null) {
    const length = kept.byteLength;
    onProgress({ stage: 'download', loadedBytes: length, totalBytes: length, fromCache: true });
    return { card, weights: kept, fromCache: true };
  }

  onProgress({ stage: 'download', loadedBytes: 0, totalBytes: bytes, fromCache: false });
  const response = await request(WEIGHTS, weightsAddress, sources);
  const weights = await readResponse(response, bytes, onProgress).catch(() => {
    throw unreachable(WEIGHTS);
  });
  const actual = await digest(weights);
  if (sha256 !== null && actual !== null && actual !== sha256) {
    throw new ModelUnavailable(workerSays.damagedWeights());
  }
  // Nobody waits for the store, which may be slow.
  if (sha256 !== null) void keep(sources, key, weightsAddress, weights);
  return { card, weights, fromCache: false };
}

/** What is kept under a key, if it is whole: a broken store or entry is as good as none. */
async function readKept(
  sources: ModelSources,
  key: string,
  sha256: string,
): Promise<ArrayBuffer | null> {
  const read = async (): Promise<ArrayBuffer | null> => {
    const cache = await sources.openCache();
    const kept = await cache?.match(key);
    if (kept === undefined) return null;
    const weights = await kept.arrayBuffer().catch(() => null);
    if (weights !== null && (await digest(weights)) === sha256) return weights;
    await cache?.delete(key);
    return null;
  };
  return answerWithin(CACHE_DEADLINE_MS, 'The cache', read()).catch(() => null);
}

/**
 * `model.json` of a folder.
 *
 * @throws ModelUnavailable when it is missing or no JSON object
 */
export async function fetchCard(folder: string, sources: ModelSources): Promise<ModelCard> {
  const address = new URL('model.json', folder).href;
  const response = await request(CARD, address, sources, { cache: 'no-cache' });
  const card: unknown = await response.json().catch(() => null);
  if (typeof card !== 'object' || card === null || Array.isArray(card)) {
    throw new ModelUnavailable(workerSays.strange(CARD));
  }
  return card as ModelCard;
}

/** What messages call the files: addresses say nothing to a visitor. */
const CARD = workerSays.description();
const WEIGHTS = workerSays.weights();

async function request(
  what: Sentence,
  address: string,
  sources: ModelSources,
  init?: RequestInit,
): Promise<Response> {
  let response: Response;
  try {
    response = await sources.fetch(address, init);
  } catch {
    throw unreachable(what);
  }
  if (!response.ok) {
    throw new ModelUnavailable(workerSays.unavailable(what, response.status));
  }
  return response;
}

function unreachable(what: Sentence): ModelUnavailable {
  return new ModelUnavailable(workerSays.unreachable(what));
}

async function readResponse(
  response: Response,
  expectedBytes: number,
  onProgress: (progress: StartProgress) => void,
): Promise<ArrayBuffer> {
  // Content-Length counts compressed bytes where the host compresses; model.json's figure is exact.
  const totalBytes = expectedBytes || Number(response.headers.get('content-length') ?? 0);
  if (response.body === null) return response.arrayBuffer();
  return readWithProgress(response.body, (loadedBytes) =>
    onProgress({ stage: 'download', loadedBytes, totalBytes, fromCache: false }),
  );
}

/** Reads a stream to its end. */
export async function readWithProgress(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  report: (loadedBytes: number) => void,
): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  let loaded = 0;
  report(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    loaded += value.byteLength;
    report(loaded);
  }
  return new Blob(chunks).arrayBuffer();
}

/** Stores new weights and drops older ones of the same model. */
async function keep(
  sources: ModelSources,
  key: string,
  weightsAddress: string,
  weights: ArrayBuffer,
): Promise<void> {
  try {
    const cache = await sources.openCache();
    if (cache === null) return;
    for (const old of await cache.keys()) {
      if (old.url.startsWith(`${weightsAddress}?`)) await cache.delete(old);
    }
    await cache.put(key, new Response(weights));
  } catch {
    // The store is full or broken: the next visit downloads again.
  }
}

/** SHA-256 in hexadecimal; null where the browser has none to offer. */
export async function digest(bytes: ArrayBuffer): Promise<string | null> {
  // Insecure pages have no `crypto.subtle`, and no cache either.
  const subtle = (globalThis.crypto as { subtle?: SubtleCrypto }).subtle;
  if (subtle === undefined) return null;
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
