// @vitest-environment jsdom
import { act } from 'react';
import { expect, it } from 'vitest';
import { mount, type } from './testing/mount.ts';
import { NumberField } from './NumberField.tsx';

it('lets a number be typed anew, takes what is valid and forgets the rest', async () => {
  const taken: number[] = [];
  const samples = (value: number) => (
    <NumberField
      label="Samples"
      min={1}
      max={32}
      value={value}
      onChange={(next) => void taken.push(next)}
    />
  );
  const { place, show, close } = await mount(samples(1));
  const field = place.querySelector('input')!;
  field.focus();
  for (const text of ['', '8', '80', '8.5', '']) {
    await type(field, text);
    await show(samples(taken.at(-1) ?? 1));
    expect(field.value).toBe(text);
  }
  expect(taken).toEqual([8]);
  await act(async () => field.blur());
  expect(field.value).toBe('8');

  field.focus();
  await type(field, '99');
  await show(samples(5));
  expect(field.value).toBe('5');
  await close();
});
