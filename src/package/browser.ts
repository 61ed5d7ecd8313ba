import type { SourceFile } from '../worker/protocol.ts';
import { workerHandle } from '../worker/workerHandle.ts';
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

/** A picture: the bytes of a file, its address, or pixels as the page shows them. */
export type Picture =
  | Blob
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | string
  | URL
  | ImageBitmap
  | ImageData
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLVideoElement
  | VideoFrame;

export interface BrowserLoadOptions extends LoadOptions {
  /**
   * Address of a copy of this package's folder `lib`: for bundlers that do not follow `new URL(…, import.meta.url)`, such
   * as esbuild.
   */
  readonly files?: string | URL | undefined;
}

/**
 * Starts the network in a worker of its own.
 *
 * @throws UcNetError with one sentence; the signal's reason
 */
export async function loadUcNet(options: BrowserLoadOptions = {}): Promise<UcNet<Picture>> {
  const { weights = SHIPPED_MODEL, depthWeights = SHIPPED_DEPTH_MODEL, files, backend } = options;
  const base = document.baseURI;
  const filesAddress = files === undefined ? null : folderAddress('files', files, base);
  const network = new UcNetClient<Picture>(
    {
      startWorker: () => workerHandle(startWorker(filesAddress)),
      read: readPicture,
    },
    {
      modelAddress: folderAddress('weights', weights, base),
      depthModelAddress: folderAddress('depthWeights', depthWeights, base),
      forced: backend ?? null,
    },
  );
  return startOrDispose(network, options);
}

function startWorker(folder: string | null): Worker {
  const settings = { type: 'module', name: 'uc-net' } as const;
  const address = new URL('browserWorker.js', folder ?? import.meta.url);
  if (address.origin !== location.origin) {
    // Browsers start no script of another origin, but a script of this one may import it.
    const script = new Blob([`import ${JSON.stringify(address.href)};`], {
      type: 'text/javascript',
    });
    return new Worker(URL.createObjectURL(script), settings);
  }
  if (folder !== null) return new Worker(address, settings);
  // Bundlers look for these very words.
  return new Worker(new URL(/* @vite-ignore */ './browserWorker.js', import.meta.url), {
    type: 'module',
    name: 'uc-net',
  });
}

let pictures = 0;

async function readPicture(
  picture: Picture,
  what: string,
  signal: AbortSignal | undefined,
): Promise<SourceFile> {
  const key = `picture ${++pictures}`;
  if (picture instanceof Blob) {
    return { key, name: 'name' in picture ? String(picture.name) : what, blob: picture };
  }
  if (picture instanceof ArrayBuffer || picture instanceof Uint8Array) {
    return { key, name: what, blob: new Blob([picture]) };
  }
  if (typeof picture === 'string' || picture instanceof URL) {
    const address = pictureAddress(what, picture, document.baseURI);
    return { key, name: nameOf(address) || what, blob: await fetchPicture(address, what, signal) };
  }
  return { key, name: what, blob: await pixelsOf(picture, what) };
}

async function fetchPicture(
  { href }: URL,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  let status: number;
  try {
    const response = await fetch(href, { signal: signal ?? null });
    if (response.ok) return await response.blob();
    ({ status } = response);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new UcNetError(
      'bad-picture',
      `${what} cannot be fetched from ${href}: the connection is down, or its server lets no other page read it (CORS).`,
      { cause },
    );
  }
  throw new UcNetError('bad-picture', `${what} is not at ${href}, which answers ${status}.`);
}

/** Pixels as a PNG file, which loses nothing. */
async function pixelsOf(picture: ImageBitmapSource, what: string): Promise<Blob> {
  let bitmap: ImageBitmap | null = null;
  try {
    bitmap = await createImageBitmap(picture);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch (cause) {
    throw new UcNetError(
      'bad-picture',
      `The pixels of ${what.toLowerCase()} cannot be read: give a file, an address, or an element that is loaded and comes from this site.`,
      { cause },
    );
  } finally {
    bitmap?.close();
  }
}
