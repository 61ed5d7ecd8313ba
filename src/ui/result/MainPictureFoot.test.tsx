// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { drawing, drawn, ready } from '../engine/testing/pageState.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { english } from '../english.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { stubScreen } from '../parts/testing/screen.ts';
import type { Layer } from './appearance.ts';
import { MainPictureFoot } from './MainPictureFoot.tsx';
import { listMaps } from './mapList.ts';

let visit: Visit;
let mounted: Mounted;

beforeAll(() => pageTexts.load());
beforeEach(async () => {
  visit = new Visit();
  stubScreen();
  await visit.begin();
});
afterEach(() => mounted.close());

async function show(layer: Layer, key: string): Promise<void> {
  const { result, appearance } = visit.store.get();
  const kept = { part: null, keep: 'all', isKept: () => true, maps: [], most: null } as const;
  const maps = listMaps(result, { depth: null, truth: null }, english);
  mounted = await mountOnPage(
    visit,
    <MainPictureFoot
      layer={layer}
      shown={maps.filter((map) => map.key === key)}
      kept={{ ...kept, appearance }}
    />,
  );
}

const { useInExplorer, beyondExplorer } = english.sampling;
const button = () =>
  [...mounted.place.querySelectorAll('button')].find(
    ({ textContent }) => textContent === useInExplorer(1),
  );

it('takes the sliders to an answer that they reach, and says so of one that lies beyond them', async () => {
  const { store } = visit;
  store.setAppearance({ layer: 'answer', focus: 0 });
  // The prior is N([0, 1, 2], [1, 2, 3]).
  store.update(drawing({ ...drawn, z: [[-3, 1, 8]] })(store.get()));
  await show('answer', 'sample-0');
  await act(async () => button()!.click());
  expect(store.get().latent).toEqual([-3, 0, 2]);
  expect(mounted.place.textContent).not.toContain(beyondExplorer(1));
  await act(async () => store.update(drawing({ ...drawn, z: [[-3, 1, 12]] })(store.get())));
  expect(button()).toBeUndefined();
  expect(mounted.place.textContent).toContain(beyondExplorer(1));
});

it('has the scale of what is shown in bits, whatever was chosen for a network of many answers', async () => {
  const { store } = visit;
  store.setAppearance({ uncertainty: 'variance' });
  await show('differ', 'variance');
  const scale = () => mounted.place.querySelector('.scale')!.textContent;
  expect(scale()).not.toContain(english.maps.bits);
  await mounted.close();
  store.update(ready(0));
  await show('differ', 'total');
  expect(scale()).toContain(english.maps.bits);
});
