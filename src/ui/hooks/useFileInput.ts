import { useEffect, useState } from 'react';
import { ROLES, type Role } from '../fileMatching.ts';
import { useController } from './usePage.ts';

/** Which slot an event happened in, if any. */
function slotOf(target: EventTarget | null): Role | null {
  const slot = target instanceof Element ? target.closest<HTMLElement>('[data-slot]') : null;
  const role = slot?.dataset['slot'];
  return ROLES.find((each) => each === role) ?? null;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/**
 * Takes files dropped anywhere on the page and pasted from the clipboard.
 * @returns whether files hover over the page, and over which slot.
 */
export function useFileInput(): { dragging: boolean; over: Role | null } {
  const controller = useController();
  const [drag, setDrag] = useState<{ dragging: boolean; over: Role | null }>({
    dragging: false,
    over: null,
  });
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const rest = () => setDrag({ dragging: false, over: null });
    const onDragOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const over = slotOf(event.target);
      setDrag((before) =>
        before.dragging && before.over === over ? before : { dragging: true, over },
      );
    };
    document.addEventListener('dragenter', onDragOver, { signal });
    document.addEventListener('dragover', onDragOver, { signal });
    document.addEventListener(
      'dragleave',
      (event) => {
        // Leaving the window, not just one element for another.
        if (event.relatedTarget === null) rest();
      },
      { signal },
    );
    document.addEventListener(
      'drop',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        rest();
        void controller.openFiles([...(event.dataTransfer?.files ?? [])], slotOf(event.target));
      },
      { signal },
    );
    document.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        void controller.openFiles(files, slotOf(document.activeElement));
      },
      { signal },
    );
    return () => listening.abort();
  }, [controller]);
  return drag;
}
