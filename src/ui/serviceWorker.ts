import type { PageStore } from './engine/store.ts';

/** What the page knows of a newer version of itself. */
export type Renewal =
  | 'none'
  /** It waits, whole, until this version is left. */
  | 'offered'
  /** Another tab went over to it: parts that this one has not loaded yet are gone. */
  | 'done';

/** Tells when a newer version of the page waits, and goes over to it when the visitor wants that. */
export class Renewer {
  private renewal: Renewal = 'none';
  private waiting: ServiceWorker | null = null;
  private reloads = false;
  private readonly listeners = new Set<() => void>();

  readonly get = (): Renewal => this.renewal;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Keeps the page for visits without a network, and watches for newer versions. */
  async start(container: ServiceWorkerContainer, script: string): Promise<void> {
    const wasKept = container.controller !== null;
    container.addEventListener('controllerchange', () => {
      if (this.reloads) location.reload();
      else if (wasKept) this.tell('done');
    });
    const registration = await container.register(script);
    const look = () => {
      const { waiting } = registration;
      if (waiting === null || container.controller === null) return;
      this.waiting = waiting;
      this.tell('offered');
    };
    const watch = () => registration.installing?.addEventListener('statechange', look);
    look();
    // Another tab may have found one already.
    watch();
    registration.addEventListener('updatefound', watch);
  }

  /** Goes over to the newer version, whole. */
  renew(): void {
    if (this.renewal === 'done' || this.waiting === null) {
      location.reload();
      return;
    }
    this.reloads = true;
    this.waiting.postMessage({ type: 'SKIP_WAITING' });
  }

  private tell(renewal: Renewal): void {
    this.renewal = renewal;
    for (const listener of this.listeners) listener();
  }
}

/** Browsers without https have none, and in a frame that is cut off from its site even the question is refused. */
function workersOfSite(): ServiceWorkerContainer | undefined {
  try {
    return (navigator as Partial<Navigator>).serviceWorker;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the page for visits without a network. On a first visit it waits for the first map: until then the line belongs
 * to the network's weights.
 */
export function keepOffline(store: PageStore, renewer: Renewer): void {
  const serviceWorker = workersOfSite();
  if (serviceWorker === undefined) return;
  const start = () => {
    if (serviceWorker.controller === null && store.get().firstMapMs === null) return;
    unsubscribe();
    const script = new URL('sw.js', document.baseURI).href;
    // A browser that keeps nothing, as in a private window, runs the page all the same.
    void renewer.start(serviceWorker, script).catch(() => undefined);
  };
  const unsubscribe = store.subscribe(start);
  start();
}
