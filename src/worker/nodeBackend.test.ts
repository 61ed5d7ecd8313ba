import { afterEach, describe, expect, it, vi } from 'vitest';
import { provideGpu, startNodeBackend } from './nodeBackend.ts';

/** Dawn with one adapter, or none. */
function installDawn(adapter: object | null): void {
  const requestAdapter = async () => adapter;
  vi.doMock('webgpu', () => ({ create: () => ({ requestAdapter }), globals: {} }));
}

afterEach(() => {
  vi.doUnmock('webgpu');
  Reflect.deleteProperty(navigator, 'gpu');
});

describe('provideGpu', () => {
  it('names what a machine without an adapter lacks, and what else there is', async () => {
    installDawn(null);
    await expect(provideGpu()).rejects.toThrow(/VK_DRIVER_FILES or VK_ICD_FILENAMES[^,]*\.$/);
    await expect(startNodeBackend('webgpu')).rejects.toThrow(/, or take the backend wasm\.$/);
  });

  it('tells an adapter by name, and whether it is software', async () => {
    const info = { description: '', vendor: 'a', architecture: '', device: 'b' };
    installDawn({ info: { ...info, isFallbackAdapter: true } });
    expect(await provideGpu()).toEqual({ name: 'a b', isSoftware: true });
    installDawn({ info: { ...info, description: 'a card', isFallbackAdapter: false } });
    expect(await provideGpu()).toEqual({ name: 'a card', isSoftware: false });
  });
});
