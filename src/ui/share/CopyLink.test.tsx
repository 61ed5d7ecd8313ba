import { follow } from '../engine/show.ts';

// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { PageContext } from '../engine/usePage.ts';
import { english as messages } from '../english.ts';
import { PageStore } from '../engine/store.ts';
import { mount } from '../parts/testing/mount.ts';
import { CopyLink } from './CopyLink.tsx';
import { pageTexts } from '../messages.ts';

beforeAll(() => pageTexts.load());

afterEach(() => void vi.unstubAllGlobals());

/** What a screen reader is told after a click, outside of the button. */
async function toldAfterClick(clipboard: unknown): Promise<string | null> {
  vi.stubGlobal('navigator', { clipboard });
  const page = { store: new PageStore(follow), engine: {} as Engine };
  const { place, close } = await mount(
    <PageContext value={page}>
      <CopyLink />
    </PageContext>,
  );
  const button = place.querySelector('button')!;
  await act(async () => button.click());
  expect(button.textContent).toBe(messages.header.copyLink);
  expect(button.querySelector('[role="status"]')).toBeNull();
  const told = place.querySelector('[role="status"]')!.textContent;
  await close();
  return told;
}

it('copies the address and says so', async () => {
  const writeText = vi.fn(async () => undefined);
  expect(await toldAfterClick({ writeText })).toBe(messages.header.linkCopied);
  expect(writeText).toHaveBeenCalledWith(location.href);
});

it('says when copying is denied or not offered', async () => {
  const writeText = async () => Promise.reject(new Error('denied'));
  expect(await toldAfterClick({ writeText })).toBe(messages.header.linkNotCopied);
  expect(await toldAfterClick(undefined)).toBe(messages.header.linkNotCopied);
});
