// @vitest-environment jsdom
import { afterEach, beforeAll, expect, it } from 'vitest';
import { pageTexts } from '../messages.ts';
import { mount, type Mounted } from '../parts/testing/mount.ts';
import { PointReadout } from './PointReadout.tsx';

let mounted: Mounted;

beforeAll(() => pageTexts.load());
afterEach(() => mounted.close());

it('says what its bars count, and what they stand on', async () => {
  const maps = [0.1, 0.15, 0.9].map((value) => ({
    ...{ height: 1, width: 1, data: Float32Array.of(value) },
  }));
  mounted = await mount(<PointReadout point={{ x: 0.5, y: 0.5 }} maps={maps} />);
  expect(mounted.place.querySelector('[role="status"]')!.textContent).toBe(
    '1 of 3 answers mark this point',
  );
  const bars = mounted.place.querySelector<HTMLElement>('.point-bars')!;
  expect(bars.textContent).toBe('0how surely1');
  expect(bars.title).toContain('How many answers mark this point how surely');
  expect(bars.querySelectorAll('rect')).toHaveLength(10);
});
