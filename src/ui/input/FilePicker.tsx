import { useRef } from 'react';
import type { Role } from '../../evaluation/fileRole.ts';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { openFiles } from './photo.ts';

/** Pictures, and what depth sensors and programs write beside them. */
export const READABLE_FILES =
  'image/*,.jfif,.heic,.heif,.avif,.tif,.tiff,.bmp,.pbm,.pgm,.ppm,.pam,.pfm,.exr,.hdr,.npy,.npz';

interface FilePickerProps {
  readonly role: Exclude<Role, 'photo'>;
  /** How the button looks that opens it. */
  readonly className: string;
  readonly children: React.ReactNode;
}

/** A button that asks for one file beside the photo. */
export function FilePicker({ role, className, children }: FilePickerProps) {
  const messages = useMessages();
  const store = useStore();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => picker.current?.click()}>
        {children}
      </button>
      <input
        ref={picker}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept={READABLE_FILES}
        aria-label={messages.input.add[role]}
        data-testid={`file-${role}`}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again.
          event.target.value = '';
          openFiles(store, files, role);
        }}
      />
    </>
  );
}
