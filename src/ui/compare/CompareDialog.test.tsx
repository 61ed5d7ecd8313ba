// @vitest-environment jsdom
import { act, useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { pressKey, stubMotion, stubScreen } from '../parts/testing/screen.ts';
import type { ShownMap } from '../result/mapList.ts';
import { CompareDialog } from './CompareDialog.tsx';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };
const shown = (key: string): ShownMap => ({
  ...{ key, title: key, role: 'saliency', map },
  ...{ range: [0, 1], download: null },
});
const maps = new Map(['first', 'second', 'third'].map((key) => [key, shown(key)]));

function Viewer() {
  const [openKey, setOpenKey] = useState('first');
  return <CompareDialog {...{ maps, openKey, onClose }} onOpen={setOpenKey} />;
}

let visit: Visit;
let mounted: Mounted;
const onClose = vi.fn();

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  visit = new Visit();
  onClose.mockClear();
  stubScreen();
  await visit.begin();
  mounted = await mountOnPage(visit, <Viewer />);
});
afterEach(() => mounted.close());

const title = () => mounted.place.querySelector('h2')!.textContent;
const pane = () => mounted.place.querySelector('canvas')!;
const press = (key: string, more?: KeyboardEventInit) =>
  act(async () => {
    pressKey(mounted.place.querySelector('.viewer-head')!, key, more);
  });

async function compareWith(key: string): Promise<void> {
  const select = mounted.place.querySelector('select')!;
  await act(async () => {
    select.value = key;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('the keys of the viewer', () => {
  it('step through all maps', async () => {
    await press('ArrowRight');
    expect(title()).toBe('second');
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(title()).toBe('third');
  });

  it('step past the map that lies beside', async () => {
    await compareWith('second');
    await press('ArrowRight');
    expect(title()).toBe('third');
    await press('ArrowRight');
    expect(title()).toBe('first');
  });

  it('leave to the browser what is pressed together with Ctrl or Alt', async () => {
    await press('ArrowRight', { altKey: true });
    expect(title()).toBe('first');
    await act(async () => expect(pressKey(pane(), '+', { ctrlKey: true })).toBe(true));
    await act(async () => expect(pressKey(pane(), '+')).toBe(false));
  });
});

describe('blinking', () => {
  afterEach(() => void vi.useRealTimers());

  const caption = () => mounted.place.querySelector('.viewer-captions')!.textContent;
  const button = (name: string) =>
    [...mounted.place.querySelectorAll('button')].find((each) => each.textContent === name);
  const click = (name: string) => act(async () => button(name)!.click());
  const wait = () => act(async () => vi.advanceTimersByTime(1000));

  async function blink(): Promise<void> {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await compareWith('second');
    await act(async () =>
      mounted.place.querySelector<HTMLInputElement>('[value="blink"]')!.click(),
    );
    expect(caption()).toBe('first');
  }

  it('turns by itself until it is paused, and then by hand', async () => {
    await blink();
    await wait();
    expect(caption()).toBe('second');
    await click('Pause');
    await wait();
    expect(caption()).toBe('second');
    await click('Show the other one');
    expect(caption()).toBe('first');
  });

  it('turns by hand alone with reduced motion', async () => {
    stubMotion('reduce');
    await blink();
    await wait();
    expect(caption()).toBe('first');
    expect(button('Play') ?? button('Pause')).toBeUndefined();
    await click('Show the other one');
    expect(caption()).toBe('second');
  });
});

it('is closed where there is no photo, so that it does not open by itself with the next one', async () => {
  expect(onClose).not.toHaveBeenCalled();
  const { image } = visit.store.get();
  await act(async () => visit.store.update({ image: { ...image, photo: null } }));
  expect(onClose).toHaveBeenCalled();
});

it('subtracts no photo: it is wiped over', async () => {
  const mode = (name: string) =>
    mounted.place.querySelector<HTMLInputElement>(`.viewer-head [value="${name}"]`);
  await compareWith('second');
  await act(async () => mode('difference')!.click());
  expect(mode('difference')!.checked).toBe(true);
  await compareWith('photo');
  expect(mode('difference')).toBeNull();
  expect(mode('wipe')!.checked).toBe(true);
  expect(mounted.place.querySelector('.viewer-panes')!.getAttribute('data-mode')).toBe('wipe');
  await compareWith('second');
  expect(mode('difference')!.checked).toBe(true);
});
