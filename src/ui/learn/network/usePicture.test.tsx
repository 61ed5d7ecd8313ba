// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AS_STORED } from '../../../image/adjustDepth.ts';
import { mountOnPage } from '../../engine/testing/mountOnPage.tsx';
import { Visit } from '../../engine/testing/visit.ts';
import { adjustFile } from '../../input/depthChoice.ts';
import type { Mounted } from '../../parts/testing/mount.ts';
import { type ChapterPicture, OPEN, usePicture } from './usePicture.ts';

let visit: Visit;
let mounted: Mounted;

function Probe() {
  const { picture } = usePicture(OPEN);
  return <output>{JSON.stringify(picture)}</output>;
}

const shown = () =>
  JSON.parse(mounted.place.querySelector('output')!.textContent) as ChapterPicture;

beforeEach(async () => {
  visit = new Visit();
  await visit.begin();
  mounted = await mountOnPage(visit, <Probe />);
});
afterEach(() => mounted.close());

it('the open picture is another one once its depth is read in another way', async () => {
  const before = shown();
  expect(before.adjust).toEqual(AS_STORED);
  await act(async () => adjustFile(visit.store, { turns: 1 }));
  expect(shown().adjust).toEqual({ ...AS_STORED, turns: 1 });
  expect(shown().key).not.toBe(before.key);
  await act(async () => adjustFile(visit.store, { turns: 0 }));
  expect(shown().key).toBe(before.key);
});
