import { afterEach, describe, expect, it, vi } from 'vitest';
import { startWithThreads } from './wasmThreads.ts';

const setThreadsCount = vi.hoisted(() => vi.fn());
vi.mock('@tensorflow/tfjs-backend-wasm', () => ({ setThreadsCount }));

/** The number is a property of the prototype, as in a browser. */
function stubNavigator(): void {
  vi.stubGlobal('navigator', Object.create({ hardwareConcurrency: 2 }));
}

describe('startWithThreads', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('shows tfjs twice the number, half of which it takes', async () => {
    stubNavigator();
    const seen = await startWithThreads(2, async () => navigator.hardwareConcurrency);
    expect(seen).toBe(4);
    expect(setThreadsCount).toHaveBeenCalledWith(2);
    expect(navigator.hardwareConcurrency).toBe(2);
  });

  it('shows the true number again after a failure', async () => {
    stubNavigator();
    const failing = startWithThreads(3, () => Promise.reject(new Error('no wasm')));
    await expect(failing).rejects.toThrow('no wasm');
    expect(navigator.hardwareConcurrency).toBe(2);
  });
});
