// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { openExample } from '../input/photo.ts';
import { useLinkedState } from './useLinkedState.ts';

/** Longer than the page waits before it writes. */
const WHILE = 200;

function Linked() {
  useLinkedState();
  return null;
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

it('lets a step back whose event is still to come go before what the page writes', async () => {
  const visit = new Visit();
  await visit.begin();
  const { close } = await mountOnPage(visit, <Linked />);
  const pass = () => act(async () => void (await vi.advanceTimersByTimeAsync(WHILE)));
  const open = async (id: string) => {
    openExample(visit.store, id);
    await visit.rest();
    await pass();
    expect(location.hash).toContain(`sample=${id}`);
    return location.hash;
  };
  const first = await open('aloe');
  await open('chair');
  const push = vi.spyOn(history, 'pushState');

  // As Back does: the address first, the event after it.
  history.replaceState(null, '', first);
  visit.store.update({});
  await pass();
  expect(push).not.toHaveBeenCalled();
  expect(location.hash).toBe(first);
  dispatchEvent(new HashChangeEvent('hashchange', { newURL: location.href }));
  await visit.rest();
  expect(visit.store.get().image.origin).toEqual({ kind: 'example', id: 'aloe' });
  await close();
});
