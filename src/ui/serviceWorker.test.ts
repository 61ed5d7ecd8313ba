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

it('tells of a newer version that another tab is fetching already', async () => {
  const script = Object.assign(new EventTarget(), { state: 'installing' });
  const registration = Object.assign(new EventTarget(), {
    installing: script as unknown as ServiceWorker | null,
    waiting: null as ServiceWorker | null,
  });
  const container = Object.assign(new EventTarget(), {
    controller: {},
    register: async () => registration,
  });
  const renewer = new Renewer();
  await renewer.start(container as unknown as ServiceWorkerContainer, 'sw.js');
  expect(renewer.get()).toBe('none');
  registration.waiting = script as unknown as ServiceWorker;
  script.dispatchEvent(new Event('statechange'));
  expect(renewer.get()).toBe('offered');
});
