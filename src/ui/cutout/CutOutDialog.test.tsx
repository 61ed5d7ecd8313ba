// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { CutOutPart } from '../../image/cutOutParts.ts';
import type { CutOutPreview, CutOutRequest } from '../../worker/cutOutSession.ts';
import { FakeOwnWorker } from '../../worker/testing/fakeOwnWorker.ts';
import { prepareWire } from '../../worker/wire.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { openExample } from '../input/photo.ts';
import { pageTexts } from '../messages.ts';
import { type Mounted, type } from '../parts/testing/mount.ts';
import { pressKey, stubScreen } from '../parts/testing/screen.ts';
import { CutOutDialog } from './CutOutDialog.tsx';
import { cutOutMessages as words } from './messages.ts';

prepareWire((error) => ({ code: 'unexpected', detail: String(error) }));

const part = (pixel: number, inMap: boolean): CutOutPart => ({
  ...{ share: 1, area: 0.1, inMap, place: null, pixel },
  box: { top: 0, left: 0, bottom: 1, right: 1 },
});
const made: CutOutPreview = {
  picture: null,
  parts: [part(0, true), part(1, false), part(2, true)],
};

let visit: Visit;
let mounted: Mounted;
/** Previews that were asked for, and what ends each. */
let asked: { readonly request: CutOutRequest; readonly end: (made: CutOutPreview) => void }[];

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  visit = new Visit();
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
  await openWindow();
  await endPreview(1);
});
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

async function openWindow(): Promise<void> {
  mounted = await mountOnPage(visit, <CutOutDialog onClose={() => undefined} />);
}

/** Closes the window and opens it again. */
async function reopen(): Promise<void> {
  await mounted.close();
  asked = [];
  await openWindow();
  await endPreview(1);
}

/** Ends a preview, once it is the so manieth that was asked for. */
async function endPreview(number: number, found = made): Promise<void> {
  await act(async () => {
    await expect.poll(() => asked.length).toBe(number);
    asked[number - 1]!.end(found);
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

it('leaves each part its choice where another threshold has other parts', async () => {
  await expect.poll(ticks).toEqual([true, false, true]);
  await click(0);
  await endPreview(2);
  await type(mounted.place.querySelector('.cut-out-controls [min="0.05"]')!, '0.7');
  await endPreview(3, { ...made, parts: [part(3, true), part(0, true), part(2, true)] });
  expect(asked.at(-1)!.request.threshold).toBe(0.3);
  await expect.poll(ticks).toEqual([true, false, true]);
});

it('says when no part is kept, and has a single one to be ticked again', async () => {
  const problem = () => mounted.place.querySelector('.cut-out-problem')!.textContent;
  await expect.poll(ticks).toEqual([true, false, true]);
  await click(0);
  await endPreview(2);
  await click(2);
  await endPreview(3);
  await expect.poll(problem).toBe(words.noPart);
  // At another threshold all is one part, which was dropped.
  await type(mounted.place.querySelector('.cut-out-controls [min="0.05"]')!, '0.7');
  await endPreview(4, { ...made, parts: [part(0, true)] });
  await expect.poll(ticks).toEqual([false]);
  expect(problem()).toBe(words.noPart);
  await click(0);
  await endPreview(5, { ...made, parts: [part(0, true)] });
  await expect.poll(ticks).toEqual([true]);
  expect(mounted.place.querySelector('.cut-out-problem')!.textContent).toBe(words.nothing);
});

it('paints by the keyboard, asks for one picture a stroke, and undoes it', async () => {
  const find = (selector: string) => mounted.place.querySelector<HTMLElement>(selector);
  const layer = () => find('[data-testid="cut-out-brush"]');
  const press = (key: string, more?: KeyboardEventInit) =>
    act(async () => expect(pressKey(layer()!, key, more)).toBe(false));
  const strokes = () => asked.at(-1)!.request.strokes;
  await expect.poll(ticks).toEqual([true, false, true]);
  expect([layer(), find('.cut-out-undo')]).toEqual([null, null]);
  await act(async () => find('.cut-out-brushes input[value="erase"]')!.click());
  await endPreview(2);
  expect(find('.cut-out-part')).toBeNull();
  expect(find('.cut-out-problem')!.textContent).toBe(words.nothing);
  await press(' ');
  await endPreview(3);
  await press('ArrowRight', { shiftKey: true });
  await press('ArrowUp');
  await press('Enter');
  await endPreview(4);
  expect(strokes().map(({ keep, points }) => [keep, points])).toEqual([
    [false, [{ x: 0.5, y: 0.5 }]],
    [false, [{ x: 0.55, y: 0.49 }]],
  ]);
  expect(find('.cut-out-problem')!.textContent).toBe(words.erased);
  await press('z', { ctrlKey: true });
  await endPreview(5);
  expect(strokes().map(({ points }) => points)).toEqual([[{ x: 0.5, y: 0.5 }]]);
  // Escape puts the brush away, and what it painted stays.
  await press('Escape');
  await endPreview(6);
  expect([layer(), strokes().length]).toEqual([null, 1]);
  await act(async () => find('.cut-out-undo button')!.click());
  await endPreview(7);
  expect([strokes(), find('.cut-out-undo')]).toEqual([[], null]);
});

it('has all that was chosen again while the photo is open, parts while the answers are the same', async () => {
  const find = (selector: string) => mounted.place.querySelector<HTMLElement>(selector);
  const chosen = () => asked.at(-1)!.request;
  await expect.poll(ticks).toEqual([true, false, true]);
  await click(0);
  await endPreview(2);
  await act(async () => find('.cut-out-brushes input[value="erase"]')!.click());
  await endPreview(3);
  await act(async () => void pressKey(find('[data-testid="cut-out-brush"]')!, ' '));
  await endPreview(4);
  await act(async () => find('.cut-out-controls input[value="blur"]')!.click());
  await endPreview(5);
  expect(chosen().strokes).toHaveLength(1);

  await reopen();
  const { strokes, kept, background } = chosen();
  expect([strokes.length, kept, background.kind]).toEqual([1, { 0: false }, 'blur']);
  await expect.poll(ticks).toEqual([false, false, true]);
  expect(find('.cut-out-undo')).not.toBeNull();
  expect(find('.cut-out-brushes .hint')!.textContent).toBe(words.strokesStay);

  visit.store.ask({ seed: 2 });
  await visit.rest();
  await reopen();
  expect([chosen().strokes.length, chosen().kept, chosen().background.kind]).toEqual([
    ...[1, {}, 'blur'],
  ]);

  openExample(visit.store, 'chair');
  await visit.rest();
  await reopen();
  expect([chosen().strokes, chosen().background.kind]).toEqual([[], 'transparent']);
  expect(find('.cut-out-undo')).toBeNull();
});

it('shows what is left out striped while the brush is on, and says so', async () => {
  const find = (selector: string) => mounted.place.querySelector<HTMLElement>(selector);
  expect(find('.cut-out-left-out')).toBeNull();
  await act(async () => find('.cut-out-brushes input[value="keep"]')!.click());
  await endPreview(2);
  expect(find('.cut-out-left-out img')).not.toBeNull();
  expect(find('.cut-out-brushes .hint')!.textContent).toBe(`${words.brushHelp} ${words.striped}`);
});
