import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';

// The first file of the package's worker in Node. tfjs's build for browsers, which the package holds, looks for these
// where it finds Node.
Object.assign(globalThis, { require: createRequire(import.meta.url), __dirname: '.' });
const [{ serveInference }, { nodePlatform }] = await Promise.all([
  import('../worker/serveInference.ts'),
  import('./nodePlatform.ts'),
]);
serveInference(nodePlatform, nodeEndpoint(parentPort!));
