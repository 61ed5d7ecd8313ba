import type { DownloadFile } from '../worker/protocol.ts';

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
