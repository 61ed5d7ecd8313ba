import { useEffect, useState } from 'react';
import { ROLES } from '../../evaluation/fileRole.ts';
import type { Role } from '../../image/types.ts';
import { areMany, type BatchFile, listDropped, listFiles } from '../batch/batchFiles.ts';
import { failure } from '../engine/problems.ts';
import type { PageStore } from '../engine/store.ts';
import { useStore } from '../engine/usePage.ts';
import { openFiles } from './photo.ts';

/** Which slot an event happened in, if any. */
function slotOf(target: EventTarget | null): Role | null {
  const slot = target instanceof Element ? target.closest<HTMLElement>('[data-slot]') : null;
  const role = slot?.dataset['slot'];
  return ROLES.find((each) => each === role) ?? null;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Whether a drop is for a batch: a folder, an archive, or more files than one image has. */
function isBatch(transfer: DataTransfer): boolean {
  return (
    areMany([...transfer.files]) ||
    [...transfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory)
  );
}

/**
 * Takes files dropped anywhere on the page and pasted from the clipboard.
 *
 * @param isBatchOpen the window of many pairs is open: all files are for it
 * @param onBatch receives what is more than one image
 * @returns whether files hover over the page, and over which slot.
 */
export function useFileInput(
  isBatchOpen: boolean,
  onBatch: (files: Promise<BatchFile[]>) => void,
): {
  dragging: boolean;
  over: Role | null;
} {
  const store = useStore();
  const [drag, setDrag] = useState<{ dragging: boolean; over: Role | null }>({
    dragging: false,
    over: null,
  });
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const rest = () => setDrag({ dragging: false, over: null });
    const onDragOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const over = slotOf(event.target);
      setDrag((before) =>
        before.dragging && before.over === over ? before : { dragging: true, over },
      );
    };
    document.addEventListener('dragenter', onDragOver, { signal });
    document.addEventListener('dragover', onDragOver, { signal });
    document.addEventListener(
      'dragleave',
      (event) => {
        // Leaving the window, not just one element for another.
        if (event.relatedTarget === null) rest();
      },
      { signal },
    );
    document.addEventListener(
      'drop',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        rest();
        const { dataTransfer } = event;
        if (dataTransfer !== null && (isBatchOpen || isBatch(dataTransfer))) {
          onBatch(listDropped(dataTransfer.items));
          return;
        }
        openFiles(store, [...(dataTransfer?.files ?? [])], slotOf(event.target));
      },
      { signal },
    );
    document.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        if (isBatchOpen || areMany(files)) onBatch(listFiles(files));
        else openFiles(store, files, slotOf(document.activeElement));
      },
      { signal },
    );
    return () => listening.abort();
  }, [store, isBatchOpen, onBatch]);
  return drag;
}

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
