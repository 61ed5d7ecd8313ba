// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import type { Engine } from '../engine/engine.ts';
import { follow } from '../engine/show.ts';
import { PageStore } from '../engine/store.ts';
import { analysis, after, drawing, image, ready } from '../engine/testing/pageState.ts';
import { english as messages } from '../english.ts';
import { pageTexts } from '../messages.ts';
import type { Incoming } from '../input/incoming.ts';
import { ShareChoices } from './ShareMenu.tsx';

beforeAll(() => pageTexts.load());

afterEach(() => void vi.unstubAllGlobals());

/** The menu's choices, for a result that is there. */
async function openChoices(clipboard: unknown) {
  vi.stubGlobal('navigator', { clipboard });
  Object.assign(URL, { createObjectURL: () => '#saved' });
  const store = new PageStore(follow);
  store.update(after({ image: image() }, ready(1), analysis(), drawing()));
  const { place, close } = await mountOnPage({ store, engine: {} as Engine }, <ShareChoices />);
  const told = () =>
    [...place.querySelectorAll('[role="status"]')]
      .map((each) => each.textContent)
      .filter((text) => text !== '');
  const press = async (title: string) => {
    const buttons = [...place.querySelectorAll('button')];
    const button = buttons.find(({ textContent }) => textContent === title)!;
    expect(button.querySelector('[role="status"]')).toBeNull();
    await act(async () => button.click());
  };
  const tells = (...texts: string[]) =>
    vi.waitFor(async () => {
      await act(async () => undefined);
      expect(told()).toEqual(texts);
    });
  return { store, tells, press, close };
}

it('copies the address and says so', async () => {
  const writeText = vi.fn(async () => undefined);
  const { tells, press, close } = await openChoices({ writeText });
  await press(messages.header.copyLink);
  await tells(messages.header.linkCopied);
  expect(writeText).toHaveBeenCalledWith(location.href);
  await close();
});

it('says when copying is denied or not offered', async () => {
  const writeText = async () => Promise.reject(new Error('denied'));
  for (const clipboard of [{ writeText }, undefined]) {
    const { tells, press, close } = await openChoices(clipboard);
    await press(messages.header.copyLink);
    await tells(messages.header.linkNotCopied);
    await close();
  }
});

it('no longer tells of a link once the page’s link is another one', async () => {
  const { store, tells, press, close } = await openChoices({ writeText: async () => undefined });
  await press(messages.header.copyLink);
  await tells(messages.header.linkCopied);
  await act(async () => store.update({ sampling: null }));
  await tells(messages.header.linkCopied);
  await act(async () => store.ask({ seed: 2 }));
  await tells();
  await close();
});

it('tells one thing at a time, the newest', async () => {
  const { tells, press, close } = await openChoices({ writeText: async () => undefined });
  const saved = messages.share.saved('a-uc-net.json');
  await press(messages.share.numbers);
  await tells(saved);
  await press(messages.header.copyLink);
  await tells(messages.header.linkCopied);
  await press(messages.share.numbers);
  await tells(saved);
  await close();
});

it('waits for what is on its way, and says so', async () => {
  const { store, tells, press, close } = await openChoices(undefined);
  await act(async () => store.update({ incoming: { kind: 'truth' } as Incoming }));
  await press(messages.share.numbers);
  await tells(messages.share.waiting);
  await act(async () => store.update({ incoming: null }));
  await tells(messages.share.saved('a-uc-net.json'));
  await close();
});
