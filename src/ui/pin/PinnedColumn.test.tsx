// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ScalarMap } from '../../image/types.ts';
import { analysed, drawn } from '../engine/testing/pageState.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { english } from '../english.ts';
import { setLatent } from '../explorer/latent.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import type { Appearance } from '../result/appearance.ts';
import { mapsOf } from '../share/shared.ts';
import { BesideTable } from './BesideTable.tsx';
import { PinnedColumn } from './PinnedColumn.tsx';
import { pinResult, runBeside } from './pin.ts';

const row = (...values: number[]): ScalarMap => ({
  ...{ height: 1, width: values.length, data: Float32Array.from(values) },
});
/** What most answers mark, and what the sliders' answer does where the first of them stands above its middle. */
const [most, few] = [row(1, 1, 1, 0), row(1, 0, 0, 0)];

let visit: Visit;
let mounted: Mounted;
/** Maps whose comparison was asked for. */
let enlarged: string[];

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  stubScreen();
  Object.assign(navigator, { userActivation: { isActive: false } });
  enlarged = [];
  visit = new Visit();
  const model = () => visit.worker.opened.at(-1);
  await visit.begin();
  Object.assign(visit.worker.api, {
    // The other model has no latents.
    setImage: async () => ({ ...analysed, priorMu: model() === undefined ? [0, 0, 0] : [] }),
    drawSamples: async () => {
      const agreed = [{ area: 0.25, x: 0.125, y: 0.5, holders: new Array<boolean>(5).fill(true) }];
      const share = row(1, 0.8, 0.6, 0);
      const regions = { share, agreed, contested: [], labels: new Uint8Array(4) };
      return { ...drawn, count: 5, maps: [most], consensus: most, regions };
    },
    explore: async (z: readonly number[]) => ({ z, map: z[0]! > 0 ? few : most, milliseconds: 1 }),
  });
  visit.store.ask({ seed: 2, image: { ...visit.store.get().image, near: 'dark' } });
  await rest();
});
afterEach(() => mounted.close());

const rest = () =>
  act(async () => {
    await visit.rest();
  });

/** Shows the page's own answer at a place of the sliders. */
async function move(first: number): Promise<void> {
  await act(async () => setLatent(visit.store, [first, 0, 0]));
  await rest();
}

const look = (appearance: Partial<Appearance>) =>
  act(async () => visit.store.setAppearance(appearance));

async function show(): Promise<void> {
  mounted = await mountOnPage(
    visit,
    <>
      <PinnedColumn
        maps={mapsOf(visit.store.get())}
        onEnlarge={(...keys) => void enlarged.push(...keys)}
      />
      <BesideTable />
    </>,
  );
}

const words = () => mounted.place.querySelector('.easel-words [role="status"]')!.textContent;
const alike = () => mounted.place.querySelector('[data-testid="alike"]')!.textContent;
const cells = (line: string) =>
  [...mounted.place.querySelectorAll(`[data-row="${line}"] td`)].map((cell) => cell.textContent);

it('has words and numbers of the answer that it shows', async () => {
  await look({ layer: 'answer', focus: null });
  await move(1);
  pinResult(visit.store);
  await show();
  expect(words()).toMatch(/^Your answer marks 25% of the picture: the left/);
  expect(alike()).toBe('Both pictures mark the same.');
  await move(-1);
  expect(words()).toMatch(/^Your answer marks 25% of the picture: the left/);
  expect(alike()).toBe('Of what either picture marks, both mark 33%.');
  expect(cells('shown')).toEqual(['75%', '25%']);
  expect(cells('marked')).toEqual(['75%', '75%']);
});

it('has words and numbers of all answers where it shows what they agree on', async () => {
  await move(1);
  pinResult(visit.store);
  await show();
  await move(-1);
  expect(words()).toMatch(/^All five agree on the left/);
  expect(alike()).toBe('Both results mark the same.');
  expect(cells('shown')).toEqual([]);
});

it('shows what all its answers say where it has fewer than the one that is shown', async () => {
  await look({ layer: 'answer', focus: 3 });
  pinResult(visit.store);
  await show();
  expect(mounted.place.querySelector('[data-pinned-map="consensus"]')).not.toBeNull();
  expect(words()).toMatch(/^All five agree on the left/);
});

it('is compared with the answer beside it, also where it gives one map alone', async () => {
  await look({ layer: 'answer', focus: null });
  await move(1);
  const { models } = visit.store.get();
  runBeside(
    visit.store,
    models.find(({ id }) => id === 'other')!,
  );
  await rest();
  await show();
  expect(alike()).toBe('Of what either picture marks, both mark 33%.');
  expect(cells('shown')).toEqual(['25%', '75%']);
  const compare = [...mounted.place.querySelectorAll('button')].find(
    ({ textContent }) => textContent === english.pin.compare,
  );
  await act(async () => compare!.click());
  expect(enlarged).toEqual(['explored', 'pinned-consensus']);
});
