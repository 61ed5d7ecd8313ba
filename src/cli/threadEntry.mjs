// The first file of every worker thread: Node does not hand the loader that runs TypeScript on to threads.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
