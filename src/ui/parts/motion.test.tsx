// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { glideAlong, glideTo, glideToUnseen, useReducedMotion, useTicks } from './motion.ts';
import { mount, type Mounted } from './testing/mount.ts';

const query = Object.assign(new EventTarget(), { matches: false });
const turnTo = (matches: boolean) => {
  query.matches = matches;
  query.dispatchEvent(new Event('change'));
};

function Counter({ playing }: { playing: boolean }) {
  const [count, setCount] = useState(0);
  useTicks(playing, 100, () => setCount((before) => before + 1));
  return <output data-still={useReducedMotion()}>{count}</output>;
}

let mounted: Mounted;
const output = () => mounted.place.querySelector('output')!;
const wait = () => act(async () => vi.advanceTimersByTime(300));

beforeEach(() => {
  query.matches = false;
  vi.stubGlobal('matchMedia', () => query);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('ticks', () => {
  afterEach(() => mounted.close());

  it('come while it plays, and stand still when the visitor asks for less motion', async () => {
    mounted = await mount(<Counter playing />);
    await wait();
    expect(output().textContent).toBe('3');
    await act(async () => turnTo(true));
    await wait();
    expect(output().textContent).toBe('3');
    expect(output().dataset['still']).toBe('true');
    await act(async () => turnTo(false));
    await wait();
    expect(output().textContent).toBe('6');
    await mounted.show(<Counter playing={false} />);
    await wait();
    expect(output().textContent).toBe('6');
  });
});

it('an element comes into sight at once with reduced motion, past what CSS says', () => {
  const scrollIntoView = vi.fn();
  const element = Object.assign(document.createElement('p'), { scrollIntoView });
  for (const [reduced, behavior] of [
    [false, 'smooth'],
    [true, 'instant'],
  ] as const) {
    query.matches = reduced;
    glideTo(element);
    expect(scrollIntoView).toHaveBeenLastCalledWith({ block: 'start', behavior });
  }
});

it.each([
  [100, 300, 0],
  [-50, 300, 1],
  [20, 300, 1],
  [100, 900, 1],
])(
  'what lies from %d to %d px comes into sight only if some of it is not seen',
  (top, bottom, times) => {
    const scrollIntoView = vi.fn();
    const lying = (place: Partial<DOMRect>) =>
      Object.assign(document.createElement('p'), {
        scrollIntoView,
        getBoundingClientRect: () => ({ ...new DOMRect(), ...place }),
      });
    const first = lying({ top });
    first.style.scrollMarginTop = '60px';
    document.body.append(first);
    glideToUnseen(first, lying({ bottom }));
    first.remove();
    expect(scrollIntoView).toHaveBeenCalledTimes(times);
  },
);

it.each([
  [0, 1, 80],
  [250, 1, 330],
  // At its end it begins anew.
  [399.5, 1, 0],
  [0, -1, 400],
  [400, -1, 320],
] as const)('a row pushed from %d, way %d, goes to %d', (from, way, to) => {
  const row = document.createElement('ul');
  const scrollTo = vi.fn();
  Object.assign(row, { scrollTo, scrollLeft: from });
  Object.defineProperties(row, { clientWidth: { value: 100 }, scrollWidth: { value: 500 } });
  glideAlong(row, way);
  expect(scrollTo).toHaveBeenCalledExactlyOnceWith({ left: to, behavior: 'smooth' });
});

describe('nothing else of the page moves by itself', () => {
  const ui = join(import.meta.dirname, '..');
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|js|css)$/.test(path) && !/\.test\.tsx?$|testing/.test(path))
    .map((path) => ({ path, text: readFileSync(join(ui, path), 'utf8') }));
  const having = (what: RegExp) => files.filter(({ text }) => what.test(text));

  it.each([
    // The status counts seconds, which are words.
    ['timers that repeat', /setInterval\(/, ['parts/motion.ts', 'result/RunStatus.tsx']],
    ['gliding', /'smooth'|: smooth/, ['parts/motion.ts']],
    ['what the browser animates for a script', /\.animate\(|startViewTransition/, []],
    ['a turning or gliding camera', /autoRotate|enableDamping/, []],
    ['the question for the preference', /prefers-reduced-motion/, ['motion.ts', 'tokens.css']],
  ])('%s', (_, what, places) => {
    const found = having(what).map(({ path }) => path.replaceAll('\\', '/'));
    expect(found).toHaveLength(places.length);
    for (const place of places) expect(found.some((path) => path.endsWith(place))).toBe(true);
  });

  it('and no style overrules the one that stops it', () => {
    for (const { path, text } of having(/(animation|transition)[^;]*!important/)) {
      expect(path).toMatch(/tokens\.css$/);
      expect(text).toMatch(
        /\* ?,?[^{]*\{\s*animation: none !important;\s*transition: none !important;/,
      );
    }
  });
});
