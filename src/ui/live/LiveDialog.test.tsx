// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { LiveDialog } from './LiveDialog.tsx';
import { liveMessages as words } from './messages.ts';

let mounted: Mounted;

beforeAll(() => pageTexts.load());
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

it('asked again for a camera that was refused, the window keeps the focus', async () => {
  const visit = new Visit();
  stubScreen();
  await visit.begin();
  const getUserMedia = vi.fn();
  getUserMedia.mockRejectedValueOnce(Object.assign(new Error(), { name: 'NotAllowedError' }));
  getUserMedia.mockReturnValueOnce(new Promise(() => undefined));
  Object.assign(navigator, { mediaDevices: { getUserMedia } });
  mounted = await mountOnPage(visit, <LiveDialog onClose={() => undefined} />);
  expect(mounted.place.textContent).toContain(words.problems.refused);
  const buttons = [...mounted.place.querySelectorAll('button')];
  const retry = buttons.find(({ textContent }) => textContent === words.retry)!;
  retry.focus();
  await act(async () => retry.click());
  expect(mounted.place.textContent).toContain(words.opening);
  expect(document.activeElement).toBe(mounted.place.querySelector('.live-layout'));
});

describe('of two cameras', () => {
  let tracks: EventTarget[];
  const chooser = () => mounted.place.querySelector('select')!;
  const choose = (id: string) =>
    act(async () => {
      chooser().value = id;
      chooser().dispatchEvent(new Event('change', { bubbles: true }));
    });

  beforeEach(async () => {
    const visit = new Visit();
    stubScreen();
    await visit.begin();
    tracks = [];
    const getUserMedia = async ({ video }: { video: { deviceId?: { exact: string } } }) => {
      const deviceId = video.deviceId?.exact ?? 'built-in';
      const getSettings = () => ({ deviceId });
      const track = Object.assign(new EventTarget(), { getSettings, stop: () => undefined });
      tracks.push(track);
      return { getTracks: () => [track], getVideoTracks: () => [track] };
    };
    const enumerateDevices = async () =>
      ['built-in', 'usb'].map((deviceId) => ({ kind: 'videoinput', deviceId, label: deviceId }));
    Object.assign(navigator, { mediaDevices: { getUserMedia, enumerateDevices } });
    mounted = await mountOnPage(visit, <LiveDialog onClose={() => undefined} />);
    expect(chooser().value).toBe('built-in');
  });

  it('another one can be chosen, and the focus stays with the choice', async () => {
    const before = chooser();
    before.focus();
    await choose('usb');
    expect(chooser().value).toBe('usb');
    expect(document.activeElement).toBe(before);
  });

  it('the other one can be chosen when one was unplugged', async () => {
    await choose('usb');
    await act(async () => tracks.at(-1)!.dispatchEvent(new Event('ended')));
    expect(mounted.place.textContent).toContain(words.problems.unplugged);
    expect(chooser().value).toBe('usb');
    await choose('built-in');
    expect(mounted.place.querySelector('[role="alert"]')).toBeNull();
    expect(chooser().value).toBe('built-in');
  });
});
