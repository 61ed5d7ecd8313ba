import { describe, expect, it } from 'vitest';
import { isSoftware, isSoftwareName } from './softwareAdapter.ts';

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

describe('isSoftwareName', () => {
  it.each([
    'google swiftshader',
    'llvmpipe (LLVM 15.0.6, 256 bits)',
    'lavapipe',
    'Microsoft Basic Render Driver',
    'D3D12 WARP',
  ])('knows %s', (name) => {
    expect(isSoftwareName(name)).toBe(true);
  });

  it.each([
    'nvidia ampere',
    'apple metal-3',
    'Intel(R) Iris(R) Xe Graphics',
    'qualcomm adreno-7xx',
  ])('leaves %s alone', (name) => {
    expect(isSoftwareName(name)).toBe(false);
  });
});
