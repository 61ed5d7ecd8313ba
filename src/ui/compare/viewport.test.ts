import { describe, expect, it } from 'vitest';
import { fitView, panBy, toPhoto, zoomBy } from './viewport.ts';

const PHOTO = { width: 400, height: 200 };
const WINDOW = { width: 200, height: 200 };

describe('the view of a photo', () => {
  it('fits all of it at first', () => {
    expect(fitView(PHOTO, WINDOW)).toEqual({ zoom: 0.5, x: 200, y: 100 });
    expect(toPhoto(fitView(PHOTO, WINDOW), WINDOW, { x: 0, y: 50 })).toEqual({ x: 0, y: 0 });
  });

  it('zooms towards the pointer: the pixel under it stays', () => {
    const at = { x: 120, y: 90 };
    const before = { zoom: 2, x: 200, y: 100 };
    const under = toPhoto(before, WINDOW, at);
    const after = zoomBy(before, 3, at, PHOTO, WINDOW);
    expect(after.zoom).toBe(6);
    expect(toPhoto(after, WINDOW, at).x).toBeCloseTo(under.x);
    expect(toPhoto(after, WINDOW, at).y).toBeCloseTo(under.y);
  });

  it('goes from all of the photo to 64 pixels for one, and no farther', () => {
    const fit = fitView(PHOTO, WINDOW);
    const middle = { x: 100, y: 100 };
    expect(zoomBy(fit, 0.1, middle, PHOTO, WINDOW)).toEqual(fit);
    expect(zoomBy(fit, 1e6, middle, PHOTO, WINDOW).zoom).toBe(64);
  });

  it('pans by the window’s pixels, and never beyond the photo’s edge', () => {
    const near = { zoom: 2, x: 200, y: 100 };
    expect(panBy(near, { x: 20, y: -10 }, PHOTO, WINDOW)).toEqual({ zoom: 2, x: 190, y: 105 });
    expect(panBy(near, { x: 1e5, y: 1e5 }, PHOTO, WINDOW)).toEqual({ zoom: 2, x: 50, y: 50 });
  });
});
