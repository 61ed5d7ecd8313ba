// By itself, so that the course has it without windows.

/**
 * As the `ref` of a button that goes away, by a press or by itself: if it has the focus then, the nearest element around it with
 * `tabIndex={-1}` that stays gets it, so that a keyboard goes on from there and not from the top of the page. Nothing scrolls, since the
 * visitor may be reading elsewhere.
 */
export function leaveFocus(button: Element | null): (() => void) | undefined {
  // Never called with null, since it returns what is called instead; React's types ask for it.
  if (button === null) return undefined;
  return () => {
    if (document.activeElement !== button) return;
    const around: HTMLElement[] = [];
    let next = button.closest<HTMLElement>('[tabindex="-1"]');
    while (next !== null) {
      around.push(next);
      next = next.parentElement?.closest<HTMLElement>('[tabindex="-1"]') ?? null;
    }
    // Only then is it known what goes with the button.
    queueMicrotask(() => {
      for (const element of around) {
        if (document.activeElement !== document.body) return;
        element.focus({ preventScroll: true });
      }
    });
  };
}
