// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { emptyFile, Visit } from '../engine/testing/visit.ts';
import { openFiles } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { RunStatus } from './RunStatus.tsx';

let mounted: Mounted;

beforeAll(() => pageTexts.load());
afterEach(() => mounted.close());

it('stopped by its button, it has the focus', async () => {
  const visit = new Visit();
  await visit.begin();
  mounted = await mountOnPage(visit, <RunStatus />);
  let release = (): void => undefined;
  visit.worker.depthHeld = new Promise((resolve) => (release = resolve));
  const files = ['photo.jpg', 'depth.png'].map(emptyFile);
  await act(async () => openFiles(visit.store, files, 'photo'));
  const stop = mounted.place.querySelector('button')!;
  stop.focus();
  await act(async () => {
    stop.click();
    release();
    await visit.rest();
  });
  expect(mounted.place.querySelector('button')).toBeNull();
  expect(document.activeElement).toBe(mounted.place.querySelector('.run-status'));
});
