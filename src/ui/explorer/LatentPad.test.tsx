// @vitest-environment jsdom
import { act } from 'react';
import { expect, it } from 'vitest';
import { mount } from '../parts/testing/mount.ts';
import { LatentPad } from './LatentPad.tsx';

it('puts its handle under the pointer, and not beyond the reach of the sliders', async () => {
  const moves: (readonly [number, number])[] = [];
  const pad = (x: number, y: number) => (
    <LatentPad
      label="Pad"
      valueText=""
      x={x}
      y={y}
      dots={[]}
      onMove={(...to) => void moves.push(to)}
    />
  );
  const { place, show, close } = await mount(pad(0, 0));
  const drawing = place.querySelector('svg')!;
  const side = 630;
  drawing.getBoundingClientRect = () => new DOMRect(10, 20, side, side);
  drawing.setPointerCapture = () => undefined;
  const press = (clientX: number, clientY: number) =>
    act(async () => {
      const event = new MouseEvent('pointerdown', { clientX, clientY, bubbles: true });
      drawing.dispatchEvent(event);
    });

  await press(10 + 515, 20 + 415);
  const [x, y] = moves.at(-1)!;
  await show(pad(x, y));
  const handle = place.querySelector('.pad-handle')!;
  const [left, top, width, height] = drawing.getAttribute('viewBox')!.split(' ').map(Number);
  const drawnAt = (name: string, from: number, length: number) =>
    ((Number(handle.getAttribute(name)) - from) / length) * side;
  expect(drawnAt('cx', left!, width!)).toBeCloseTo(515, 5);
  expect(drawnAt('cy', top!, height!)).toBeCloseTo(415, 5);

  await press(10 + side, 20 + side);
  expect(moves.at(-1)).toEqual([3, -3]);
  await close();
});
