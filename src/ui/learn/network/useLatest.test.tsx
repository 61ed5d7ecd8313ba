// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mount, type Mounted } from '../../parts/testing/mount.ts';
import { loadLearnPart } from '../messages/messages.ts';
import { Failures } from './NetworkStatus.tsx';
import { useLatest } from './useLatest.ts';

/** What was asked for, with what settles it. */
interface Asked {
  readonly key: string;
  readonly done: () => Promise<void>;
  readonly fail: (reason: string) => Promise<void>;
}

let asked: Asked[];
let mounted: Mounted;

function Probe({ name }: { name: string | null }) {
  const latest = useLatest(
    name,
    () =>
      new Promise<string>((resolve, reject) => {
        asked.push({
          key: name!,
          done: () => act(async () => resolve(`made of ${name}`)),
          fail: (reason) => act(async () => reject(new Error(reason))),
        });
      }),
  );
  return (
    <>
      <output>{latest.value}</output>
      <Failures latest={[latest]} />
    </>
  );
}

beforeAll(() => loadLearnPart('network'));
beforeEach(async () => {
  asked = [];
  mounted = await mount(<Probe name="a" />);
});
afterEach(() => mounted.close());

const shown = () => mounted.place.querySelector('output')!.textContent;
const alert = () => mounted.place.querySelector('[role="alert"]');
const keys = () => asked.map(({ key }) => key);

describe('what is computed for a chapter', () => {
  it('is of the latest key alone, one after the other', async () => {
    await mounted.show(<Probe name="b" />);
    await mounted.show(<Probe name="c" />);
    expect(keys()).toEqual(['a']);
    await asked[0]!.done();
    expect(keys()).toEqual(['a', 'c']);
    expect(shown()).toBe('made of a');
    await asked[1]!.done();
    expect(shown()).toBe('made of c');
  });

  it('and fails says why, until it is tried again by its button', async () => {
    await asked[0]!.fail('It broke.');
    expect(alert()!.textContent).toContain('It broke.');
    await act(async () => alert()!.querySelector('button')!.click());
    expect(alert()).toBeNull();
    expect(keys()).toEqual(['a', 'a']);
    await asked[1]!.done();
    expect(shown()).toBe('made of a');
  });
});
