// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('matchMedia', () => new EventTarget());
});

it.each([
  ['C', 'en-US'],
  ['en-US@posix', 'en-US'],
  ['de-DE', 'de-DE'],
])('loads in a browser whose language is %s', async (value, used) => {
  Object.defineProperty(navigator, 'language', { value, configurable: true });
  const { LineChart } = await import('./LineChart.tsx');
  expect(LineChart).toBeTypeOf('function');
  // What loads the chart library anew finds a language that `Intl` takes.
  expect(navigator.language).toBe(used);
});
