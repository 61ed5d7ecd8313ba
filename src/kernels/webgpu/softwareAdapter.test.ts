import { expect, it } from 'vitest';
import { isSoftware } from './softwareAdapter.ts';

const info = {
  vendor: 'acme',
  architecture: 'gpu-1',
  device: '',
  description: '',
} as GPUAdapterInfo;

it('knows a software adapter by its flag', () => {
  expect(isSoftware({ info: { ...info, isFallbackAdapter: true } })).toBe(true);
  expect(isSoftware({ info: { ...info, isFallbackAdapter: false } })).toBe(false);
});

it('knows one by the flag that older browsers give it', () => {
  const flagged = { isFallbackAdapter: true };
  expect(isSoftware(flagged)).toBe(true);
  expect(isSoftware({ ...flagged, info })).toBe(true);
  expect(isSoftware({})).toBe(false);
});

it.each(['vendor', 'architecture', 'device', 'description'] as const)(
  'knows one that is not flagged by its %s',
  (part) => {
    const named = { ...info, [part]: 'lavapipe', isFallbackAdapter: false };
    expect(isSoftware({ info: named })).toBe(true);
  },
);
