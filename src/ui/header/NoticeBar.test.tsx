// @vitest-environment jsdom
import { act } from 'react';
import { beforeAll, expect, it } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { english } from '../english.ts';
import { pageTexts } from '../messages.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { pinResult, runBeside } from '../pin/pin.ts';
import { NoticeBar } from './NoticeBar.tsx';

beforeAll(() => pageTexts.load());

it('brings back what a comparison took the place of', async () => {
  const visit = new Visit();
  stubScreen();
  await visit.begin();
  const { store } = visit;
  const { place, close } = await mountOnPage(visit, <NoticeBar />);
  pinResult(store);
  const { pinned, models } = store.get();
  await act(async () => {
    runBeside(
      store,
      models.find(({ id }) => id === 'other')!,
    );
  });
  const [button] = place.querySelectorAll('button');
  expect(button!.textContent).toBe(english.notices.bringBack);
  await act(async () => button!.click());
  expect(store.get().pinned).toBe(pinned);
  expect(place.textContent).toBe('');
  await close();
});
