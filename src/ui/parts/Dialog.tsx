import { useEffect, useEffectEvent, useRef, type MouseEvent, type ReactNode } from 'react';
import { useCommonMessages } from '../common/commonTexts.ts';
import { Icon } from './Icon.tsx';
import { enterWindow } from './windowHistory.ts';

interface DialogProps {
  readonly label: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal window over the page: keeps the focus inside, closes on Escape, on Back and on a click outside. */
export function Dialog({ label, className = '', onClose, children }: DialogProps) {
  const messages = useCommonMessages();
  const reference = useRef<HTMLDialogElement>(null);
  const pressedOutside = useRef(false);
  const onBack = useEffectEvent(onClose);
  useEffect(() => {
    const dialog = reference.current;
    const opener = document.activeElement;
    dialog?.showModal();
    // The browser may have pushed the title out of sight for the sake of what it focuses.
    if (dialog !== null) dialog.scrollTop = 0;
    const leave = enterWindow(() => onBack());
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      leave();
      dialog?.close();
      // The window is gone by now, so the browser does not give the focus back by itself.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={reference}
      className={`dialog ${className}`}
      aria-label={label}
      onCancel={(event) => {
        // A file chooser that is cancelled says so as well, and its event rises to here.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      // A browser that closes it without asking first, as at a second Escape in a row.
      onClose={({ currentTarget }) => {
        if (!currentTarget.open) onClose();
      }}
      onPointerDown={(event) => {
        pressedOutside.current = isOutside(event);
      }}
      onClick={(event) => {
        // A drag out of a field, to mark its text, ends as a click on the backdrop.
        if (pressedOutside.current && isOutside(event)) onClose();
      }}
    >
      <div className="dialog-body">{children}</div>
      <button type="button" className="icon-button dialog-close" onClick={onClose}>
        <Icon name="close" />
        <span className="visually-hidden">{messages.close}</span>
      </button>
    </dialog>
  );
}

/** The backdrop belongs to the window's element, and so does what its content leaves blank. */
function isOutside(event: MouseEvent<HTMLDialogElement>): boolean {
  if (event.target !== event.currentTarget) return false;
  const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < left || x > right || y < top || y > bottom;
}
