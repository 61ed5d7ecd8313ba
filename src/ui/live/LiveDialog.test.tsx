// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
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
