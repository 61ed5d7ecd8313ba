import { describe, expect, it } from 'vitest';
import {
  nearestPlace,
  panBy,
  placeAt,
  placesOf,
  reveal,
  shareOf,
  stepOf,
  WHOLE,
  zoomBy,
} from './atlasView.ts';

describe('the view of the atlas', () => {
  it('has the first latent to the right and the second one up', () => {
    expect(placeAt(WHOLE, 1, 0)).toEqual({ x: 3.5, y: 3.5 });
    expect(shareOf(WHOLE, { x: 0, y: -3.5 })).toEqual([0.5, 1]);
  });

  it('keeps what is under the pointer when it zooms', () => {
    const before = placeAt(WHOLE, 0.3, 0.6);
    const nearer = zoomBy(WHOLE, 2, 0.3, 0.6);
    expect(nearer.span).toBe(WHOLE.span / 2);
    const after = placeAt(nearer, 0.3, 0.6);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('never shows more than there is', () => {
    expect(zoomBy(WHOLE, 0.1)).toEqual(WHOLE);
    expect(panBy(WHOLE, 0.4, 0.4)).toEqual(WHOLE);
    const corner = panBy(zoomBy(WHOLE, 2), -9, 9);
    expect(corner).toMatchObject({ x: 1.75, y: 1.75 });
    expect(zoomBy(WHOLE, 1e9).span).toBe(0.5);
  });

  it('moves only as far as a place needs to be seen', () => {
    const view = { x: 0, y: 0, span: 2 };
    expect(reveal(view, { x: 0.5, y: 0 }, 0.5)).toEqual(view);
    expect(reveal(view, { x: 1.5, y: 0 }, 0.5)).toMatchObject({ x: 0.75, y: 0 });
  });
});

describe('the grid of the atlas', () => {
  it('gets finer by halves as the view comes nearer', () => {
    expect(stepOf(WHOLE, 8)).toBe(1);
    expect(stepOf({ ...WHOLE, span: 4 }, 8)).toBe(0.5);
    expect(stepOf({ ...WHOLE, span: 0.5 }, 100)).toBe(1 / 16);
  });

  it('has a place for every tile that is seen, the middle one first', () => {
    const places = placesOf(WHOLE, 1);
    expect(places).toHaveLength(49);
    expect(places[0]).toEqual({ x: 0, y: 0 });
    expect(placesOf({ x: 0, y: 0, span: 1 }, 0.5)).toHaveLength(9);
  });

  it('ends where the sliders end', () => {
    expect(nearestPlace({ x: 3.4, y: -9 }, 0.5)).toEqual({ x: 3, y: -3 });
    expect(nearestPlace({ x: -0.1, y: 0.3 }, 0.5)).toEqual({ x: 0, y: 0.5 });
  });
});
