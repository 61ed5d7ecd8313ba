// By itself, so that the course has it without windows.

/**
 * Moves the focus to what holds a button that is about to go away (the nearest element around it with `tabIndex={-1}`), so that a
 * keyboard goes on from there and not from the top of the page.
 */
export function focusAround(button: Element): void {
  button.closest<HTMLElement>('[tabindex="-1"]')?.focus();
}
