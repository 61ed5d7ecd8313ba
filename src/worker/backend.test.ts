import { describe, expect, it } from 'vitest';
import { chooseBackend, fallbackAfter, isSoftwareAdapter } from './backend.ts';

const hardware = { webgpu: true, name: 'nvidia ampere', software: false };
const software = { webgpu: true, name: 'google swiftshader', software: true };
const none = { webgpu: false, name: null, software: false };

describe('chooseBackend', () => {
  it('takes a hardware GPU', () => {
    expect(chooseBackend(hardware, null, null)).toEqual({
      name: 'webgpu',
      reason: 'hardware-adapter',
    });
  });

  it('counts a software adapter as no GPU', () => {
    expect(chooseBackend(software, null, null)).toEqual({
      name: 'wasm',
      reason: 'software-adapter',
    });
  });

  it('tells a missing WebGPU from a missing adapter', () => {
    expect(chooseBackend(none, null, null).reason).toBe('no-webgpu');
    expect(chooseBackend({ ...none, webgpu: true }, null, null).reason).toBe('no-adapter');
  });

  it('obeys the address, also for a software adapter', () => {
    expect(chooseBackend(software, 'webgpu', null)).toEqual({ name: 'webgpu', reason: 'forced' });
    expect(chooseBackend(hardware, 'cpu', null)).toEqual({ name: 'cpu', reason: 'forced' });
  });

  it('leaves a GPU that was lost, even a forced one', () => {
    expect(chooseBackend(hardware, null, 'gpu-lost')).toEqual({ name: 'wasm', reason: 'gpu-lost' });
    expect(chooseBackend(hardware, 'webgpu', 'gpu-lost')).toEqual({
      name: 'wasm',
      reason: 'gpu-lost',
    });
    expect(chooseBackend(hardware, 'cpu', 'gpu-lost').name).toBe('cpu');
  });

  it('leaves a GPU that refused the network', () => {
    const wasm = { name: 'wasm', reason: 'webgpu-failed' };
    expect(chooseBackend(hardware, null, 'webgpu-failed')).toEqual(wasm);
  });
});

describe('fallbackAfter', () => {
  it('goes from webgpu to wasm to cpu to nothing', () => {
    const wasm = fallbackAfter({ name: 'webgpu', reason: 'hardware-adapter' });
    expect(wasm).toEqual({ name: 'wasm', reason: 'webgpu-failed' });
    const cpu = fallbackAfter({ name: 'wasm', reason: 'webgpu-failed' });
    expect(cpu).toEqual({ name: 'cpu', reason: 'no-wasm' });
    expect(fallbackAfter({ name: 'cpu', reason: 'no-wasm' })).toBeNull();
  });

  it('does not replace what the visitor asked for', () => {
    expect(fallbackAfter({ name: 'webgpu', reason: 'forced' })).toBeNull();
  });
});

describe('isSoftwareAdapter', () => {
  it.each([
    'google swiftshader',
    'llvmpipe (LLVM 15.0.6, 256 bits)',
    'lavapipe',
    'Microsoft Basic Render Driver',
    'D3D12 WARP',
  ])('knows %s', (name) => {
    expect(isSoftwareAdapter(name)).toBe(true);
  });

  it.each([
    'nvidia ampere',
    'apple metal-3',
    'Intel(R) Iris(R) Xe Graphics',
    'qualcomm adreno-7xx',
  ])('leaves %s alone', (name) => {
    expect(isSoftwareAdapter(name)).toBe(false);
  });
});
