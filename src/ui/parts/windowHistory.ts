/**
 * Back, with a window open, closes the window and stays on the page: open windows have an entry of their own in the
 * browser's history, which goes with the last of them.
 */

interface OpenWindow {
  readonly close: () => void;
}

/** Stands in the windows' entry. One from before the page was loaded anew is no longer theirs. */
const visit = Math.random();

/** The last one lies on top. */
const windows: OpenWindow[] = [];
const afterwards = new Set<() => void>();

/** Whether the present entry is the windows' own. */
let isInside = false;
/** The address of the windows' entry, and of the page's entry below it. */
let address = '';
let below = '';
/** A step back is on its way, since the windows were closed by other means. */
let isLeaving = false;

/** @returns to be called when the window is closed */
export function enterWindow(close: () => void): () => void {
  const entered = { close };
  windows.push(entered);
  addEventListener('popstate', onStep);
  queueMicrotask(settle);
  return () => {
    const index = windows.indexOf(entered);
    if (index !== -1) windows.splice(index, 1);
    // A window that takes the place of this one in the same moment takes its entry, too.
    queueMicrotask(settle);
  };
}

/** Whether the present entry goes with a window, so that no step can be put upon it. */
export function isWindowInHistory(): boolean {
  return windows.length > 0 || isLeaving;
}

/** Puts another hash into the present entry, which is no step. */
export function replaceHash(hash: string): void {
  history.replaceState(history.state, '', hash);
  if (isInside) address = location.href;
}

/** Calls back whenever the page's own entry is the present one again. @returns ends it */
export function afterWindows(callback: () => void): () => void {
  afterwards.add(callback);
  return () => afterwards.delete(callback);
}

/** Gives open windows an entry, and takes it from closed ones. */
function settle(): void {
  if (isLeaving) return;
  isInside = isWindowState(history.state);
  if (windows.length > 0 && !isInside) {
    below = address = location.href;
    history.pushState({ window: visit }, '');
    isInside = true;
  } else if (windows.length === 0 && isInside) {
    isLeaving = true;
    history.back();
  }
}

function onStep({ state }: PopStateEvent): void {
  const wasInside = isInside;
  isInside = isWindowState(state);
  if (!wasInside || isInside) return;
  // What the page shows is newer than the link of the entry below. Its `hashchange` tells of another address than this.
  if (location.href === below) history.replaceState(history.state, '', address);
  if (isLeaving) isLeaving = false;
  else windows.pop()?.close();
  for (const callback of afterwards) callback();
  queueMicrotask(settle);
}

function isWindowState(state: unknown): boolean {
  return (state as { readonly window?: unknown } | null)?.window === visit;
}
