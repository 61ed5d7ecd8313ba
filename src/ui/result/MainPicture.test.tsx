// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawing, drawn } from '../engine/testing/pageState.ts';
import { mountOnPage } from '../engine/testing/mountOnPage.tsx';
import { Visit } from '../engine/testing/visit.ts';
import { pageTexts } from '../messages.ts';
import type { Mounted } from '../parts/testing/mount.ts';
import { pressKey, stubScreen } from '../parts/testing/screen.ts';
import type { Layer } from './appearance.ts';
import type { KeptAnswers } from './keptAnswers.ts';
import { MainPicture } from './MainPicture.tsx';
import type { ShownMap } from './mapList.ts';

const map = { height: 1, width: 1, data: Float32Array.of(0.5) };
const shown = (key: string): ShownMap => ({
  ...{ key, title: key, role: key === 'disagreement' ? 'uncertainty' : 'saliency', map },
  ...{ range: [0, 1], download: null },
});
const maps = new Map(['consensus', 'mean', 'disagreement'].map((key) => [key, shown(key)]));

let visit: Visit;
let mounted: Mounted;
/** Maps whose large view was asked for. */
let enlarged: string[];

beforeAll(() => pageTexts.load());

async function show(layer: Layer): Promise<void> {
  visit.store.setAppearance({ layer });
  const { appearance } = visit.store.get();
  const kept: KeptAnswers = {
    ...{ part: null, keep: 'all', isKept: () => true },
    ...{ maps: [map, map], most: null, appearance },
  };
  mounted = await mountOnPage(
    visit,
    <MainPicture
      {...{ maps, kept }}
      onPart={() => undefined}
      onKeep={() => undefined}
      onEnlarge={(key) => enlarged.push(key)}
    />,
  );
}

beforeEach(async () => {
  visit = new Visit();
  stubScreen();
  enlarged = [];
  await visit.begin();
});
afterEach(() => mounted.close());

const picture = () => mounted.place.querySelector('.easel-picture')!;

describe('the main picture', () => {
  it.each([
    ['in the middle', 4 / 3, 0.5, 0.5, 'free'],
    ['near the corner of its button', 4 / 3, 0.85, 0.2, 'taken'],
    ['at the right of a flat one', 2.2, 0.85, 0.4, 'taken'],
    ['at the top of a tall one', 0.5, 0.7, 0.15, 'taken'],
    ['at the right of a tall one', 0.5, 0.9, 0.5, 'free'],
    ['at the left of a panorama', 5, 0.1, 0.5, 'taken'],
  ] as const)(
    'with a marker %s has a corner for its button, or none',
    async (_where, ratio, x, y, corner) => {
      const { image } = visit.store.get();
      const facts = { ...image.photo!.facts, width: 100 * ratio, height: 100 };
      const contested = [{ x, y, area: 0.1, holders: [true], adjoins: false }];
      const samples = { ...drawn, regions: { ...drawn.regions, contested } };
      visit.store.update({ image: { ...image, photo: { ...image.photo!, facts } } });
      visit.store.update(drawing(samples)(visit.store.get()));
      await show('agreed');
      const head = mounted.place.querySelector<HTMLElement>('.easel-head')!;
      expect(head.dataset['corner']).toBe(corner);
    },
  );

  it('says in the picture what its colours mean, where they are not the photo’s', async () => {
    const legend = () => picture().querySelector('.easel-legend');
    for (const [layer, ...words] of [
      ['agreed'],
      ['differ', 'agree', 'contradict'],
      ['both', 'contested', 'salient'],
    ] as const) {
      await show(layer);
      const said = [...(legend()?.querySelectorAll('span') ?? [])].map((it) => it.textContent);
      expect(said.filter((text) => text !== '')).toEqual(words);
      if (layer !== 'both') await mounted.close();
    }
  });

  it('is enlarged by Space, which does not scroll the page', async () => {
    await show('agreed');
    await act(async () => expect(pressKey(picture(), ' ')).toBe(false));
    expect(enlarged).toEqual(['consensus']);
  });

  it('has a point that the arrow keys move, but not together with Alt, which goes back', async () => {
    await show('agreed');
    const crosshair = () => picture().querySelector<HTMLElement>('.crosshair');
    await act(async () => expect(pressKey(picture(), 'ArrowLeft', { altKey: true })).toBe(true));
    expect(crosshair()).toBeNull();
    await act(async () => expect(pressKey(picture(), 'ArrowLeft')).toBe(false));
    expect(crosshair()!.style.left).toBe('48%');
  });

  it('is read below a marker, too', async () => {
    const contested = [{ x: 0.5, y: 0.5, area: 0.1, holders: [true], adjoins: false }];
    const samples = { ...drawn, regions: { ...drawn.regions, contested } };
    visit.store.update(drawing(samples)(visit.store.get()));
    await show('agreed');
    const markers = mounted.place.querySelector<HTMLElement>('.easel-markers')!;
    markers.getBoundingClientRect = () => new DOMRect(10, 20, 200, 100);
    const point = (kind: string, relatedTarget: Element | null = null) =>
      act(async () => {
        const at = { clientX: 110, clientY: 45, bubbles: true, relatedTarget };
        const event = new MouseEvent(kind, at);
        Object.assign(event, { pointerType: 'mouse' });
        markers.querySelector('.marker')!.dispatchEvent(event);
      });
    const crosshair = () => mounted.place.querySelector<HTMLElement>('.crosshair');
    await point('pointermove');
    expect([crosshair()!.style.left, crosshair()!.style.top]).toEqual(['50%', '25%']);
    expect(mounted.place.querySelector('[data-testid="point"]')!.textContent).toContain('2 of 2');
    await point('pointerout', document.body);
    expect(crosshair()).toBeNull();
  });

  it('is not enlarged by the buttons over it', async () => {
    await show('blend');
    const [, next] = picture().querySelectorAll('button');
    await act(async () => {
      pressKey(next!, 'Enter');
      next!.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    });
    expect(enlarged).toEqual([]);
    const image = picture().querySelector('canvas')!;
    await act(async () => image.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })));
    expect(enlarged).toEqual(['mean']);
  });
});
