import { type ComponentType, type ReactNode, Suspense, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { PartBoundary, PartFailed } from './PartBoundary.tsx';

interface WindowButtonProps {
  /** Loaded by those who open it: `lazy`. */
  readonly window: ComponentType<{ readonly onClose: () => void }>;
  /** The window's title. */
  readonly name: string;
  readonly icon: IconName;
  /** What the button is for. */
  readonly help: string;
  /** How the button looks. */
  readonly className?: string;
  readonly disabled?: boolean;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A button that opens a window. */
export function WindowButton(props: WindowButtonProps) {
  const { window: Window, name, icon, help, className = 'button', testId, children } = props;
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className={className}
        title={help}
        // The focus comes back to it.
        disabled={props.disabled === true && !open}
        data-testid={testId}
        onClick={() => setOpen(true)}
      >
        <Icon name={icon} />
        {children}
      </button>
      {open && (
        <WindowBoundary name={name} onClose={close}>
          <Window onClose={close} />
        </WindowBoundary>
      )}
    </>
  );
}

interface WindowBoundaryProps {
  readonly name: string;
  /** Of a window that is not open nothing is seen. */
  readonly open?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Where a window could not be opened, another one says so. */
export function WindowBoundary({ name, open = true, onClose, children }: WindowBoundaryProps) {
  const failed = (
    <Dialog label={name} onClose={onClose}>
      <h2>{name}</h2>
      <PartFailed />
    </Dialog>
  );
  return (
    <PartBoundary fallback={open && failed}>
      <Suspense>{children}</Suspense>
    </PartBoundary>
  );
}
