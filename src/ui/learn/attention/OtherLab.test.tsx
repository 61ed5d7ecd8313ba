// @vitest-environment jsdom
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { mount, type Mounted } from '../../parts/testing/mount.ts';
import { stubScreen } from '../../parts/testing/screen.ts';
import { readFields } from '../linkedFields.ts';
import { loadLearnPart } from '../messages/messages.ts';
import { ATTENTION_FIELDS } from './fields.ts';
import { OtherLab } from './OtherLab.tsx';

let mounted: Mounted;

beforeAll(() => Promise.all([loadLearnPart('shell'), loadLearnPart('attention')]));
afterEach(async () => {
  await mounted.close();
  vi.unstubAllGlobals();
});

it('tells of each answer how much of the picture it holds, and nothing that can be but 0', async () => {
  stubScreen();
  const maps = [
    [1, 1, 0, 0],
    [0, 0, 0, 1],
  ].map((data) => ({ height: 2, width: 2, data: Float32Array.from(data) }));
  const values = readFields(ATTENTION_FIELDS, '');
  mounted = await mount(<OtherLab values={values} change={() => undefined} maps={maps} />);
  const numbers = [...mounted.place.querySelectorAll('dd')];
  expect(numbers.map(({ textContent }) => textContent)).toEqual(['50%', '25%']);
});
