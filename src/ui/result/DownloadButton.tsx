import type { ReactNode } from 'react';
import type { DownloadKind } from '../../worker/protocol.ts';
import { usePage, usePageState } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { Icon } from '../parts/Icon.tsx';
import { makeFile, saveFile } from './download.ts';

interface DownloadButtonProps {
  readonly what: DownloadKind;
  readonly title: string;
  /** Shown beside the icon; without it the icon stands alone. */
  readonly children?: ReactNode;
}

/** Saves a map as PNG at the photo's size. What is about to be replaced cannot be saved. */
export function DownloadButton({ what, title, children }: DownloadButtonProps) {
  const messages = useMessages();
  const page = usePage();
  const stale = usePageState((state) => state.result.stale);
  const label = messages.maps.download(title);
  const save = async () => {
    const file = await makeFile(page, what);
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
