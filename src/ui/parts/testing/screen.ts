import { vi } from 'vitest';

/** What jsdom has not: windows open and close, nothing is drawn, and nothing has a size. */
export function stubScreen(): void {
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
  HTMLCanvasElement.prototype.getContext = () => null;
  vi.stubGlobal('ImageData', vi.fn());
  stubMotion('no-preference');
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('There is no screen.')));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
}

/** What the visitor's system asks for; no other question about the screen holds. */
export function stubMotion(preference: 'reduce' | 'no-preference'): void {
  const reduced = `(prefers-reduced-motion: ${preference})`;
  vi.stubGlobal('matchMedia', (query: string) =>
    Object.assign(new EventTarget(), { matches: query === reduced }),
  );
}

/** Presses a key on an element. @returns whether the browser does what it would do by itself */
export function pressKey(element: Element, key: string, more: KeyboardEventInit = {}): boolean {
  return element.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  );
}
