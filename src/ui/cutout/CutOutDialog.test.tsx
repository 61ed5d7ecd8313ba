// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { CutOutPart } from '../../image/cutOutParts.ts';
import type { CutOutPreview, CutOutRequest } from '../../worker/cutOutSession.ts';
import { FakeOwnWorker } from '../../worker/testing/fakeOwnWorker.ts';
import { prepareWire } from '../../worker/wire.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import { CutOutDialog } from './CutOutDialog.tsx';
import { cutOutMessages as words } from './messages.ts';

prepareWire((error) => ({ code: 'unexpected', detail: String(error) }));

const part = (inMap: boolean): CutOutPart => ({
  ...{ share: 1, area: 0.1, inMap, place: null },
  box: { top: 0, left: 0, bottom: 1, right: 1 },
});
const made: CutOutPreview = { picture: null, parts: [part(true), part(false), part(true)] };

let mounted: Mounted;
/** Previews that were asked for, and what ends each. */
let asked: { readonly request: CutOutRequest; readonly end: (made: CutOutPreview) => void }[];

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  const visit = new Visit();
  stubScreen();
  asked = [];
  const preview = (request: CutOutRequest) =>
    new Promise<CutOutPreview>((end) => asked.push({ request, end }));
  const Fake = class extends FakeOwnWorker {
    constructor() {
      super(async () => ({ preview }));
    }
  };
  vi.stubGlobal('Worker', Fake);
  await visit.begin();
  mounted = await mountOnPage(visit, <CutOutDialog onClose={() => undefined} />);
  await endPreview(1);
});
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

/** Ends a preview, once it is the so manieth that was asked for. */
async function endPreview(number: number): Promise<void> {
  await act(async () => {
    await expect.poll(() => asked.length).toBe(number);
    asked[number - 1]!.end(made);
  });
}
const boxes = () => [
  ...mounted.place.querySelectorAll<HTMLInputElement>('.cut-out-parts input[type="checkbox"]'),
];
const ticks = () => boxes().map(({ checked }) => checked);
const click = (index: number) => act(async () => boxes()[index]!.click());
const isBusy = () =>
  mounted.place.querySelector('.cut-out-picture')!.getAttribute('aria-busy') === 'true' &&
  mounted.place.textContent.includes(words.working);

it('keeps every choice of parts at once, and makes the picture of the latest after the one that runs', async () => {
  await expect.poll(ticks).toEqual([true, false, true]);
  await expect.poll(isBusy).toBe(false);
  await click(0);
  expect(ticks()).toEqual([false, false, true]);
  expect(isBusy()).toBe(true);
  await expect.poll(() => asked.length).toBe(2);
  await click(1);
  expect(ticks()).toEqual([false, true, true]);
  await click(2);
  await click(1);
  expect(ticks()).toEqual([false, false, false]);
  await endPreview(2);
  expect([ticks(), isBusy()]).toEqual([[false, false, false], true]);
  await endPreview(3);
  await expect.poll(isBusy).toBe(false);
  expect(asked.map(({ request }) => request.kept)).toEqual([
    ...[{}, { 0: false }, { 0: false, 1: false, 2: false }],
  ]);
});
