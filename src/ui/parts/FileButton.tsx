import { type ReactNode, useRef } from 'react';

interface FileButtonProps {
  /** Kinds of file, as the attribute of an input has them. */
  readonly accept: string;
  /** The input's name, for those who do not see the button. */
  readonly label: string;
  readonly testId: string;
  /** How the button looks. */
  readonly className: string;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** A button that asks for one file. */
export function FileButton({
  accept,
  label,
  testId,
  className,
  onFile,
  children,
}: FileButtonProps) {
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
        accept={accept}
        aria-label={label}
        data-testid={testId}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file can be chosen again.
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
