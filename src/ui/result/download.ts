import type { DownloadFile, DownloadKind } from '../../worker/protocol.ts';
import { assess } from '../assessment/assess.ts';
import { failure } from '../engine/problems.ts';
import { requestOf } from '../engine/selectors.ts';
import { without } from '../engine/shelf.ts';
import type { Page } from '../engine/usePage.ts';
import { explore } from '../explorer/latent.ts';
import { analyse } from '../input/photo.ts';
import { sample } from './sample.ts';

/**
 * Makes a file of what the page shows.
 *
 * @returns null when it cannot be made; the notice then says why
 */
export async function makeFile(page: Page, what: DownloadKind): Promise<DownloadFile | null> {
  const { store, engine } = page;
  try {
    await holdAgain(page, what);
    return await engine.client.call('download', what);
  } catch (error) {
    store.update(failure(store.get(), error));
    return null;
  }
}

/** What leaves in the network what a file is made of. */
const MADE_BY: {
  readonly [Kind in DownloadKind['kind']]?: typeof analyse | typeof explore | typeof assess;
} = {
  'corrected-depth': analyse,
  'estimated-depth': analyse,
  explored: explore,
  posterior: assess,
};

/** Files are made of what the network holds. If that belongs to another request by now, it is made once more. */
async function holdAgain({ store, engine }: Page, { kind }: DownloadKind): Promise<void> {
  const state = store.get();
  const request = requestOf(state);
  const stage = MADE_BY[kind] ?? sample;
  const key = request && stage.key(request, state);
  if (key === null || state.held[stage.name] === key) return;
  store.update({ shelf: without(state.shelf, stage.name, key) });
  await engine.rest();
}

const TYPES: Readonly<Record<string, string>> = { png: 'image/png', csv: 'text/csv' };

/** Time for the browser to take over the bytes of a download. */
const RELEASE_MS = 10_000;

/** Hands a file to the browser's downloads. */
export function saveFile(file: DownloadFile): void {
  const extension = file.name.replace(/^.*\./, '');
  const type = TYPES[extension] ?? 'text/plain';
  saveBlob(file.name, new Blob([file.bytes], { type }));
}

/** The same for what is a blob already. */
export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_MS);
}
