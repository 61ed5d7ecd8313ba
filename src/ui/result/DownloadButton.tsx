import type { ReactNode } from 'react';
import type { DownloadKind, DownloadFile } from '../../worker/protocol.ts';
import { usePage, usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';

interface DownloadButtonProps {
  readonly what: DownloadKind;
  readonly title: string;
  /** Shown beside the icon; without it the icon stands alone. */
  readonly children?: ReactNode;
}

/** Saves a map as PNG at the photo's size. What is about to be replaced cannot be saved. */
export function DownloadButton({ what, title, children }: DownloadButtonProps) {
  const messages = useMessages();
  const { engine } = usePage();
  const stale = usePageState((state) => state.result.stale);
  const label = messages.maps.download(title);
  const save = async () => {
    const file = await engine.download(what);
    if (file !== null) saveFile(file);
  };
  return (
    <button
      type="button"
      className={children === undefined ? 'icon-button' : 'button quiet'}
      title={label}
      aria-label={label}
      disabled={stale}
      data-download={what.kind === 'sample' ? `sample-${what.index + 1}` : what.kind}
      onClick={() => void save()}
    >
      <Icon name="download" />
      {children}
    </button>
  );
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
