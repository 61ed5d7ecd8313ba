// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { mount, type Mounted } from '../../parts/testing/mount.ts';
import { stubScreen } from '../../parts/testing/screen.ts';
import { readFields } from '../linkedFields.ts';
import { loadLearnPart } from '../messages/messages.ts';
import { TRANSPOSED_FIELDS } from './fields.ts';
import { StampLab } from './StampLab.tsx';

let mounted: Mounted;

beforeAll(() => loadLearnPart('transposed'));
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

const sum = () => mounted.place.querySelector('[data-testid="sum"]')!;
const press = (text: string) =>
  act(async () => {
    const all = [...mounted.place.querySelectorAll('button')];
    all.find(({ textContent }) => textContent === text)!.click();
  });

it('the sum is not spoken while the kernels are laid down by themselves', async () => {
  stubScreen();
  const values = readFields(TRANSPOSED_FIELDS, '');
  mounted = await mount(<StampLab values={values} change={() => undefined} />);
  expect(sum().getAttribute('aria-live')).toBe('polite');
  await press('Play');
  expect(sum().getAttribute('aria-live')).toBe('off');
  await press('Stop');
  expect(sum().getAttribute('aria-live')).toBe('polite');
});
