import { failure } from '../engine/problems.ts';
import type { PageStore } from '../engine/store.ts';
import { openFiles } from './photo.ts';

/** The part of the browser's file handling that is used; few browsers have it. */
interface LaunchQueue {
  setConsumer(
    consume: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void,
  ): void;
}

/** Opens the files with which the system started the installed page. */
export function openHandedFiles(store: PageStore): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => {
    if (files.length === 0) return;
    Promise.all(files.map((file) => file.getFile())).then(
      (opened) => openFiles(store, opened, null),
      (error: unknown) => store.update(failure(store.get(), error)),
    );
  });
}
