import { expose } from 'comlink';
import { ImageError } from '../image/imageError.ts';
import { toldOf } from '../languages/sentence.ts';
import { CutOutSession } from './cutOutSession.ts';
import { prepareWire } from './wire.ts';
import { holdLock } from './workerLife.ts';

// The first file of the worker that cuts out: one of its own, so that the network goes on meanwhile, and ending it is how
// a cut-out is given up.
const session = new CutOutSession();

prepareWire((error) => ({
  code: error instanceof ImageError ? 'bad-file' : 'unexpected',
  detail: toldOf(error),
}));

/** All that the worker does. */
const api = {
  live: holdLock,
  open: (...[file]: Parameters<CutOutSession['open']>) => session.open(file),
  preview: (...[request]: Parameters<CutOutSession['preview']>) => session.preview(request),
  make: (...[request, format, tell]: Parameters<CutOutSession['make']>) =>
    session.make(request, format, tell),
};

export type CutOutApi = typeof api;

expose(api);
