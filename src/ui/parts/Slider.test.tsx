// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mount, type Mounted } from './testing/mount.ts';
import { Slider } from './Slider.tsx';

function Sliding() {
  const [value, setValue] = useState(0);
  return <Slider min="0" max="10" value={value} onSlide={setValue} data-kept={value} />;
}

let mounted: Mounted;
beforeEach(async () => (mounted = await mount(<Sliding />)));
afterEach(() => mounted.close());

const slider = () => mounted.place.querySelector('input')!;
const kept = () => Number(slider().dataset['kept']);
const point = (type: string, clientX: number, clientY: number, pointerType = 'touch') =>
  act(async () => {
    slider().dispatchEvent(
      new PointerEvent(type, { bubbles: true, pointerType, clientX, clientY }),
    );
  });
/** As browsers do it, past React's own watch over the value. */
const slideTo = (value: number) =>
  act(async () => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
    set!.call(slider(), String(value));
    slider().dispatchEvent(new Event('input', { bubbles: true }));
  });

it('stays where it is while a finger that came down on it scrolls the page', async () => {
  await point('pointerdown', 50, 50);
  await slideTo(8);
  expect(kept()).toBe(0);
  await point('pointermove', 51, 60);
  await point('pointercancel', 51, 60);
  expect(kept()).toBe(0);
  expect(slider().value).toBe('0');
});

it('follows a finger that goes sideways, and goes to where one is lifted', async () => {
  await point('pointerdown', 50, 50);
  await slideTo(8);
  await point('pointermove', 56, 51);
  expect(kept()).toBe(8);
  await slideTo(9);
  expect(kept()).toBe(9);
  await point('pointerup', 60, 51);
  await point('pointerdown', 20, 50);
  await slideTo(3);
  await point('pointerup', 20, 50);
  expect(kept()).toBe(3);
});

it('follows a mouse and the keyboard at once', async () => {
  await point('pointerdown', 50, 50, 'mouse');
  await slideTo(8);
  expect(kept()).toBe(8);
});

it('is what every slider of the page and of the course is', () => {
  const files = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .filter((file) => readFileSync(join('src/ui', file), 'utf8').includes('type="range"'));
  expect(files).toEqual([join('parts', 'Slider.tsx')]);
});
