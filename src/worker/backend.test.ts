import { env } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerWasmBackend } from '../kernels/wasm/backend.ts';
import {
  type AdapterReport,
  chooseBackend,
  fallbackAfter,
  probeAdapter,
  startBackend,
} from './backend.ts';

vi.mock('../kernels/wasm/backend.ts', () => ({
  registerWasmBackend: vi.fn(),
  setWasmPaths: () => undefined,
}));
vi.mock('@tensorflow/tfjs-core', async (original) => ({
  ...(await original<object>()),
  setBackend: async () => true,
  ready: async () => undefined,
}));

const answered = { webgpu: true, answered: true };
const hardware: AdapterReport = { ...answered, name: 'nvidia ampere', software: false };
const software: AdapterReport = { ...answered, name: 'google swiftshader', software: true };
const none: AdapterReport = { webgpu: false, answered: false, name: null, software: false };

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
    expect(chooseBackend({ ...none, ...answered }, null, null).reason).toBe('no-adapter');
  });

  it('takes wasm where the browser does not answer', () => {
    const silent = { ...none, webgpu: true };
    expect(chooseBackend(silent, null, null)).toEqual({ name: 'wasm', reason: 'no-answer' });
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

describe('probeAdapter', () => {
  afterEach(() => void vi.useRealTimers());
  const gpuOf = (requestAdapter: () => Promise<unknown>) => ({ requestAdapter }) as unknown as GPU;

  it('names the adapter', async () => {
    const info = { vendor: 'acme', architecture: 'gpu-1', device: '', description: '' };
    expect(await probeAdapter(gpuOf(async () => ({ info })))).toEqual({
      ...hardware,
      name: 'acme gpu-1',
    });
  });

  it('knows a software adapter by its name or by its flag, old or new', async () => {
    const info = { vendor: 'google', architecture: 'swiftshader', device: '', description: '' };
    expect((await probeAdapter(gpuOf(async () => ({ info })))).software).toBe(true);
    const flagged = { info: { isFallbackAdapter: true } };
    expect((await probeAdapter(gpuOf(async () => flagged))).software).toBe(true);
    expect((await probeAdapter(gpuOf(async () => ({ isFallbackAdapter: true })))).software).toBe(
      true,
    );
  });

  it('takes an adapter without `info` for a GPU without a name', async () => {
    expect(await probeAdapter(gpuOf(async () => ({})))).toEqual({ ...hardware, name: 'GPU' });
  });

  it('reports a browser without WebGPU, without adapter, or that refuses', async () => {
    expect(await probeAdapter(undefined)).toEqual(none);
    expect(await probeAdapter(gpuOf(async () => null))).toEqual({ ...none, ...answered });
    const refusing = gpuOf(() => Promise.reject(new Error('no')));
    expect(await probeAdapter(refusing)).toEqual({ ...none, ...answered });
    const throwing = gpuOf(() => {
      throw new Error('no');
    });
    expect(await probeAdapter(throwing)).toEqual({ ...none, ...answered });
  });

  it('waits for an answer no longer than the deadline', async () => {
    vi.useFakeTimers();
    const probing = probeAdapter(gpuOf(() => new Promise(() => undefined)));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await probing).toEqual({ ...none, webgpu: true });
  });
});

/** What tfjs's backend looks up in the browser. */
const FLAGS = ['WASM_HAS_SIMD_SUPPORT', 'WASM_HAS_MULTITHREAD_SUPPORT'];
for (const flag of FLAGS) env().registerFlag(flag, () => true);

describe('threads of wasm', () => {
  /** What the host lets start. */
  class BlobWorker {
    onmessage: () => void = () => undefined;
    constructor() {
      setTimeout(() => this.onmessage());
    }
    terminate() {}
  }
  const withProcessors = (hardwareConcurrency: number) =>
    vi.stubGlobal('navigator', { hardwareConcurrency });

  beforeEach(() => {
    vi.stubGlobal('crossOriginIsolated', true);
    vi.stubGlobal('Worker', BlobWorker);
    for (const flag of FLAGS) env().set(flag, true);
  });
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [6, 3, 3],
    [64, 8, 8],
  ])('of %i processors tfjs takes %i, and ours are %i', async (processors, theirs, ours) => {
    withProcessors(processors);
    expect((await startBackend('wasm', null)).threads).toBe(theirs);
    expect(registerWasmBackend).toHaveBeenLastCalledWith(theirs);
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', true);
    expect((await startBackend('wasm', null, 'ours')).threads).toBe(ours);
    expect(registerWasmBackend).toHaveBeenLastCalledWith(1);
  });

  it.each(FLAGS)('are one without %s', async (flag) => {
    withProcessors(8);
    env().set(flag, false);
    expect((await startBackend('wasm', null, 'ours')).threads).toBe(1);
  });

  it('are one where the page is not isolated, and start no script', async () => {
    withProcessors(8);
    vi.stubGlobal('crossOriginIsolated', false);
    expect((await startBackend('wasm', null, 'ours')).threads).toBe(1);
    expect(env().get('WASM_HAS_MULTITHREAD_SUPPORT')).toBe(false);
  });
});
