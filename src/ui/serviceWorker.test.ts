import { afterEach, expect, it, vi } from 'vitest';
import { follow } from './engine/show.ts';
import { PageStore } from './engine/store.ts';
import { keepOffline, Renewer } from './serviceWorker.ts';

afterEach(() => vi.unstubAllGlobals());

it('does without where the browser refuses even the question, as in a sandboxed frame', () => {
  const sandboxed = {
    get serviceWorker(): never {
      throw new DOMException('The context is sandboxed.', 'SecurityError');
    },
  };
  for (const navigator of [sandboxed, {}]) {
    vi.stubGlobal('navigator', navigator);
    const renewer = new Renewer();
    expect(() => keepOffline(new PageStore(follow), renewer)).not.toThrow();
    expect(renewer.get()).toBe('none');
  }
});
