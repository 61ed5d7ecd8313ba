// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { AS_STORED } from '../../image/adjustDepth.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { inspectorMessages } from './messages.ts';
import { PlaceControls } from './PlaceControls.tsx';

let mounted: Mounted;

beforeAll(() => pageTexts.load());
afterEach(() => mounted.close());

it.each([
  ['turnLeft', false, 3],
  ['turnRight', false, 1],
  // What the mirror shows turns the other way.
  ['turnLeft', true, 1],
  ['turnRight', true, 3],
] as const)('%s, mirrored (%s)', async (word, mirror, turns) => {
  const visit = new Visit();
  await visit.begin();
  mounted = await mountOnPage(visit, <PlaceControls adjust={{ ...AS_STORED, mirror }} />);
  const buttons = [...mounted.place.querySelectorAll('button')];
  const button = buttons.find(({ textContent }) => textContent.endsWith(inspectorMessages[word]))!;
  await act(async () => button.click());
  expect(visit.store.get().image.adjust.turns).toBe(turns);
});
