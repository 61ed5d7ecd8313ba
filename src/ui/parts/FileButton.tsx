import { type InputHTMLAttributes, type ReactNode, useRef } from 'react';

interface FileButtonProps extends Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'accept' | 'multiple' | 'capture'
> {
  /** A whole folder is chosen. */
  readonly folder?: boolean;
  /** The input's name, for those who do not see the button. */
  readonly label: string;
  readonly testId?: string;
  /** How the button looks. */
  readonly className: string;
  readonly title?: string;
  /** Called with one file or more. */
  readonly onFiles: (files: readonly [File, ...File[]]) => void;
  readonly children: ReactNode;
}

/** Known to every browser, and not to React's types. */
const FOLDER_PICKER = { webkitdirectory: '' };

/** A button that asks for files: for one where nothing else is said. */
export function FileButton({
  folder = false,
  label,
  testId,
  className,
  title,
  onFiles,
  children,
  ...kind
}: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={className}
        title={title}
        onClick={() => picker.current?.click()}
      >
        {children}
      </button>
      <input
        ref={picker}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        {...kind}
        {...(folder && FOLDER_PICKER)}
        aria-label={label}
        data-testid={testId}
        onChange={({ target }) => {
          const [first, ...more] = target.files ?? [];
          // The same file can be chosen again.
          target.value = '';
          if (first !== undefined) onFiles([first, ...more]);
        }}
      />
    </>
  );
}
