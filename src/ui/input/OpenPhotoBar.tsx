import { areMany, type BatchFile, listFiles } from '../batch/batchFiles.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { LiveButton } from '../live/LiveButton.tsx';
import { Brief } from '../parts/Brief.tsx';
import { FileButton } from '../parts/FileButton.tsx';
import { Icon } from '../parts/Icon.tsx';
import { READABLE_FILES } from './FilePicker.tsx';
import { openFiles } from './photo.ts';

interface OpenPhotoBarProps {
  /** Takes more files than one image has. */
  readonly onFiles: (files: Promise<BatchFile[]>) => void;
  /** Opens the window of many pairs. */
  readonly onBatch: () => void;
}

/** The first things to do on the page: a large button that opens a photo, on phones one that takes it; the camera; many pairs. */
export function OpenPhotoBar({ onFiles, onBatch }: OpenPhotoBarProps) {
  const isOwn = usePageState(({ image }) => image.origin.kind === 'own' && image.photo !== null);
  const store = useStore();
  const { input: words, batch } = useMessages();
  const take = (files: readonly File[]) => {
    if (areMany(files)) onFiles(listFiles(files));
    else openFiles(store, files, 'photo');
  };
  return (
    <div className="open-photo" data-slot="photo" data-own={isOwn}>
      <FileButton
        multiple
        accept={READABLE_FILES}
        label={words.openPhoto}
        testId="file-photo"
        className="button primary open-photo-button"
        onFiles={take}
      >
        <Icon name="image" />
        {isOwn ? words.openAnother : words.openPhoto}
      </FileButton>
      <FileButton
        accept="image/*"
        capture="environment"
        label={words.takePhoto}
        testId="file-camera"
        className="button take-photo"
        title={words.takePhoto}
        onFiles={take}
      >
        <Icon name="camera" />
        <Brief word={words.takePhoto} brief={words.takeBrief} />
      </FileButton>
      <LiveButton />
      <button type="button" className="button many-button" title={batch.openHelp} onClick={onBatch}>
        <Icon name="stack" />
        <Brief word={batch.title} brief={batch.brief} />
      </button>
      <p className="hint open-photo-hint">{words.openHint}</p>
    </div>
  );
}
