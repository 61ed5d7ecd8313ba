import type { Role } from '../../image/types.ts';
import { useStore } from '../engine/usePage.ts';
import { useMessages } from '../messages.ts';
import { FileButton } from '../parts/FileButton.tsx';
import { openFiles } from './photo.ts';

/** Pictures, and what depth sensors and programs write beside them. */
export const READABLE_FILES =
  'image/*,.jfif,.heic,.heif,.avif,.jxl,.tif,.tiff,.bmp,.pbm,.pgm,.ppm,.pam,.pfm,.exr,.hdr,.npy,.npz,.mat';

interface FilePickerProps {
  readonly role: Exclude<Role, 'photo'>;
  /** How the button looks that opens it. */
  readonly className: string;
  /** Where the page has another one of this kind. */
  readonly testId?: string;
  readonly children: React.ReactNode;
}

/** A button that asks for one file beside the photo. */
export function FilePicker({
  role,
  className,
  testId = `file-${role}`,
  children,
}: FilePickerProps) {
  const messages = useMessages();
  const store = useStore();
  return (
    <FileButton
      accept={READABLE_FILES}
      label={messages.input.add[role]}
      testId={testId}
      className={className}
      onFiles={([file]) => openFiles(store, [file], role)}
    >
      {children}
    </FileButton>
  );
}
