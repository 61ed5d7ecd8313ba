// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { afterWindows, enterWindow, isWindowInHistory, replaceHash } from './windowHistory.ts';

const settled = () => vi.waitFor(() => expect(isWindowInHistory()).toBe(false));
/** The entry is made, or left to another window, a moment after the call. */
const moment = () => Promise.resolve();
const back = async ({ close }: { close: () => void }) => {
  history.back();
  await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
};

/** A window that is gone when it is told to close, as on the page. */
function openWindow() {
  const close = vi.fn(() => leave());
  const leave = enterWindow(close);
  return { close, leave };
}

afterEach(settled);

it('closes the window by Back, and the page stays', async () => {
  history.replaceState(null, '', '#page');
  const entries = history.length;
  const window = openWindow();
  await moment();
  expect(history.length).toBe(entries + 1);
  expect(location.hash).toBe('#page');
  await back(window);
  expect(location.hash).toBe('#page');
  expect(history.state).toBeNull();
});

it('takes the entry away with a window that was closed by its button', async () => {
  const window = openWindow();
  await moment();
  expect(history.state).not.toBeNull();
  window.leave();
  await moment();
  await settled();
  expect(window.close).not.toHaveBeenCalled();
  expect(history.state).toBeNull();
});

it('closes of two windows the upper one first', async () => {
  const lower = openWindow();
  const upper = openWindow();
  await moment();
  await back(upper);
  expect(lower.close).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(history.state).not.toBeNull());
  await back(lower);
});

it('leaves the entry to a window that takes the place of another', async () => {
  const first = openWindow();
  await moment();
  const entries = history.length;
  first.leave();
  const second = openWindow();
  await moment();
  expect(history.length).toBe(entries);
  await back(second);
});

it('gives the page below the address that it got in the window', async () => {
  history.replaceState(null, '', '#before');
  const told = vi.fn();
  addEventListener('hashchange', told);
  const again = vi.fn();
  const end = afterWindows(again);
  const window = openWindow();
  await moment();
  replaceHash('#after');
  await back(window);
  expect(location.hash).toBe('#after');
  expect(history.state).toBeNull();
  expect(again).toHaveBeenCalledOnce();
  end();
  // Which tells whom it concerns that the link of then is not to be opened.
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
  expect(told.mock.lastCall![0].newURL).toContain('#before');
  removeEventListener('hashchange', told);
});

it('has no window in an entry that was one before the page was loaded anew', async () => {
  const load = () => {
    vi.resetModules();
    return import('./windowHistory.ts');
  };
  history.replaceState(null, '', '#before');
  (await load()).enterWindow(() => undefined);
  await moment();
  const { enterWindow, isWindowInHistory, replaceHash } = await load();
  replaceHash('#after');
  const entries = history.length;
  const leave = enterWindow(() => undefined);
  await moment();
  expect(history.length).toBe(entries + 1);
  leave();
  await moment();
  await vi.waitFor(() => expect(isWindowInHistory()).toBe(false));
  expect(location.hash).toBe('#after');
});
