import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { releaseProxy, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import type { WorkerHandle } from '../worker/client.ts';
import type { InferenceApi, SourceFile } from '../worker/protocol.ts';
import { prepareWire } from '../worker/wire.ts';
import {
  folderAddress,
  nameOf,
  pictureAddress,
  SHIPPED_DEPTH_MODEL,
  SHIPPED_MODEL,
} from './addresses.ts';
import { type LoadOptions, type UcNet, UcNetError } from './api.ts';
import { startOrDispose, UcNetClient } from './ucNet.ts';

export * from './api.ts';

/** A picture: the path of a file, its bytes, or its address. */
export type Picture = string | URL | Uint8Array | ArrayBuffer | Blob;

prepareWire((error) => ({ code: 'unexpected', detail: String(error) }));

/**
 * Starts the network in a worker thread. The program ends only after `dispose`.
 *
 * @throws UcNetError with one sentence; the signal's reason
 */
export async function loadUcNet(options: LoadOptions = {}): Promise<UcNet<Picture>> {
  const { weights = SHIPPED_MODEL, depthWeights = SHIPPED_DEPTH_MODEL, backend } = options;
  const network = new UcNetClient<Picture>(
    { startWorker, read: readPicture },
    {
      modelAddress: folderAddress('weights', placeOf(weights)),
      depthModelAddress: folderAddress('depthWeights', placeOf(depthWeights)),
      forced: backend ?? null,
    },
  );
  return startOrDispose(network, options);
}

function startWorker(): WorkerHandle {
  const worker = new Worker(new URL(/* @vite-ignore */ './nodeWorker.js', import.meta.url));
  const remote = wrap<InferenceApi>(nodeEndpoint(worker));
  return {
    api: remote,
    terminate: () => {
      remote[releaseProxy]();
      void worker.terminate();
    },
    onDeath: (listener) => {
      worker.on('error', (error) => listener(String(error)));
      worker.on('exit', () => listener('It ended by itself.'));
    },
  };
}

/** A path as an address; an address as it is. */
function placeOf(place: string | URL): string | URL {
  // A letter alone is a drive of Windows.
  const isPath = typeof place === 'string' && !/^[a-z][a-z+.-]+:/i.test(place);
  return isPath ? pathToFileURL(resolve(place)) : place;
}

let pictures = 0;

async function readPicture(
  picture: Picture,
  what: string,
  signal: AbortSignal | undefined,
): Promise<SourceFile> {
  const key = `picture ${++pictures}`;
  if (picture instanceof Blob) return { key, name: what, blob: picture };
  if (typeof picture !== 'string' && !(picture instanceof URL)) {
    return { key, name: what, blob: new Blob([picture as Uint8Array<ArrayBuffer>]) };
  }
  const address = pictureAddress(what, placeOf(picture));
  const name = nameOf(address) || what;
  if (address.protocol !== 'file:') {
    return { key, name, blob: await fetchPicture(address, what, signal) };
  }
  try {
    return { key, name, blob: new Blob([await readFile(address, { signal })]) };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new UcNetError(
      'bad-picture',
      `${what} cannot be read from ${picture}: see whether it is there.`,
      {
        cause,
      },
    );
  }
}

async function fetchPicture(
  { href }: URL,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  try {
    const response = await fetch(href, { signal: signal ?? null });
    if (response.ok) return await response.blob();
    throw new Error(`It answers ${response.status}.`);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new UcNetError(
      'bad-picture',
      `${what} cannot be fetched from ${href}: ${String(cause)}`,
      {
        cause,
      },
    );
  }
}
