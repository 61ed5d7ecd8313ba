import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';

/**
 * Starts tfjs's wasm backend with as many threads as asked for. By itself it takes no more than half of
 * `navigator.hardwareConcurrency`, whatever `setThreadsCount` says (`num_cores` in its `backend.cc`): on two cores
 * that is a single thread. It reads that number only while it starts, so it is shown the double of `count` then.
 *
 * @param count threads wanted, at most 8, which is how many workers tfjs makes
 * @param start makes the backend active
 */
export async function startWithThreads<Result>(
  count: number,
  start: () => Promise<Result>,
): Promise<Result> {
  setThreadsCount(count);
  Object.defineProperty(navigator, 'hardwareConcurrency', {
    value: 2 * count,
    configurable: true,
  });
  try {
    return await start();
  } finally {
    // Shows the browser's own number again.
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}
