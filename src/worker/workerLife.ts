/**
 * A worker's sign of life is a lock (Web Locks) that it holds: no event tells of a worker that closes itself or that the
 * browser ends for want of memory, but its lock is free then.
 */

/**
 * The worker's side: settles when it holds the lock, or where there are none. The page would get it first otherwise, and
 * take the worker for gone.
 */
export function holdLock(name: string): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  return new Promise((resolve) => {
    if (locks === undefined) return resolve();
    void locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

/**
 * The page's side: calls `listener`, once or more often, when a worker has died.
 *
 * @param live asks the worker to hold a lock of this name: `holdLock`
 * @param ended tells that the page itself ends the worker
 * @param listener gets what the browser tells; empty when it is the script that cannot be loaded
 */
export function watchWorker(
  worker: Worker,
  live: (lock: string) => Promise<void>,
  ended: AbortSignal,
  listener: (detail: string) => void,
): void {
  worker.addEventListener('error', (event: Partial<ErrorEvent>) => listener(event.message ?? ''));
  worker.addEventListener('messageerror', () => listener('An answer could not be read.'));
  const lock = `worker-${Math.random()}`;
  void live(lock)
    .then(() => whenFree(lock, ended))
    .then(() => listener('It ended by itself.'))
    // The page ended the worker.
    .catch(() => undefined);
}

/** Settles when nobody holds a lock any more; never where there are no locks. */
async function whenFree(lock: string, signal: AbortSignal): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (locks === undefined) return new Promise(() => undefined);
  await locks.request(lock, { signal }, () => undefined);
}
