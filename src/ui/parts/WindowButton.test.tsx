// @vitest-environment jsdom
import { act, lazy } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commonMessages as messages } from '../common/messages.ts';
import { Dialog } from './Dialog.tsx';
import { mount, type Mounted } from './testing/mount.ts';
import { WindowButton } from './WindowButton.tsx';

let mounted: Mounted;

function Room({ onClose }: { onClose: () => void }) {
  return <button onClick={onClose}>Leave</button>;
}

const WithFiles = ({ onClose }: { onClose: () => void }) => (
  <Dialog label="Files" onClose={onClose}>
    <input type="file" />
  </Dialog>
);

const Missing = lazy(async (): Promise<{ default: typeof Room }> => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

const view = (window: typeof Room, disabled = false) => (
  <WindowButton window={window} name="Room" icon="cube" help="" testId="open" disabled={disabled}>
    Open
  </WindowButton>
);

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = () => undefined;
  HTMLDialogElement.prototype.close = () => undefined;
});
afterEach(() => mounted.close());

const button = (text: string) =>
  [...mounted.place.querySelectorAll('button')].find(({ textContent }) => textContent === text);
const press = (text: string) => act(async () => button(text)!.click());

it('opens a window and closes it again', async () => {
  mounted = await mount(view(Room));
  expect(button('Leave')).toBeUndefined();
  await press('Open');
  await press('Leave');
  expect(button('Leave')).toBeUndefined();
});

it('stays enabled while its window is open, so that the focus can come back to it', async () => {
  mounted = await mount(view(Room));
  await press('Open');
  await mounted.show(view(Room, true));
  expect(button('Open')!.disabled).toBe(false);
  await press('Leave');
  expect(button('Open')!.disabled).toBe(true);
});

it('a cancelled file chooser closes no window, and Escape does', async () => {
  mounted = await mount(view(WithFiles));
  await press('Open');
  const cancel = (target: string) =>
    act(async () =>
      mounted.place
        .querySelector(target)
        ?.dispatchEvent(new Event('cancel', { bubbles: target === 'input', cancelable: true })),
    );
  await cancel('input');
  expect(mounted.place.querySelector('dialog')).not.toBeNull();
  await cancel('dialog');
  expect(mounted.place.querySelector('dialog')).toBeNull();
});

it('shows a window that says so where its own cannot be loaded, and that can be closed', async () => {
  mounted = await mount(view(Missing as unknown as typeof Room));
  await press('Open');
  const dialog = mounted.place.querySelector('dialog')!;
  expect(dialog.getAttribute('aria-label')).toBe('Room');
  expect(dialog.textContent).toContain(messages.partFailed.text);
  await press(messages.close);
  expect(mounted.place.querySelector('dialog')).toBeNull();
});

it('a window that the browser closes by itself is gone, and one that it opens again is not', async () => {
  mounted = await mount(
    view(({ onClose }) => (
      <Dialog label="Room" onClose={onClose}>
        Inside
      </Dialog>
    )),
  );
  await press('Open');
  const dialog = () => mounted.place.querySelector('dialog');
  const tell = () => act(async () => dialog()!.dispatchEvent(new Event('close')));
  dialog()!.open = true;
  await tell();
  expect(dialog()).not.toBeNull();
  dialog()!.open = false;
  await tell();
  expect(dialog()).toBeNull();
});
