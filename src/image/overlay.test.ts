import { describe, expect, it } from 'vitest';
import { overlayMap } from './overlay.ts';

const photo = { height: 1, width: 3, data: Uint8Array.of(10, 20, 30, 40, 50, 60, 200, 210, 220) };
const map = { height: 1, width: 3, data: Float32Array.of(0, 0.5, 1) };

describe('overlayMap', () => {
  it('shows the photo at opacity 0 and the painted map at 1', () => {
    expect([...overlayMap(photo, map, 'grey', 0).data]).toEqual([...photo.data]);
    const painted = [0, 0, 0, 128, 128, 128, 255, 255, 255];
    expect([...overlayMap(photo, map, 'grey', 1).data]).toEqual(painted);
  });

  it('blends in between, with the range given', () => {
    const blended = overlayMap(photo, map, 'grey', 0.25, [0.5, 1]);
    // ¾ photo + ¼ of 0, 0, 255
    expect([...blended.data]).toEqual([8, 15, 23, 30, 38, 45, 214, 221, 229]);
  });

  it('refuses other sizes and opacities', () => {
    const otherSize = { height: 3, width: 1, data: map.data };
    expect(() => overlayMap(photo, otherSize, 'grey', 0.5)).toThrow('overlayMap needs a map');
    expect(() => overlayMap(photo, map, 'grey', 1.5)).toThrow('opacity between 0 and 1');
  });
});
