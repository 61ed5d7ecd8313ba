import { useRef } from 'react';
import { type BatchFile, isArchiveName, listFiles } from '../batch/batchFiles.ts';
import { ROLES } from '../../evaluation/fileRole.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { LiveButton } from '../live/LiveButton.tsx';
import { Icon } from '../parts/Icon.tsx';
import { openFiles } from './photo.ts';

/** Pictures, some of which browsers do not count as such; a depth map may come along. */
const ACCEPTED =
  'image/*,.jfif,.heic,.heif,.avif,.tif,.tiff,.bmp,.ppm,.pgm,.pfm,.exr,.hdr,.npy,.npz';

/** The first thing to do on the page: a large button that opens a photo, and on phones one that takes it. */
export function OpenPhoto({ onFiles }: { onFiles: (files: Promise<BatchFile[]>) => void }) {
  const isOwn = usePageState(({ image }) => image.origin.kind === 'own' && image.photo !== null);
  const store = useStore();
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const words = useMessages().input;
  const take = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = '';
    const isBatch = files.length > ROLES.length || files.some(({ name }) => isArchiveName(name));
    if (isBatch) onFiles(listFiles(files));
    else openFiles(store, files, 'photo');
  };
  return (
    <div className="open-photo" data-slot="photo" data-own={isOwn}>
      <button
        type="button"
        className="button primary open-photo-button"
        onClick={() => picker.current?.click()}
      >
        <Icon name="image" />
        {isOwn ? words.openAnother : words.openPhoto}
      </button>
      <button
        type="button"
        className="button take-photo"
        title={words.takePhoto}
        onClick={() => camera.current?.click()}
      >
        <Icon name="camera" />
        <span className="wide-only">{words.takePhoto}</span>
      </button>
      <LiveButton />
      <p className="hint open-photo-hint">{words.openHint}</p>
      <input
        ref={picker}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept={ACCEPTED}
        multiple
        aria-label={words.openPhoto}
        data-testid="file-photo"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={camera}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept="image/*"
        capture="environment"
        aria-label={words.takePhoto}
        data-testid="file-camera"
        onChange={(event) => take(event.target)}
      />
    </div>
  );
}
